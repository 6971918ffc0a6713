"""Claims to entries, origins, and the window that readers offer."""
