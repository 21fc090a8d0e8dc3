"""Public holidays of a country or a part of one. Imported only when a year is not known yet: the library is large."""

from __future__ import annotations

import datetime as dt

from holidays import country_holidays

from rhythm.domain.names import shown
from rhythm.errors import BadInput


def public_holidays(country: str, year: int) -> dict[dt.date, str]:
    """Day to name, in the country's own language, of a year in `DE` or `DE-BY`. Raises BadInput for no such place."""
    nation, _, part = country.partition("-")
    try:
        return dict(country_holidays(nation, subdiv=part or None, years=[year]))
    except NotImplementedError:
        raise BadInput(
            f"public holidays of {shown(country)} are not known",
            "write the country as DE, US or JP, and a part of it as DE-BY or US-CA",
        ) from None
