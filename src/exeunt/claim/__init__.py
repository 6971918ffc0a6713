"""Documents and tables to claims."""
