from datetime import date

from exeunt.model.verdict import Outcome, Reason, Verdict
from exeunt.report.words import main_reason, reason_sentence


def said(assessment, language, **slots):
    facts = {"day": "2031-01-23", "number": "940", "force": "kestrel", "limit": "0", **slots}
    reason = Reason("invented.remaining", tuple(facts.items()))
    return reason_sentence(reason, assessment.case, language).replace("\u202f", " ")


def test_ids_and_days_in_a_reason_are_said_in_the_readers_language(assessment):
    assert said(assessment, "en").startswith("On 23 January 2031, 940 of Kestrel Company")
    assert "من شركة كيسترل" in said(assessment, "ar")
    assert "23 كانون الثاني/يناير 2031" in said(assessment, "ar")


def test_several_ids_are_said_one_by_one(assessment):
    assert "Kestrel Company, Northern Corps" in said(assessment, "en", force="kestrel, northern-corps")
    assert "شركة كيسترل، الفيلق الشمالي" in said(assessment, "ar", force="kestrel, northern-corps")


def test_numbers_in_a_reason_are_written_as_elsewhere_in_the_report(assessment):
    assert " about 20 000 (9 500–30 000) of" in said(assessment, "en", number="about 20,000 (9,500–30,000)")
    assert said(assessment, "en", limit=">99%").endswith("> 99 % were allowed.")
    assert said(assessment, "ar", limit="<1%").endswith("أقل من 1 في المائة.")
    assert said(assessment, "ar", limit="94%").endswith("94 في المائة.")


def test_what_only_looks_like_a_day_or_a_number_stays_as_it_is(assessment):
    assert "On 2031-02-30, 1,23 of" in said(assessment, "en", day="2031-02-30", number="1,23")


def test_the_main_reason_is_the_conclusion(assessment):
    verdict = assessment.verdicts[0]
    assert main_reason(verdict, assessment.case, "en").startswith("On 23 January 2031")
    bare = Verdict(obligation="x", as_of=date(2031, 1, 1), outcome=Outcome.UNDETERMINED, kept=None, probability=None)
    assert main_reason(bare, assessment.case, "en") == ""
