"""Merkle tree, proofs and canonical bytes: pure functions of bytes, no storage."""
