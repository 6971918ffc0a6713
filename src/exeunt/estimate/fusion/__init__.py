"""Conflicting numbers from many sources, of anything, to one distribution an object (no case needed)."""
