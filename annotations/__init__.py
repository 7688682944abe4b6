"""The case: people, codebooks, recordings, tags, clips, consent, and the file that holds them."""
