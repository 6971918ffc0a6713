"""The casebook format to cases and claims: tables of obligations, claims and sources of many withdrawals."""

from exeunt.claim.casebook.read import CasebookCase, read_casebook

__all__ = ["CasebookCase", "read_casebook"]
