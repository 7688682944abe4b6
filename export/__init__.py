"""Everything that leaves a case: clips, stills and tables."""
