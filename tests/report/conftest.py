import pytest
from invented import SENTENCES, invented_assessment

from exeunt.base.messages import catalogue


@pytest.fixture(autouse=True)
def invented_sentences(monkeypatch):
    for language, sentences in SENTENCES.items():
        for code, sentence in sentences.items():
            monkeypatch.setitem(catalogue(language), code, sentence)


@pytest.fixture(scope="session")
def assessment():
    return invented_assessment()
