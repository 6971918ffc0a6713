"""Why a number is what it is, in sentences of one language (C23)."""

from __future__ import annotations

from exeunt.base.messages import say
from exeunt.model.balance import Range
from exeunt.model.grounds import ClaimWeight, Grounds
from exeunt.report.number import about, between, percent, rounded, thousands

RHAT_LIMIT = 1.05
"""Above it the chains do not agree well enough to print the last digit."""
SURPRISING = 0.025
"""A figure this far out in what the others foresee is called a surprise."""
WORTH_TELLING = 0.05


def grounds_facts(grounds: Grounds, language: str) -> list[str]:
    """What holds for the number as a whole: independent sources, the bias assumed, what could be seen, reliance."""
    facts = [
        say("grounds.sources", {"number": f"{grounds.sources:.1f}"}, language),
        say("grounds.common", {"share": percent(grounds.common, language)}, language),
        *(_under(common, _number(number, language), language) for common, number in grounds.sensitivity),
        say("grounds.detectable", {"number": thousands(float(f"{grounds.detectable:.1g}"))}, language),
        say("grounds.draws", {"number": thousands(round(grounds.size)), "rhat": f"{grounds.rhat:.2f}"}, language),
    ]
    if grounds.rhat > RHAT_LIMIT:
        facts.append(say("grounds.unsettled", (), language))
    return facts


def _under(common: float, number: str, language: str) -> str:
    """The number under another assumption of the shared bias."""
    if common == 0:
        return say("grounds.sensitivity_none", {"number": number}, language)
    return say("grounds.sensitivity", {"share": percent(common, language), "number": number}, language)


def weight_facts(weight: ClaimWeight, language: str) -> list[str]:
    """What one claim did to the number, and how likely it rests on nothing, is a copy, or was made good by others."""
    slots = {"share": percent(weight.share, language), "number": _number(weight.without, language)}
    facts = [say("grounds.without" if weight.steady else "grounds.without_unsteady", slots, language)]
    if weight.foreseen and weight.place is not None:
        _, low, high = rounded(weight.foreseen[1], weight.foreseen[0], weight.foreseen[2])
        surprise = min(weight.place, 1 - weight.place) < SURPRISING
        code = "grounds.foreseen_surprise" if surprise else "grounds.foreseen"
        facts.append(say(code, {"range": between(low, high, language)}, language))
    for chance, code in (
        (weight.junk, "grounds.junk"),
        (weight.copied, "grounds.copied"),
        (weight.rotated, "grounds.rotated"),
    ):
        if chance >= WORTH_TELLING:
            facts.append(say(code, {"chance": percent(chance, language)}, language))
    return facts


def _number(numbers: Range, language: str) -> str:
    low, middle, high = numbers
    return about(middle, low, high, language)
