"""Why a wish cannot be granted: the rules in conflict, what each would have to give, and a certificate; and prices."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from exeunt.model.proposal import Contingent, Impossible, Instance, Relaxation, Rule
from exeunt.plan.bounds.bound import ask, lower_bound
from exeunt.plan.bounds.model import relief_unit
from exeunt.plan.bounds.quick import conditions, least_days, splits_needed
from exeunt.plan.changes import demanded, joint_change, single_change, without
from exeunt.plan.counted import too_large_proof
from exeunt.plan.refusal import excluded, refusal
from exeunt.plan.tell import Tell, quiet

SEARCHED = 60
"""Up to so many batches every answer is that of whole batches; above, that of the reasoning that excludes the wish."""
Said = tuple[str, tuple[tuple[str, str], ...]]
"""A message code with its facts."""


def explain(
    instance: Instance, wish: int, *, weights: Mapping[Rule, float] | None = None, tell: Tell = quiet
) -> Impossible | None:
    """Why not everyone can be out by the end of day `wish`; None where no proof of that is found.

    `weights` price one unit of each rule's change in the cheapest joint change. `tell` hears which of how many
    questions is asked.
    """
    rules = demanded(instance)
    questions = len(rules) + 4
    tell("plan.step_explain", 1, questions)
    no = refusal(instance, wish)
    if no is None or no.by == "cases":  # that a batch is too large is the simpler reason
        simple = _too_large(instance, wish)
        if no is None or simple is not None:
            return simple
    by = "cases" if sum(item.batches for item in instance.contingents) <= SEARCHED else no.by
    alone = []
    for number, rule in enumerate(rules, 2):
        tell("plan.step_explain", number, questions)
        alone.append(single_change(instance, wish, rule, by))
    tell("plan.step_explain", questions - 2, questions)
    later = Relaxation(Rule.R1, later_deadline(instance, wish, by), "plan.unit_days")
    tell("plan.step_explain", questions - 1, questions)
    core = minimal_core(instance, wish, by)
    tell("plan.step_explain", questions, questions)
    together = joint_change(instance, wish, weights or {}, alone, by)
    return Impossible(wish, core, (later, *alone), together, no.certificate, _counted(instance, wish, no.by))


def _counted(instance: Instance, wish: int, by: str) -> tuple[Said, ...]:
    """What counting says by itself, and what the proof rests on."""
    late = [item for item in conditions(instance) if item.day is None or item.day > wish]
    counted: list[Said] = [(item.code, item.slots) for item in late]
    counted += [
        ("plan.split_batches", (("contingent", name), ("parts", str(parts))))
        for name, parts in splits_needed(instance).items()
    ]
    if by in ("packing", "cases"):
        counted.append(("plan.whole_batches", ()))
    return tuple(counted)


def _too_large(instance: Instance, wish: int) -> Impossible | None:
    """The no to a batch that no exit, or no week of its side, takes whole, though its persons could go one by one."""
    for item in conditions(instance):
        name = dict(item.slots).get("contingent", "")
        if item.day is None and name:
            change = _for_the_batch(instance, instance.contingent_by_id[name], item.rule)
            proven = too_large_proof(instance, instance.contingent_by_id[name], item.rule, wish)
            return Impossible(wish, (item.rule,), (change,), (change,), proven, ((item.code, item.slots),))
    return None


def _for_the_batch(instance: Instance, item: Contingent, rule: Rule) -> Relaxation:
    """The least change of a rule under which a batch fits whole."""
    if rule is Rule.R2:
        places = max(exit_.capacity for exit_ in instance.exits if (item.site, exit_.id) in instance.travel)
        needed = Fraction(item.load, places) - 1 if places else None
        return Relaxation(rule, needed, relief_unit(rule))
    persons = sum(other.heads * other.batches for other in instance.contingents if other.side == item.side)
    return Relaxation(
        rule, Fraction(item.heads, persons) - (instance.rules.outflow_share or Fraction(0)), relief_unit(rule)
    )


def minimal_core(instance: Instance, wish: int, by: str = "classes") -> tuple[Rule, ...]:
    """Rules that conflict and no longer do when any one of them is dropped (deletion filter). R1 is always meant."""
    rest, core = instance, []
    for rule in demanded(instance):
        fewer = without(rest, rule)
        if excluded(by, fewer, wish):
            rest = fewer
        else:
            core.append(rule)
    return tuple(sorted(core, key=list(Rule).index))


def later_deadline(instance: Instance, wish: int, by: str = "classes") -> Fraction | None:
    """By how many days the wish comes too early, as far as a reasoning knows; None where no day within it suffices."""
    last = max(instance.deadline, wish)
    day = least_days(instance) if by == "counting" else lower_bound(instance, last + 1).day
    while by in ("packing", "cases") and day <= last and excluded(by, instance, day):
        day += 1
    return Fraction(day - wish) if day <= last else None


def prices(instance: Instance, upper: int) -> dict[Rule, int]:
    """What each rule costs: by how many days the bound falls when it alone is dropped. `upper`: a possible last day."""
    full = lower_bound(instance, upper).day
    found = {}
    for rule in demanded(instance):
        low, high = 0, full
        freed = without(instance, rule)
        while low < high:
            middle = max((low + 2 * high) // 3, low) if high - low > 3 else (low + high) // 2
            if ask(freed, middle).proven:
                low = middle + 1
            else:
                high = middle
        found[rule] = low - full
    return found
