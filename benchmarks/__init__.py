"""Speed and accuracy, measured. Each run prints the naive baseline beside ours."""
