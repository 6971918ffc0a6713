"""What must hold of every verdict, whatever the case says (C9, C24, C30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from verdict_world import SIGNED, case_of, claim, obligation, posterior

from exeunt.estimate.posterior import Posterior
from exeunt.model.agreement import EVERY_DAY, ObligationKind
from exeunt.model.claim import Claim
from exeunt.model.verdict import Outcome, Verdict
from exeunt.verdict.judge import judge

START = 5000
LAST = 400  # days after signature
RANK = {
    Outcome.BREACHED: 0,
    Outcome.UNDETERMINED: 1,
    Outcome.NOT_DUE: 2,
    Outcome.EXCUSED: 2,
    Outcome.MET: 2,
}
TIMED = ("withdrawn_at_least", "remaining_at_most", "reduce_by_at_least", "vacate_site", "start_by")
ALL_KINDS = tuple(kind.value for kind in ObligationKind)
# a later end of these is a longer duty, not more time for it
UNTIL_THEN = frozenset({*(kind.value for kind in EVERY_DAY), "freeze"})
SAID_BY = ("mission", "panel", "wire", "relief", "informer", "friend", "rumour", "government", "blue-radio", "front")
KINDS = (
    "stock", "arrival", "departure", "cumulative_departures", "no_change", "relocation_internal", "baseline",
    "monitoring", "access_denied", "cannot_estimate", "pledge_departure", "denial",
)  # fmt: skip
LEAVING = ("stock", "departure", "cumulative_departures", "no_change", "relocation_internal")
COUNTED = frozenset({"stock", "arrival", "departure", "cumulative_departures", "relocation_internal", "baseline"})

JUDGED = st.one_of(st.just(LAST), st.integers(1, LAST))  # half of them when everything is due


def on(offset: int) -> date:
    return SIGNED + timedelta(days=offset)


@st.composite
def obligations(draw: st.DrawFn, kinds: tuple[str, ...] = TIMED) -> dict[str, Any]:
    kind = draw(st.sampled_from(kinds))
    told: dict[str, Any] = {"kind": kind, "force": "guests", "deadline": on(draw(st.integers(30, LAST - 60)))}
    if kind in ("withdrawn_at_least", "reduce_by_at_least", "hand_over"):
        told["quantity"] = draw(st.sampled_from([100, 600, 2500, 5000]))
        told["baseline"] = draw(st.sampled_from([None, START]))
    if kind == "remaining_at_most":
        told["quantity"] = draw(st.sampled_from([0, 500, 2500]))
    if kind in ("vacate_site", "assemble_at"):
        told["sites"] = ["airfield"]
    if kind in ("assemble_at", "gradual_within"):
        told["quantity"] = draw(st.sampled_from([100, 2500]))
    if kind in ("balanced_within", "simultaneous_within"):
        told["counterpart"] = "riders"
        told["quantity"] = draw(st.sampled_from([100, 2500]))
    if kind in ("simultaneous_within", "gradual_within", "notify", "grant_access"):
        told["within_days"] = draw(st.sampled_from([0, 7, 60]))
    if kind == "precondition":
        told["needs"] = [draw(st.sampled_from(["monitoring", "baseline"]))]
    return told


@st.composite
def shrinking_stocks(draw: st.DrawFn) -> list[Posterior]:
    """A force of which some leave and none come back; the same at its only site."""
    offsets = sorted(draw(st.sets(st.integers(1, LAST), min_size=1, max_size=5)))
    levels, level = {on(0): f"{START} +- 250"}, float(START)
    for offset in offsets:
        level *= draw(st.sampled_from([1.0, 0.9, 0.5, 0.1, 0.0]))
        levels[on(offset)] = "none" if level < 1 else f"{level:.0f} +- {level / 20:.0f}"
    return [posterior(levels), posterior(levels, site="airfield"), posterior(levels, "riders")]


@st.composite
def claims_made(draw: st.DrawFn, sources: tuple[str, ...] = SAID_BY, *, more: bool = False) -> list[Claim]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(KINDS if more else LEAVING))
        last = draw(st.integers(1, LAST))
        told = {
            "id": f"C{number}",
            "said": draw(st.sampled_from(sources)),
            "kind": kind,
            "from": on(last if kind != "no_change" else draw(st.integers(0, last))),
            "to": on(last),
            "count": draw(st.sampled_from([0, 90, 500, 2500, 5000])) if kind in COUNTED else None,
            "sites": draw(st.sampled_from([[], ["airfield"]])),
            "force": draw(st.sampled_from(["guests", "guests", "riders"])) if more else "guests",
        }
        made.append(claim(told))
    return made


def verdict(told: dict[str, Any], claims: list[Claim], stocks: list[Posterior], as_of: date) -> Verdict:
    given_fields = {name: value for name, value in told.items() if name != "kind"}
    return judge(case_of([obligation(told["kind"], **given_fields)]), claims, stocks, as_of=as_of)[0]


@settings(max_examples=150, deadline=None)
@given(
    obligations(ALL_KINDS),
    claims_made(more=True),
    shrinking_stocks(),
    st.integers(1, 3000),
    st.one_of(st.just(LAST), st.integers(1, LAST)),
)
def test_a_wider_tolerance_never_makes_a_verdict_worse(
    told: dict[str, Any], claims: list[Claim], stocks: list[Posterior], wider: int, as_of: int
) -> None:
    strict = verdict(told, claims, stocks, on(as_of))
    lenient = verdict({**told, "tolerance": wider}, claims, stocks, on(as_of))
    assert RANK[lenient.outcome] >= RANK[strict.outcome]
    assert not (strict.outcome is Outcome.MET and lenient.outcome is Outcome.BREACHED)


@settings(max_examples=150, deadline=None)
@given(
    obligations(tuple(kind for kind in ALL_KINDS if kind not in UNTIL_THEN)),
    claims_made(more=True),
    shrinking_stocks(),
    st.integers(1, 60),
    st.one_of(st.just(LAST), st.integers(1, LAST)),
)
def test_a_later_deadline_never_makes_a_verdict_worse(
    told: dict[str, Any], claims: list[Claim], stocks: list[Posterior], later: int, as_of: int
) -> None:
    early = verdict(told, claims, stocks, on(as_of))
    late = verdict({**told, "deadline": told["deadline"] + timedelta(days=later)}, claims, stocks, on(as_of))
    assert RANK[late.outcome] >= RANK[early.outcome]


@settings(max_examples=100, deadline=None)
@given(
    obligations(ALL_KINDS),
    claims_made(more=True),
    shrinking_stocks(),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(SAID_BY), st.integers(0, 30)), max_size=6),
)
def test_an_echo_changes_nothing(
    told: dict[str, Any], claims: list[Claim], stocks: list[Posterior], echoed: list[tuple[int, str, int]]
) -> None:
    echoes = [
        replace(
            claims[index], id=f"E{number}", source_id=source, known_on=claims[index].known_on + timedelta(days=later)
        )
        for number, (index, source, later) in enumerate(echoed)
        if index < len(claims)
    ]
    assert verdict(told, claims + echoes, stocks, on(LAST)) == verdict(told, claims, stocks, on(LAST))


@settings(max_examples=100, deadline=None)
@given(obligations(ALL_KINDS), claims_made(more=True), shrinking_stocks(), st.randoms())
def test_the_order_of_claims_changes_nothing(
    told: dict[str, Any], claims: list[Claim], stocks: list[Posterior], random: Any
) -> None:
    shuffled = random.sample(claims, len(claims))
    assert verdict(told, shuffled, stocks[::-1], on(LAST)) == verdict(told, claims, stocks, on(LAST))


@settings(max_examples=100, deadline=None)
@given(obligations(ALL_KINDS), shrinking_stocks(), st.integers(1, LAST))
def test_without_claims_nothing_is_ever_met(told: dict[str, Any], stocks: list[Posterior], as_of: int) -> None:
    assert verdict(told, [], stocks, on(as_of)).outcome is not Outcome.MET


@settings(max_examples=100, deadline=None)
@given(
    obligations((*TIMED, "no_reinforcement")),
    claims_made(("government", "blue-radio", "northland", "rumour", "friend")),
    shrinking_stocks(),
    st.integers(1, LAST),
)
def test_the_word_of_the_bound_the_requester_and_the_unknown_never_makes_a_met(
    told: dict[str, Any], claims: list[Claim], stocks: list[Posterior], as_of: int
) -> None:
    told = {**told, "requested_by": ("friend",)}
    assert verdict(told, claims, stocks, on(as_of)).outcome is not Outcome.MET
