import sys
from pathlib import Path

# the invented assessment is shared with the tests of reports, which stand beside these
sys.path.append(str(Path(__file__).parents[1] / "report"))

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
