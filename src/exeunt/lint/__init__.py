"""An agreement's weak clauses, before anybody is blamed for them: one small file a check (capabilities C2).

A check sees the agreement and the places and forces it names; never a claim, an estimate or the name of a case.
"""
