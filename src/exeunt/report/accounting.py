"""The accounts of persons in words and numbers of one language, for the page and for screens."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.base.messages import say
from exeunt.model.account import Account
from exeunt.model.assessment import Assessment
from exeunt.model.balance import Range
from exeunt.report.days import day_in_words
from exeunt.report.number import about, about_signed
from exeunt.report.situation import Link, claim_links
from exeunt.report.words import name_of, names


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account since its baseline day; each number with its 90 % interval. `rings` is empty where nothing does."""

    series: str
    name: str
    site: str
    since: str
    opening: str
    came: str
    went: str
    closing: str
    unaccounted: str
    baseline: str
    rings: str
    claims: tuple[Link, ...]


def account_rows(assessment: Assessment, language: str) -> tuple[AccountRow, ...]:
    """The accounts in the order of the estimates."""
    return tuple(_row(account, assessment, language) for account in assessment.accounts)


def _row(account: Account, assessment: Assessment, language: str) -> AccountRow:
    known = names(assessment.case, language)
    by_id = {claim.id: claim for claim in assessment.claims}
    rings = ""
    if account.since and account.leaning:
        slots = {"day": day_in_words(account.since, language)}
        rings = say(f"accounting.rings_{account.leaning}", slots, language)
    whole = account.whole
    return AccountRow(
        series=f"{account.force}@{account.site}" if account.site else account.force,
        name=name_of(account.force, known),
        site=name_of(account.site, known),
        since=day_in_words(whole.first, language),
        opening=_number(whole.opening, language),
        came=_number(whole.came, language),
        went=_number(whole.went, language),
        closing=_number(whole.closing, language),
        unaccounted=about_signed(whole.unaccounted, "", language),
        baseline=say(f"accounting.baseline_{account.baseline}", (), language),
        rings=rings,
        claims=claim_links(by_id[claim] for claim in whole.claims if claim in by_id),
    )


def _number(numbers: Range, language: str) -> str:
    low, middle, high = numbers
    return about(middle, low, high, language)
