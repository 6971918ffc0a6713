"""Files of every kind go the whole way: into the case's folder, the ledger, and back out by their quotes."""

from datetime import date

from exeunt.run.add import add_documents
from exeunt.run.pipeline import Question, assess, database_of, standing_claims
from exeunt.store.session import open_ledger

TODAY = date(2026, 11, 24)
SENTENCE = "About 300 fighters of the Saker Guard left Ossandria on 2 May 2024, the mission said."
PAGE = f"<html lang='en'><title>Three hundred</title><main><p>{SENTENCE}</p></main></html>"
FEED = f"<rss><channel><title>A paper</title><language>en</language><item><title>1</title><description>{SENTENCE}" + (
    "</description></item><item><title>2</title><description>Nothing new today.</description></item></channel></rss>"
)


def test_a_page_a_feed_and_a_message_are_added_once_and_their_quotes_hold(copy_case, tmp_path):
    question = Question(copy_case("example"), TODAY)
    mail = f"From: a@mission.example.org\nSubject: Three hundred\nDate: Fri, 03 May 2024 09:00:00 +0000\n\n{SENTENCE}\n"
    files = []
    for name, text in (("page.HTML", PAGE), ("feed.rss", FEED), ("note.eml", mail)):
        files.append(tmp_path / name)
        files[-1].write_text(text, encoding="utf-8")
    first = add_documents(question, files)
    assert len({claim.passage.document_id for claim in first.claims}) == len(files)
    assert first.posted == len(first.claims) > 0
    assert add_documents(question, files).posted == 0
    with open_ledger(database_of(question)) as ledger:
        assert ledger.verify() == []
        for claim in standing_claims(question):
            document = ledger.document(claim.passage.document_id)
            assert document.text[claim.passage.start : claim.passage.end] == claim.passage.quote
    assert assess(question).posted > 0
    assert {claim.id for claim in first.claims} <= {claim.id for claim in standing_claims(question)}


def test_a_broken_file_costs_itself_only(copy_case, tmp_path):
    question = Question(copy_case("example"), TODAY)
    broken, whole = tmp_path / "broken.docx", tmp_path / "page.html"
    broken.write_bytes(b"PK\x03\x04word/document.xml")
    whole.write_text(PAGE, encoding="utf-8")
    added = add_documents(question, [broken, whole])
    assert "document.damaged" in {item.code for item in added.problems}
    assert added.claims
