"""The order of steps, settings and today's date."""
