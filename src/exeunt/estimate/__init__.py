"""Entries to estimates of how many are where."""
