"""The drawn world: who, how dressed, which way turned, and the picture of it with its labels."""
