"""Real withdrawals with known endings: what the estimator and the judge say of them, scored."""
