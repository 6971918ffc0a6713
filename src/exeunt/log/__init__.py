"""A Merkle log: hashing, proofs and tree heads as pure functions of bytes; no storage."""
