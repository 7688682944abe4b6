"""What ``vig-tool`` can be asked to do. Each module adds its commands to the parser.

A command's module imports nothing heavy at its top: OpenCV, PyAV and pandas load when the command
runs, so that ``--help`` and wrong use answer at once.
"""
