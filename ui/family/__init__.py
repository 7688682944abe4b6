"""The parent's window. It knows a list of moments and nothing of the case they come from."""
