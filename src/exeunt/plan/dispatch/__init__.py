"""The dispatcher: day by day, batches that keep every rule leave, the side that is behind first."""
