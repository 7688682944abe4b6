"""Measurements against peers; each script runs alone."""
