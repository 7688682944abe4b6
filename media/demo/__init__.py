"""The demo film: a drawn parent and baby, their voices, and the list of what happens."""
