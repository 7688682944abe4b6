"""Windows and widgets: the only part that knows Qt."""
