"""Agreement, estimates and entries to verdicts.

Read in this order: `judge` (outcomes), `rules/` (one small file a kind of obligation), `evidence` (which claims bear,
and whose word they are), `life` (which deadline holds), `measure` (probabilities), `standards.toml` (what suffices).
"""
