"""Bytes to documents: one reader a media type."""
