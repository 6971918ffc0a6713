import pytest
from invented import SENTENCES, invented_assessment

from exeunt.base.messages import catalogue


@pytest.fixture(autouse=True, scope="module")
def invented_sentences():
    with pytest.MonkeyPatch.context() as patch:
        for language, sentences in SENTENCES.items():
            for code, sentence in sentences.items():
                patch.setitem(catalogue(language), code, sentence)
        yield


@pytest.fixture(scope="session")
def assessment():
    return invented_assessment()
