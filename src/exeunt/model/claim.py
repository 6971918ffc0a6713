"""Claims: one assertion each. Who said that which contingent had what count, where, as of when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exeunt.base.dates import UNKNOWN_SPAN, Precision, Span
from exeunt.base.problem import NOWHERE, Where
from exeunt.model.count import Count
from exeunt.model.document import Passage


class Kind(StrEnum):
    """What a claim is about (capabilities C8)."""

    STOCK = "stock"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    CUMULATIVE_ARRIVALS = "cumulative_arrivals"
    CUMULATIVE_DEPARTURES = "cumulative_departures"
    RELOCATION = "relocation_internal"
    NO_CHANGE = "no_change"
    BASELINE = "baseline"  # a count made or declared as the baseline of reductions
    CANNOT_ESTIMATE = "cannot_estimate"  # the speaker says no number can be given
    PLEDGE_DEPARTURE = "pledge_departure"
    PLAN_ARRIVAL = "plan_arrival"
    DENIAL = "denial"
    INDICATOR = "indicator"  # flights, vehicles, tents: proxies stay proxies
    INTERDICTION = "interdiction"
    RETURN_REFUSED = "return_refused"
    AGREEMENT = "agreement"
    PRECONDITION = "precondition"
    MONITORING = "monitoring"  # deployment, mandate or access of monitors
    ACCESS_DENIED = "access_denied"
    DEMAND = "demand"
    SUPPORT = "support"
    ARMS_SUPPLY = "arms_supply"
    INCIDENT = "incident"


# Kinds that are statements about the future: never evidence of what is.
PLEDGES = frozenset({Kind.PLEDGE_DEPARTURE, Kind.PLAN_ARRIVAL})


class Stance(StrEnum):
    """How a claim is said."""

    ASSERTED = "asserted"
    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    HEDGED = "hedged"
    DENIED = "denied"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    DEMANDED = "demanded"


class Review(StrEnum):
    """What a person did with a claim."""

    NONE = ""
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim. `id` follows from its content; `label` is the author's own number for it (LY104).

    A resolved reference has an id (`force_id`, `site_ids`, `source_id`), and its words are always kept beside it; what
    could not be resolved has words only. `known_on` is the first day anyone could have read it. `origin` is shared by
    claims that repeat one another: they count once. `echo_of` names the claims it follows from, which stay independent
    of each other; it is empty for a claim that stands for itself. `credibility` runs from 1 (confirmed) to 6 (cannot be
    judged).
    `review` is known from the ledger's decisions.
    `confidence` is about reading the text, never about whether the source is right.
    """

    id: str = ""
    label: str = ""
    kind: Kind
    stance: Stance = Stance.ASSERTED
    force_id: str | None = None
    force_text: str = ""
    side: str = ""
    sponsor: str = ""
    site_ids: tuple[str, ...] = ()
    place_text: str = ""
    count: Count | None = None
    count_text: str = ""
    as_of: Span = UNKNOWN_SPAN
    known_on: date
    known_precision: Precision = Precision.DAY
    source_id: str | None = None
    source_text: str = ""
    relayed_by: str = ""
    origin: str = ""
    echo_of: tuple[str, ...] = ()
    lineage: str = ""
    credibility: int | None = None
    confidence: float = 1.0
    review: Review = Review.NONE
    basis: tuple[tuple[str, str], ...] = ()  # (field, explicit | inherited | default), for claims read from a text
    url: str = ""
    note: str = ""
    passage: Passage | None = None
    row: tuple[tuple[str, str], ...] = ()  # the cells as they were given, for a way back out unchanged
    where: Where = NOWHERE

    @property
    def name(self) -> str:
        """What people call it: its own number, else the id."""
        return self.label or self.id
