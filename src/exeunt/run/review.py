"""Review and links: what people decide on claims, each decision posted in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from exeunt.base.problem import NOWHERE, Problem, has_errors, problem
from exeunt.case.load import load_case
from exeunt.claim.model_adapter import second_reading
from exeunt.feed.model import Endpoint, ask
from exeunt.ledger.correction import corrected, is_same_reading
from exeunt.ledger.entry import Decision, decide
from exeunt.ledger.origin import with_origins
from exeunt.ledger.review import Queued, queue, unresolved
from exeunt.ledger.standing import standing
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.document import Document
from exeunt.model.entry import Act
from exeunt.run.pipeline import Question, cited_documents, claim_called, database_of
from exeunt.store.session import Ledger, open_ledger

Problems = tuple[Problem, ...]


@dataclass(frozen=True)
class Desk:
    """A case and its ledger, opened for review. `doubted` are ids of claims that a second reader read otherwise.

    `proposed` are claims that it pointed at; they are in no ledger until a person takes them.
    """

    case: Case
    ledger: Ledger
    question: Question
    now: Callable[[], str]
    doubted: frozenset[str] = frozenset()
    proposed: tuple[Claim, ...] = ()

    def claims(self) -> tuple[Claim, ...]:
        """The claims that stand, with their origins."""
        log = self.ledger.entries()
        claims = standing(log, self.question.known_on or self.question.today)
        return with_origins(claims, cited_documents(self.ledger, claims), log)

    def queue(self) -> tuple[Queued, ...]:
        """What is to be looked at, the weightiest first."""
        known = {claim.id for claim in self.claims()}
        proposed = [claim for claim in self.proposed if claim.id not in known]
        doubted = {*self.doubted, *(claim.id for claim in proposed)}
        return queue(self.case, [*self.claims(), *proposed], doubted)

    def unresolved(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Names that are none of the case's, with the claims that bear them."""
        return unresolved(self.case, self.claims())

    def document(self, claim: Claim) -> Document | None:
        """The document that a claim rests on."""
        return self.ledger.document(claim.passage.document_id) if claim.passage else None

    def accept(self, claim: Claim, by: str) -> None:
        """The claim says what its passage says."""
        if claim in self.proposed:
            self.ledger.post([decide(Act.POST, "", Decision(by, self.now()), claim=claim)])
        else:
            self.ledger.post([decide(Act.ACCEPT, claim.id, Decision(by, self.now()))])

    def reject(self, claim: Claim, by: str, reason: str) -> None:
        """The passage does not say it: the claim is taken back."""
        if claim not in self.proposed:  # what was never posted needs no taking back
            self.ledger.post([decide(Act.RETRACT, claim.id, Decision(by, self.now(), reason))])

    def correct(self, claim: Claim, by: str, changes: Mapping[str, str]) -> tuple[Claim | None, Problems]:
        """The claim is put in order and superseded by its corrected form; a change that changes nothing accepts it."""
        better, problems = corrected(claim, self.case, dict(changes))
        if better is None:
            return None, tuple(problems)
        if is_same_reading(better, claim):
            self.accept(claim, by)
            return claim, ()
        reason = "; ".join(f"{field}={text}" for field, text in changes.items())
        if claim in self.proposed:
            self.ledger.post([decide(Act.POST, "", Decision(by, self.now(), reason), claim=better)])
            return better, ()
        self.ledger.post([decide(Act.SUPERSEDE, claim.id, Decision(by, self.now(), reason), claim=better)])
        return better, ()

    def check(self, claim: Claim, changes: Mapping[str, str]) -> Problems:
        """What is wrong with a correction, before it is made."""
        return tuple(corrected(claim, self.case, dict(changes))[1])

    def names(self) -> dict[str, str]:
        """What the standing claims are called, by id."""
        return {claim.id: claim.name for claim in self.claims()}

    def with_model(self, endpoint: Endpoint) -> tuple[Desk, Problems]:
        """The desk with a second reader's doubts and proposals for every document; stops at the first failure."""
        doubted: set[str] = set()
        proposed: dict[str, Claim] = {}
        problems: list[Problem] = []
        claims = self.claims()
        for document in cited_documents(self.ledger, claims):
            ours = [claim for claim in claims if claim.passage and claim.passage.document_id == document.id]
            reading, found = second_reading(document, self.case, ours, partial(ask, endpoint))
            problems += found
            doubted |= reading.doubted
            proposed.update((claim.id, claim) for claim in reading.found)
            if has_errors(found):
                break
        return replace(self, doubted=frozenset(doubted), proposed=tuple(proposed.values())), tuple(problems)

    def unlink(self, claim: Claim, parent: str, decision: Decision) -> Problems:
        """The claim is no echo of the parent (its id or label), or, with an empty one, of any claim."""
        named, problems = self._parent(parent)
        if problems:
            return problems
        if not claim.echo_of or (named and named not in claim.echo_of):
            return (problem("origin.not_linked", NOWHERE, claim=claim.name),)
        self.ledger.post([decide(Act.UNLINK, claim.id, decision, parent=named)])
        return ()

    def link(self, claim: Claim, parent: str, decision: Decision) -> Problems:
        """The claim tells the parent again."""
        named, problems = self._parent(parent)
        if not problems:
            self.ledger.post([decide(Act.LINK, claim.id, decision, parent=named)])
        return problems

    def called(self, name: str) -> tuple[Claim | None, Problems]:
        """The standing claim of this id or label, or the problem that there is none."""
        return claim_called(name, self.claims())

    def _parent(self, name: str) -> tuple[str, Problems]:
        if not name:
            return "", ()
        claim, problems = self.called(name)
        return (claim.id if claim else ""), problems


@contextmanager
def review_desk(question: Question, now: Callable[[], str]) -> Iterator[tuple[Desk | None, Problems]]:
    """Open a case for review. `now` gives the time of a decision, UTC in ISO 8601."""
    case, problems = load_case(question.folder)
    if case is None:
        yield None, tuple(problems)
        return
    with open_ledger(database_of(question)) as ledger:
        yield Desk(case, ledger, question, now), tuple(problems)
