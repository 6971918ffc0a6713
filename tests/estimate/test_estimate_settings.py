"""Judgement values are data with a reason; every reason code of the estimator has both sentences."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from exeunt.base.messages import catalogue
from exeunt.estimate.settings import settings

FOLDER = files("exeunt.estimate")


def tables(node: dict[str, object], name: str = "") -> list[tuple[str, dict[str, object]]]:
    """Tables that hold values, by dotted name; tables of tables are entered."""
    below = {key: value for key, value in node.items() if isinstance(value, dict)}
    own = [(name, node)] if name and len(below) < len(node) else []
    return own + [found for key, value in below.items() for found in tables(value, f"{name}.{key}".strip("."))]


@pytest.mark.parametrize("name", ["grades", "bounds", "prior"])
def test_every_table_gives_its_reason(name: str) -> None:
    found = tables(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    assert len(found) >= 5
    for table, values in found:
        assert len(str(values.get("reason", ""))) > 20, f"{name}.toml [{table}] needs a reason"


def test_weights_are_shares_of_one() -> None:
    values = settings()
    assert sum(values.rate_weights) == pytest.approx(1)
    assert sum(weight for weight, _ in values.jump_sizes) == pytest.approx(1)
    assert len(values.rate_weights) == len(values.mean_days)


def test_every_reason_code_in_the_code_has_both_sentences_and_none_is_idle() -> None:
    source = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("evidence.py", "changes.py"))
    written = {code for code in catalogue("en") if code.startswith("estimate.")}
    assert written == {code for code in catalogue("ar") if code.startswith("estimate.")}
    assert written == set(re.findall(r'"(estimate\.\w+)"', source))
