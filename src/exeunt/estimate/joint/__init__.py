"""The joint model: every force at every place, every source, from all claims together."""
