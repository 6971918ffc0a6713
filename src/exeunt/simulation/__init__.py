"""Worlds with a known truth, what sources say of them, and the scores of estimates, verdicts and alarms against it."""
