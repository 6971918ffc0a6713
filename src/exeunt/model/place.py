"""Sites: places where a contingent may be, with the source of their position."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from exeunt.model.actor import Name


class SiteKind(StrEnum):
    """What sort of place it is. A region covers many sites; the host is the whole territory."""

    AIR_BASE = "air_base"
    BASE = "base"
    CAMP = "camp"
    TOWN = "town"
    PORT = "port"
    CROSSING = "crossing"
    OIL_SITE = "oil_site"
    REGION = "region"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Site:
    """A place. Latitude and longitude in degrees (WGS 84); a region or the host may have none."""

    id: str
    name: Name
    kind: SiteKind
    latitude: float | None
    longitude: float | None
    source: str
    side: str | None = None
    region: str | None = None

    @property
    def is_point(self) -> bool:
        """Whether it is one place, not an area that may hold a whole contingent."""
        return self.kind not in (SiteKind.REGION, SiteKind.HOST)
