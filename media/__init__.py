"""Films: what they are, their exact frames, their sound, and writing new ones."""
