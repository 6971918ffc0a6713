"""No headline is stronger than the finding under it (C29)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from invented import invented_assessment

from exeunt.model.verdict import Outcome, Qualifier
from exeunt.report.headline import headline

ASSESSMENT = invented_assessment()


def test_the_headline_counts_each_outcome_once():
    said = headline(ASSESSMENT, "en")
    assert said.lead == "10 obligations, as of 30 June 2031"
    assert {tally.outcome: tally.count for tally in said.tallies} == {
        "breached": 2, "met": 3, "undetermined": 2, "not_due": 2, "excused": 1,
    }  # fmt: skip


def test_the_headline_says_how_many_of_the_met_nobody_verified():
    assert (
        "1 of those met has not been verified: it rests on the word of those who asked for it."
        in headline(ASSESSMENT, "en").limits
    )


@given(st.lists(st.tuples(st.sampled_from(Outcome), st.floats(0, 1)), min_size=1, max_size=10))
def test_no_headline_claims_a_higher_probability_than_its_weakest_finding(findings):
    verdicts = tuple(
        replace(verdict, outcome=outcome, probability=probability, qualifiers=())
        for verdict, (outcome, probability) in zip(ASSESSMENT.verdicts, findings, strict=False)
    )
    decided = (Outcome.BREACHED, Outcome.MET)
    weakest = [
        min(verdict.probability for verdict in verdicts if verdict.outcome is outcome)
        for outcome in decided
        if any(verdict.outcome is outcome for verdict in verdicts)
    ]
    said = headline(replace(ASSESSMENT, verdicts=verdicts), "en").limits
    numbers = [int(sentence.split("at least ")[1].split()[0]) for sentence in said if "at least " in sentence]
    assert len(numbers) == len(weakest)
    assert all(number / 100 <= lowest + 1e-9 for number, lowest in zip(numbers, weakest, strict=True))


def test_only_totals_that_are_part_of_no_larger_one_stand_in_the_headline():
    assert [sentence.split(":")[0] for sentence in headline(ASSESSMENT, "en").strengths] == ["All foreign forces"]
    case = ASSESSMENT.case
    half = replace(case.forces[0], id="half", members=("kestrel", "sahra-band"))
    wider = replace(ASSESSMENT, case=replace(case, forces=(half, *case.forces)))
    wider = replace(wider, estimates=(replace(ASSESSMENT.estimates[0], force="half"), *ASSESSMENT.estimates))
    assert len(headline(wider, "en").strengths) == 1


def test_where_nothing_is_decided_the_headline_says_so():
    open_ones = tuple(replace(verdict, outcome=Outcome.UNDETERMINED) for verdict in ASSESSMENT.verdicts)
    for language, words in (("en", "the evidence does not decide"), ("ar", "الأدلة لا تحسم الأمر")):
        assert any(words in sentence for sentence in headline(replace(ASSESSMENT, verdicts=open_ones), language).limits)


def test_both_languages_say_the_same_number_of_things():
    for qualifiers in ((), (Qualifier.UNVERIFIED,)):
        verdicts = tuple(replace(verdict, qualifiers=qualifiers) for verdict in ASSESSMENT.verdicts)
        english, arabic = (headline(replace(ASSESSMENT, verdicts=verdicts), language) for language in ("en", "ar"))
        assert len(english.limits) == len(arabic.limits)
        assert [tally.count for tally in english.tallies] == [tally.count for tally in arabic.tallies]
