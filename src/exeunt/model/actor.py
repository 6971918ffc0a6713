"""Names in two languages, and the actors of an agreement: parties, sides, sponsors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """What a thing is called in English and Arabic, and its other spellings in either script."""

    en: str
    ar: str
    aliases: tuple[str, ...] = ()

    def in_language(self, language: str) -> str:
        """The name in a language; English where there is no Arabic one."""
        return self.ar if language == "ar" and self.ar else self.en

    @property
    def all(self) -> tuple[str, ...]:
        """Every spelling."""
        return tuple(spelling for spelling in (self.en, self.ar, *self.aliases) if spelling)


@dataclass(frozen=True, slots=True)
class Actor:
    """A party (signed and is bound), a side (the camp a force fights for) or a sponsor (sends, pays or directs it)."""

    id: str
    name: Name
