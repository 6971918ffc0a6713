"""Running totals of the casebook: what is tallied, and the book arithmetic on it (C10, C15)."""

from datetime import date

import numpy as np
import pytest

from benchmarks.accuracy.casebook.answer import answer
from benchmarks.accuracy.casebook.totals import gone, points
from exeunt.claim.casebook import read_casebook

OBLIGATIONS = """case_id,obligation_id,actor,host,kind,quantity,unit,site,due_date,text,source_id
valley,O1,Farland,Valley,remaining_at_most,0,troops,,2001-12-31,all out,n
"""
CLAIMS = """\
case_id,claim_id,as_of,published,claimant,claimant_role,subject,site,measure,low,value,high,unit,note,source_id
valley,v1,2001-03-01,2001-03-02,Farland,party,Farland,,present,,1000,,troops,declared strength,n
valley,v2,2001-06-01,2001,Mission,monitor,Farland,,withdrawn_cum,,403,,troops,,n
valley,v3,2001-12-31,2002-01-05,Mission,monitor,Farland,,withdrawn_between,,580,,troops,1 Jun 2001 - 31 Dec 2001,n
"""
QUESTION = {"case_id": "valley", "subject": "Farland", "site": "", "unit": "troops"}


@pytest.fixture
def valley(tmp_path):
    (tmp_path / "obligations.csv").write_text(OBLIGATIONS, encoding="utf-8")
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(
        "source_id,url,publisher,date\nn,https://example.org,N,2001\n", encoding="utf-8"
    )
    return read_casebook(tmp_path)[0][0]


def test_what_is_unaccounted_for_is_declared_less_all_that_was_counted_out(valley):
    found = answer(valley, {**QUESTION, "measure": "unaccounted", "as_of": "2001-12-31"})
    assert found.median == 1000 - 403 - 580


def test_a_batch_since_a_total_goes_on_top_of_it(valley):
    assert [point.total for point in points(valley.case, valley.claims, ["farland"])] == [403, 983]


def test_the_share_that_has_gone_is_of_the_declared_strength(valley):
    found = answer(valley, {**QUESTION, "measure": "withdrawn_fraction", "as_of": "2001-06-01"})
    assert found.low < 0.403 < found.high
    assert found.high - found.low < 0.4


def test_nobody_has_gone_by_a_figure_that_nobody_gave():
    assert gone([], date(2001, 1, 1), None, np.random.default_rng(1)) is None
