"""Instances and plans from text files and tables, and instances from a case's estimates."""
