import sys
from pathlib import Path

# the invented assessment is shared with the tests of reports, which stand beside these
sys.path.append(str(Path(__file__).parents[1] / "report"))

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
