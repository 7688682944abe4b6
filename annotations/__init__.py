"""The case: people, codebooks, recordings, tags, clips and consent, and the file that holds them."""
