"""What a look at an obligation could find: for each kind, the claims that would say it was kept, and that it was not.

A kind that is judged by many claims together (balanced, gradual, notify) has no single look, and gives none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from exeunt.base.dates import Precision, Span
from exeunt.estimate.posterior import Floats, Posterior
from exeunt.model.agreement import ObligationKind
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import exactly
from exeunt.verdict.amount import asked, baseline, margin_of
from exeunt.verdict.evidence import Evidence
from exeunt.verdict.measure import slack

_BY_FALL = frozenset({ObligationKind.WITHDRAWN_AT_LEAST, ObligationKind.REDUCE_BY_AT_LEAST, ObligationKind.HAND_OVER})
_NO_ARRIVALS = frozenset({ObligationKind.NO_REINFORCEMENT, ObligationKind.FREEZE, ObligationKind.NO_RETURN})
_ALL = frozenset({"declaration", "witness", "records", "inspection", "count"})


@dataclass(frozen=True, eq=False)
class Pair:
    """One look: what it would say if it found the obligation kept, and if not.

    `chance` is the probability that what it is about is so; None for that of the obligation itself. `truth` gives for
    each drawn path of the `series` how far it is so, from 0 to 1; None where the estimate has no part in it.
    """

    sites: tuple[str, ...]
    kept: tuple[Claim, ...]
    against: tuple[Claim, ...]
    chance: float | None = None
    series: tuple[tuple[str, str | None], ...] = ()
    truth: Callable[[Posterior], Floats] | None = None
    kinds: frozenset[str] = _ALL

    def suits(self, kind: str) -> bool:
        """Whether a look of this kind can say it."""
        return kind in self.kinds


def pairs(evidence: Evidence) -> Iterator[Pair]:
    """The looks at an obligation."""
    kind, obligation = evidence.obligation.kind, evidence.obligation
    if kind is ObligationKind.VACATE_SITE:
        yield from _at_sites(evidence)
    elif kind is ObligationKind.REMAINING_AT_MOST:
        yield _ceiling(evidence)
    elif kind in _BY_FALL:
        yield from _fall(evidence)
    elif kind is ObligationKind.START_BY:
        yield Pair((), (_claim(evidence, Kind.DEPARTURE),), (_claim(evidence, Kind.NO_CHANGE, since_start=True),))
    elif kind in _NO_ARRIVALS:
        seen = _claim(evidence, Kind.STOCK, _stock_now(evidence))
        # whoever is bound may admit arrivals, but does not count itself
        yield Pair((), (seen,), (_claim(evidence, Kind.ARRIVAL, _arrivals(evidence)),))
    elif kind is ObligationKind.PRECONDITION and obligation.needs:
        said = _claim(evidence, Kind(obligation.needs[0]))
        yield Pair((), (said,), (_claim(evidence, Kind(obligation.needs[0]), stance=Stance.DENIED),))
    elif kind is ObligationKind.GRANT_ACCESS:
        let_in, refused = _claim(evidence, Kind.MONITORING), _claim(evidence, Kind.ACCESS_DENIED)
        yield Pair((), (let_in,), (refused,), kinds=frozenset({"records", "count"}))


@cache
def look_table() -> dict[str, Any]:
    """The costs, grades and limits of looks, from `looks.toml` beside this file."""
    return tomllib.loads((files("exeunt.verdict") / "looks.toml").read_text(encoding="utf-8"))


def _at_sites(evidence: Evidence) -> Iterator[Pair]:
    """One look a site, and one at all of them on one day."""
    sites = evidence.obligation.sites
    ceiling = evidence.obligation.quantity or 0.0
    limit = ceiling + slack(evidence, ceiling)
    for chosen in [*((site,) for site in sites), *([sites] if len(sites) > 1 else [])]:
        some = tuple(_claim(evidence, Kind.STOCK, _some_at(evidence, site, limit), sites=(site,)) for site in chosen)
        none = tuple(_claim(evidence, Kind.STOCK, ceiling, sites=(site,)) for site in chosen)
        yield Pair(
            chosen,
            none,
            some,
            _empty(evidence, chosen, limit),
            tuple((evidence.obligation.force or "", site) for site in chosen),
            lambda posterior: _within(_stock(posterior, evidence), limit),
        )


def _empty(evidence: Evidence, sites: tuple[str, ...], limit: float) -> float | None:
    """P(no more than the limit at each of the sites), by the estimates; None where one of them has none."""
    together = 1.0
    for site in sites:
        posterior = evidence.at_site(site)
        if posterior is None or posterior.days[0] > evidence.day:
            return None
        together *= posterior.at_most(evidence.day, limit)
    return together


def _ceiling(evidence: Evidence) -> Pair:
    ceiling = evidence.obligation.quantity or 0.0
    limit = ceiling + slack(evidence, ceiling)
    # a count just above the limit could be an error of counting: half as many again could not
    more = max(_stock_now(evidence), 1.5 * limit, limit + 1)
    return Pair(
        (),
        (_claim(evidence, Kind.STOCK, ceiling),),
        (_claim(evidence, Kind.STOCK, more),),
        series=((evidence.obligation.force or "", None),),
        truth=lambda posterior: _within(_stock(posterior, evidence), limit),
    )


def _fall(evidence: Evidence) -> Iterator[Pair]:
    base = baseline(evidence)
    amount = asked(evidence, base)
    if amount is None:
        return
    enough = amount - margin_of(evidence, amount)

    def truth(posterior: Posterior) -> Floats:
        start = max(evidence.baseline_day, posterior.days[0])
        before = base.number if base.fixed and base.number else posterior.draws[:, posterior.position(start)]
        gone: Floats = (before - _stock(posterior, evidence) >= enough).astype(float)
        return gone

    yield Pair(
        (),
        (_claim(evidence, Kind.CUMULATIVE_DEPARTURES, amount),),
        (_claim(evidence, Kind.CUMULATIVE_DEPARTURES, float(int(enough / 2))),),
        series=((evidence.obligation.force or "", None),),
        truth=truth,
    )


def _within(stock: Floats, limit: float) -> Floats:
    """How far a look would see no more than the limit: the fewer too many, the likelier they are overlooked."""
    seen: Floats = np.exp(-np.maximum(stock - limit, 0.0) / look_table()["limits"]["overlooked"])
    return seen


def _stock(posterior: Posterior, evidence: Evidence) -> Floats:
    stock: Floats = posterior.draws[:, posterior.position(evidence.day)]
    return stock


def _stock_now(evidence: Evidence) -> float:
    posterior = evidence.posterior
    known = posterior is not None and posterior.days[0] <= evidence.day
    return max(1.0, posterior.quantile(evidence.day, 0.5)) if posterior is not None and known else 1.0


def _arrivals(evidence: Evidence) -> float:
    """So many that nobody would call them noise."""
    noise = evidence.standards.rise_share * _stock_now(evidence)
    return max(evidence.obligation.quantity or 0.0, evidence.obligation.tolerance, noise, 1.0) * 2


def _some_at(evidence: Evidence, site: str, limit: float) -> float:
    """How many a look would count at a site where they are still: the upper half of the estimate, else a handful."""
    posterior = evidence.at_site(site)
    known = posterior is not None and posterior.days[0] <= evidence.day
    upper = posterior.quantile(evidence.day, 0.75) if posterior is not None and known else 0.0
    return max(upper, limit + 1, 10.0)


def _claim(
    evidence: Evidence,
    kind: Kind,
    count: float | None = None,
    *,
    sites: tuple[str, ...] = (),
    stance: Stance = Stance.ASSERTED,
    since_start: bool = False,
) -> Claim:
    """A claim of the judged day, known on the day of the verdict."""
    force = evidence.case.force_by_id.get(evidence.obligation.force or "")
    number = None if count is None else exactly(count, force.unit) if force else exactly(count)
    first = evidence.start if since_start else evidence.day
    return Claim(
        kind=kind,
        stance=stance,
        force_id=evidence.obligation.force,
        site_ids=sites,
        count=number,
        as_of=Span(first, evidence.day, Precision.DAY),
        known_on=evidence.as_of,
    )
