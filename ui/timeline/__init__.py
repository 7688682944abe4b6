"""The timeline under the picture: what was found, when, on whom."""
