"""Who says it and who relayed it, on sentences written for the purpose."""
