"""The accounts of persons on the page, in the file and under the publication policy."""

import json
from dataclasses import replace
from datetime import date

import pytest

from exeunt.model.account import Account, BaselineState, Leaning, Period
from exeunt.report.accounting import account_rows
from exeunt.report.document import assessment_json
from exeunt.report.html import render_report
from exeunt.report.publication import publishable


@pytest.fixture
def with_account(assessment):
    estimate = assessment.estimates[0]
    claim = assessment.claims[0].id
    whole = Period(
        date(2030, 1, 1), date(2030, 6, 1), (480, 500, 530), (0, 0, 0), (90, 100, 120), (380, 400, 430), (-40, 0, 30),
        (claim,),
    )  # fmt: skip
    account = Account(
        estimate.force, None, whole, (whole,), BaselineState.CHECKED, (claim,), date(2030, 6, 1), Leaning.MISSING
    )
    return replace(assessment, accounts=(account,))


def test_an_account_shows_every_term_with_its_width_and_how_the_baseline_is_known(with_account):
    row = account_rows(with_account, "en")[0]
    assert (row.opening, row.came, row.went) == ("about 500 (480–530)", "0", "about 100 (90–120)")
    assert "\u221240" in row.unaccounted
    assert "monitor" in row.baseline
    assert "1 June 2030" in row.rings


@pytest.mark.parametrize(("language", "said"), [("en", "Unaccounted for"), ("ar", "غير محسوب")])
def test_the_page_has_the_accounts_in_both_languages(with_account, language, said):
    assert said in render_report(with_account, language)


def test_the_file_holds_the_account_period_by_period(with_account):
    account = json.loads(assessment_json(with_account))["accounts"][0]
    assert account["whole"]["unaccounted"] == [-40, 0, 30]
    assert account["periods"][0]["claims"] == [with_account.claims[0].id]
    assert (account["since"], account["leaning"], account["baseline"]) == ("2030-06-01", "missing", "checked")


def test_a_claim_that_the_policy_holds_back_is_not_named_in_an_account(with_account):
    policy = replace(with_account.case.policy, delay_days=100_000)
    shown = publishable(replace(with_account, case=replace(with_account.case, policy=policy)))
    assert shown.accounts[0].whole.claims == ()
    assert shown.accounts[0].baseline_claims == ()


def test_an_account_of_a_site_that_the_policy_hides_is_left_out(with_account):
    site = next(site for site in with_account.case.sites if site.is_point)
    account = replace(with_account.accounts[0], site=site.id)
    policy = replace(with_account.case.policy, finest_place="host")
    shown = publishable(replace(with_account, accounts=(account,), case=replace(with_account.case, policy=policy)))
    assert shown.accounts == ()
