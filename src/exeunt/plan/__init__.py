"""Timetables that are gradual, balanced and simultaneous: measured, checked, planned, explained and gated."""
