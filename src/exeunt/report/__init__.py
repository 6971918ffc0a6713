"""What people get as files: HTML, JSON, CSV."""
