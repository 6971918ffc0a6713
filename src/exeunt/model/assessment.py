"""An assessment: everything that one run of a case found, as one value. Reports and screens are made from it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exeunt.base.problem import Problem
from exeunt.model.account import Account
from exeunt.model.alarm import Alarm
from exeunt.model.balance import Balance, EstimatedMeasure
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.model.entry import TreeHead
from exeunt.model.estimate import Estimate
from exeunt.model.grounds import Grounds
from exeunt.model.verdict import Reason, Verdict


@dataclass(frozen=True)
class Assessment:
    """A case on the day `as_of`, from what was known on the day `known_on`. Same inputs and seed, same value."""

    case: Case
    as_of: date
    known_on: date
    seed: int
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    estimates: tuple[Estimate, ...]
    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]
    head: TreeHead
    alarms: tuple[Alarm, ...] = ()
    conflicts: tuple[Reason, ...] = ()
    balance: Balance | None = None
    measures: tuple[EstimatedMeasure, ...] = ()
    accounts: tuple[Account, ...] = ()
    grounds: tuple[Grounds, ...] = ()
