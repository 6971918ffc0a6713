"""The command line: formats what it gets, decides nothing."""
