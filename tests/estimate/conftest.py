"""Here so that tests in folders below find the invented case of `estimate_cases`."""
