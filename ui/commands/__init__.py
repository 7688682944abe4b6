"""What the window's commands do, by what they are about. Each is the method of the same name."""
