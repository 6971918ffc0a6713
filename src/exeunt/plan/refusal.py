"""Whether a day is excluded, by which reasoning, and its certificate: from counting to whole batches case by case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from exeunt.model.proposal import Instance, Rule
from exeunt.plan.bounds.bound import NO_GIFTS, Answer, ask, first_cuts, packed
from exeunt.plan.bounds.certificate import certificate
from exeunt.plan.bounds.quick import least_days
from exeunt.plan.cases import proof_by_cases
from exeunt.plan.counted import counted_proof

MANY = 150
"""With more contingents counting is asked first, because a programme takes minutes."""
FEW = 40
"""Up to so many contingents the programme is also asked with what whole batches add up to."""
CASES = 250
"""Up to so many batches cases are told apart."""
WORK = 4_000_000
"""Cases times entries of the programme after which it is left open: some ten seconds of processor."""
QUICK = WORK // 8
"""The same where a change is sought, which asks many times: what is left open then counts as not excluded."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A day that is excluded: `by` counting, classes, packing or cases, with the certificate for `verify.py`."""

    by: str
    certificate: str


def refusal(instance: Instance, wish: int) -> Refusal | None:
    """The simplest proof that not everyone can be out by the end of a day; None where there is none."""
    for by in reasonings(instance):
        found = proven_by(by, instance, wish)
        if found is not None:
            return Refusal(by, found)
    return None


def reasonings(instance: Instance) -> tuple[str, ...]:
    """The reasonings that an instance's size allows, the simplest first."""
    count = len(instance.contingents)
    if count > MANY:
        return "counting", "classes"
    small = sum(item.batches for item in instance.contingents) <= CASES
    return ("classes", *(("packing",) if count <= FEW else ()), *(("cases",) if count <= FEW and small else ()))


def proven_by(
    by: str, instance: Instance, wish: int, give: Mapping[Rule, Fraction] = NO_GIFTS, work: int = WORK
) -> str | None:
    """The certificate by one reasoning, with rules that give way by so much; None where it proves nothing.

    Counting knows no rule that gives way: the instance must have been changed.
    """
    if by == "counting":
        return counted_proof(instance, wish)
    if by == "classes":
        answer = ask(instance, wish, give=give)
        return proof(answer) if answer.proven else None
    answer = packed(instance, wish, first_cuts(instance), give=give)
    if answer.proven:
        return proof(answer)
    return proof_by_cases(answer, work // len(answer.matrix.value)) if by == "cases" and answer.done else None


def excluded(by: str, instance: Instance, wish: int, give: Mapping[Rule, Fraction] = NO_GIFTS) -> bool:
    """Whether one reasoning excludes a day."""
    if by == "counting":
        return wish < least_days(instance)
    if by == "classes":  # the text of a certificate takes longer than the answer
        return ask(instance, wish, give=give).proven
    return proven_by(by, instance, wish, give, QUICK) is not None


def proof(answer: Answer) -> str:
    """The certificate of an answer that is proven."""
    model = answer.model
    return certificate(answer.matrix, answer.multipliers, model.packed, needed=model.needed, until=answer.until,
                       instance=model.instance.id)  # fmt: skip
