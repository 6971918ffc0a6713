"""What a ledger cannot do, as one exception that carries a problem: code, where and the facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from exeunt.base.messages import say
from exeunt.base.problem import Problem, Where, problem


class LedgerError(Exception):
    """The ledger cannot be opened, read or written. `problem` says why, in both languages through its code."""

    def __init__(self, reason: Problem) -> None:
        self.problem = reason
        super().__init__(say(reason.code, reason.slots))


# What drivers say, in their words (sqlite3, psycopg), and what it means. The first that fits is taken.
_MEANINGS = (
    ("not a database", "ledger.not_a_database"),
    ("malformed", "ledger.damaged"),
    ("disk image", "ledger.damaged"),
    ("readonly", "ledger.read_only"),
    ("read-only", "ledger.read_only"),
    ("permission denied", "ledger.read_only"),
    ("locked", "ledger.locked"),
    ("lock timeout", "ledger.locked"),
    ("unable to open", "ledger.unreachable"),
    ("connection", "ledger.unreachable"),
    ("append-only", "ledger.append_only"),
    ("full", "ledger.full"),
    ("no space", "ledger.full"),
)


def failure(code: str, shown_as: str, **slots: object) -> LedgerError:
    """The error for a message code."""
    return LedgerError(problem(code, Where(shown_as), **slots))


@contextmanager
def translated(shown_as: str) -> Iterator[None]:
    """Turn what the database raises into a LedgerError. A programmer's mistake passes through unchanged."""
    try:
        yield
    except (NoSuchModuleError, ArgumentError) as error:
        raise failure("ledger.unknown_kind", shown_as, found=str(error)) from error
    except ModuleNotFoundError as error:
        raise failure("ledger.driver_missing", shown_as, module=error.name) from error
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        code = next((code for words, code in _MEANINGS if words in said.lower()), "ledger.failed")
        raise failure(code, shown_as, said=said) from error
    except OSError as error:
        raise failure("ledger.unreachable", shown_as, said=error.strerror or error) from error
    except SQLAlchemyError as error:
        raise failure("ledger.failed", shown_as, said=" ".join(str(error).split())) from error
