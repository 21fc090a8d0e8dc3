"""Which quarter a name stands for, and under which name one is reviewed, where years once began in another month.

A closed quarter keeps its name with its days. Another one that would bear it says its first month too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.periods import MONTHS_A_YEAR, QUARTERS_A_YEAR, add_months, quarter_of
from rhythm.domain.reviews import ReviewKind
from rhythm.queries import reviews

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from rhythm.domain.periods import Quarter
    from rhythm.domain.reviews import Review
    from rhythm.service import Rhythm
    from rhythm.storage.database import Database

NEAR = 16
"""So many names are looked at for the quarters before one by their days: a year and the months by which a name may be
off, twice over."""


class QuarterNames:
    """The quarters that are reviewed, told apart."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def find(self, period: str | None = None) -> Quarter:
        """The quarter to review that `period` names, the current one without it, told apart. Raises BadInput."""
        return self.told_apart(self._rhythm.reviews.this_quarter(period))

    def kept_as(self, period: str) -> Quarter:
        """The quarter of which a stored review is: of a closed one the days of its copy, whatever its name stands for
        today."""
        quarter = self._rhythm.reviews.this_quarter(period)
        first_month = reviews.first_month_closed(self._db, period)
        if first_month is not None:
            start_month = (first_month - 1 - (quarter.number - 1) * 3) % MONTHS_A_YEAR + 1
            quarter = quarter._replace(start_month=start_month)
        return quarter._replace(by_month=period != str(quarter._replace(by_month=False)))

    def told_apart(self, quarter: Quarter) -> Quarter:
        """A quarter under the name of its review: the plain one, unless that was closed while the year began in another
        month. A quarter of a year that begins in another month than years do today has the plain name only then."""
        by_month = quarter._replace(by_month=True)
        if reviews.review(self._db, ReviewKind.QUARTER, str(by_month)) is not None:
            return by_month
        plain = quarter._replace(by_month=False)
        first_month = reviews.first_month_closed(self._db, str(plain))
        if first_month is None:
            return plain if quarter.start_month == self._start_month else by_month
        return plain if first_month == quarter.first_day.month else by_month

    def beside(self, quarter: Quarter, step: int) -> Quarter:
        """The quarter after one, or with -1 the one before it, in the order of their days: one of years as they begin
        today, or one that was reviewed while they began in another month. None of them is left out."""
        ours = quarter_of(quarter.first_day, self._start_month)
        near = {self.told_apart(ours.shifted(away)) for away in (-1, 0, 1)}
        # A name counts from the January up to eleven months before its days.
        first, last = (str(quarter_of(add_months(quarter.first_day, months))) for months in (-3 - MONTHS_A_YEAR, 3))
        near |= {self.kept_as(period) for period in reviews.quarters_begun(self._db, first, last, 2 * NEAR)}
        here = _by_days(quarter)
        if step > 0:
            return min((one for one in near if _by_days(one) > here), key=_by_days)
        return max((one for one in near if _by_days(one) < here), key=_by_days)

    def earlier(self, quarter: Quarter, *, answered: bool = False) -> tuple[Quarter, ...]:
        """The quarters that were begun, or in which a question was `answered`, in the year before one: the newest by
        its days first, whatever years their names count them in."""
        since = quarter.shifted(-QUARTERS_A_YEAR).first_day
        # A year begins up to eleven months after the January from which its name would count.
        found = self._before(quarter, str(quarter_of(add_months(since, 1 - MONTHS_A_YEAR))), answered=answered)
        return tuple(one for one in found if one.first_day >= since)

    def last_answered(self, quarter: Quarter) -> tuple[Quarter, ...]:
        """The quarters of the year before one in which a question was answered, the newest first; where there are none,
        the newest that is older."""
        return self.earlier(quarter, answered=True) or self._before(quarter, "", answered=True)[:1]

    def newest_first(self, found: Iterable[Review]) -> list[Review]:
        """Reviews of quarters by the days of these, which their names alone do not tell."""
        return sorted(found, key=lambda review: _by_days(self.kept_as(review.period)), reverse=True)

    def _before(self, quarter: Quarter, first: str, *, answered: bool) -> tuple[Quarter, ...]:
        last = str(quarter_of(quarter.first_day))
        near = map(self.kept_as, reviews.quarters_begun(self._db, first, last, NEAR, answered=answered))
        return tuple(sorted((one for one in near if _by_days(one) < _by_days(quarter)), key=_by_days, reverse=True))

    @property
    def _start_month(self) -> int:
        return self._rhythm.settings.review.quarter_start_month


def _by_days(quarter: Quarter) -> tuple[dt.date, str]:
    # Two names of the same days, one of which was closed while the year began elsewhere, follow each other by name.
    return quarter.first_day, str(quarter)
