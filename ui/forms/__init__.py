"""Dialogs: recording an answer, and editing codes."""
