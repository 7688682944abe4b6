"""Golden films: generated films in which every picture says which frame it is.

The numbers a film shows are known from how it was written, so a test can hold what a decoder
hands over against what was asked for, whatever the decoder believes about it.
"""
