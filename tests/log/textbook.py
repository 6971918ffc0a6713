"""The slow twin: RFC 9162, sections 2.1.1, 2.1.3.1 and 2.1.4.1, written down as the definitions stand there."""

import hashlib


def largest_power_of_two_below(size):
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def mth(data):
    """Merkle Tree Hash of a list of byte strings."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    k = largest_power_of_two_below(len(data))
    return hashlib.sha256(b"\x01" + mth(data[:k]) + mth(data[k:])).digest()


def path(m, data):
    """PATH(m, D_n): the inclusion proof of leaf m."""
    if len(data) == 1:
        return []
    k = largest_power_of_two_below(len(data))
    if m < k:
        return [*path(m, data[:k]), mth(data[k:])]
    return [*path(m - k, data[k:]), mth(data[:k])]


def proof(m, data):
    """PROOF(m, D_n): the consistency proof of the first m leaves."""
    return subproof(m, data, True)


def subproof(m, data, is_whole):
    if m == len(data):
        return [] if is_whole else [mth(data)]
    k = largest_power_of_two_below(len(data))
    if m <= k:
        return [*subproof(m, data[:k], is_whole), mth(data[k:])]
    return [*subproof(m - k, data[k:], False), mth(data[:k])]
