"""Short names that a text itself gives to an army: `Indonesia's military (TNI)`, then `TNI` alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exeunt.claim.force_words import ForceWords, Naming
from exeunt.claim.pack import Mention, Pack
from exeunt.claim.token import Tokens

_SHORTEST = 2
_BACK = 5  # tokens from the bracket back to the nation


def short_names(
    tokens: Tokens, pack: Pack, nations: Mapping[int, Mention], hosts: frozenset[str]
) -> Iterator[ForceWords]:
    """Every place where a short name stands that the text has given to a nation's army. `nations` are by their end."""
    given = dict(_given(tokens, pack, nations))
    for at, key in enumerate(tokens.keys):
        nation = given.get(key)
        if nation and tokens.text[tokens.starts[at] : tokens.ends[at]].isupper():
            label = f"{pack.states.get(nation) or nation} forces"
            own = nation.casefold() in hosts
            yield ForceWords(at, at + 1, at, Naming.BRAND, (label,), (nation,), own=own, kind="forces")


def _given(tokens: Tokens, pack: Pack, nations: Mapping[int, Mention]) -> Iterator[tuple[str, str]]:
    armies = pack.small["army"]
    for at, key in enumerate(tokens.keys):
        if key != "(" or tokens.key(at + 2) != ")" or tokens.key(at - 1) not in armies:
            continue
        short = tokens.text[tokens.starts[at + 1] : tokens.ends[at + 1]]
        nation = next((nations[back] for back in range(at, max(0, at - _BACK), -1) if back in nations), None)
        if nation and short.isupper() and len(short) >= _SHORTEST:
            yield tokens.key(at + 1), nation.value
