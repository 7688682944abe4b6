"""VIG Tool: the desktop application for Video Interaction Guidance."""

__version__ = "0.1.0"
