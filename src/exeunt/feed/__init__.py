"""What comes over the network: the only place that opens a connection."""
