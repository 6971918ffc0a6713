"""Exeunt plans, watches and verifies the phased withdrawal of foreign forces under a ceasefire."""

__version__ = "0.1.0"
