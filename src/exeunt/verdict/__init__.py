"""Agreement, estimates and entries to verdicts."""
