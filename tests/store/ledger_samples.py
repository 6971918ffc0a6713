"""Claims and documents for the tests of the store."""

from datetime import date

from exeunt.base.dates import one_day
from exeunt.base.ids import content_id
from exeunt.base.problem import Where
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import exactly
from exeunt.model.document import Document, Passage


def make_claim(number, known_on=date(2021, 1, 1), **changes):
    facts = {
        "id": f"c-{number}", "label": f"LY{number}", "kind": Kind.STOCK, "count": exactly(1000),
        "as_of": one_day(known_on), "known_on": known_on, "where": Where("claims/libya.csv", 2),
        "row": (("claim_id", f"LY{number}"), ("n_best", "1000")),
    }  # fmt: skip
    return Claim(**{**facts, **changes})


def make_document(words="About 300 fighters left. غادر نحو ٣٠٠ مقاتل.", **changes):
    facts = {
        "id": content_id("d", words.encode()), "text": words, "body": 0, "language": "en",
        "published": date(2021, 10, 8), "date_basis": "header", "title": "A title",
    }  # fmt: skip
    return Document(**{**facts, **changes})


def quoting(document, start, end):
    return Passage(document.id, start, end, document.text[start:end])
