"""The standards of proof, from `standards.toml` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from exeunt.model.agreement import Obligation, ObligationKind


@dataclass(frozen=True, slots=True)
class Proof:
    """What a finding needs: probabilities, and how many sources without an interest in it."""

    met: float
    breached: float
    sources_met: int
    sources_breached: int


@dataclass(frozen=True)
class Standards:
    """Every threshold a verdict uses; the file gives the reason for each."""

    proofs: Mapping[str, Proof]
    verifiers: frozenset[str]
    never_verify: frozenset[str]
    wrong: Mapping[str, float]
    measure_share: float
    seen_share: float
    near_days: int
    baseline_days: int
    seen_after_days: int
    rise_share: float
    rotation_days: int
    unknown_there: float
    first_departure_share: float
    part_share: float
    part_probability: float
    informed_width: float
    missing_kinds: Mapping[str, tuple[str, ...]]
    missing_before_start: int

    def proof(self, kind: ObligationKind) -> Proof:
        """The standard for a kind of obligation."""
        return self.proofs.get(kind.value, self.proofs["default"])


def asked_of(obligation: Obligation) -> Standards:
    """The standards for an obligation: the published ones, save what its agreement itself asks for as proof."""
    published, asked = standards(), obligation.evidence
    if asked is None:
        return published
    proof = published.proof(obligation.kind)
    own = Proof(
        met=asked.probability or proof.met,
        breached=asked.probability or proof.breached,
        sources_met=asked.sources or proof.sources_met,
        sources_breached=asked.sources or proof.sources_breached,
    )
    return replace(published, proofs={**published.proofs, obligation.kind.value: own})


@cache
def standards() -> Standards:
    """The standards as published with this version."""
    table = tomllib.loads((files("exeunt.verdict") / "standards.toml").read_text(encoding="utf-8"))
    kinds = ("default", *(kind.value for kind in ObligationKind))
    fields = ("met", "breached", "sources_met", "sources_breached")
    missing = {need: tuple(kinds) for need, kinds in table["missing"].items() if isinstance(kinds, list)}
    return Standards(
        proofs={kind: Proof(*(table[kind][field] for field in fields)) for kind in kinds if kind in table},
        verifiers=frozenset(table["sources"]["verifiers"]),
        never_verify=frozenset(table["sources"]["never_verify"]),
        wrong={grade: chance for grade, chance in table["sources"]["wrong"].items() if grade != "reason"},
        measure_share=table["measure"]["share"],
        seen_share=table["stock_change"]["seen_share"],
        near_days=table["near"]["days"],
        baseline_days=table["baseline"]["days"],
        seen_after_days=table["seen_after"]["days"],
        rise_share=table["rise"]["share"],
        rotation_days=table["rotation"]["days"],
        unknown_there=table["counted_exit"]["unknown_there"],
        first_departure_share=table["first_departure"]["share"],
        part_share=table["in_part"]["share"],
        part_probability=table["in_part"]["probability"],
        informed_width=table["informed"]["width"],
        missing_kinds=missing,
        missing_before_start=table["missing"]["before_start_days"],
    )
