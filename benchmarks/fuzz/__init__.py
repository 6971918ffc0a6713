"""Random hostile files for the readers and the extractor."""
