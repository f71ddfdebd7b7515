"""The face stack: detector, embedder and parser, their data and their training. Commands are in __main__.py."""
