"""Quarters that were answered and filled in, for tests of what is made of them."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.escalations import NewEscalation
from rhythm.domain.meetings import NoteKind
from rhythm.domain.periods import Quarter
from rhythm.domain.portfolio import Bucket, NewBet
from rhythm.domain.quarters import Sheet
from rhythm.service import Rhythm
from rhythm.service.comparing import Comparing
from tests.builders import FixedClock, Org

THIS, BEFORE = Quarter(2026, 4), Quarter(2026, 3)


def answered(org: Org, clock: FixedClock) -> Comparing:
    """Two quarters: the one before closed, with something said later, this one open."""
    rhythm = org.rhythm
    clock.day = dt.date(2026, 9, 25)
    org.escalate("old thing", 3, conflict="new")
    rhythm.quarters.answer(BEFORE, "structure", "The train held.")
    rhythm.quarters.answer(BEFORE, "managers", "Dana.")
    rhythm.quarters.sheets.fill(BEFORE, Sheet.SCORECARD, "coherence", value="2")
    rhythm.quarters.close(BEFORE)
    clock.day = dt.date(2026, 11, 20)
    rhythm.quarters.answer_later(BEFORE, "structure", "It did not.")
    org.escalate("new thing", 1)
    org.escalate("new thing too", 9)
    rhythm.quarters.answer(THIS, "structure", "Nothing yet.")
    rhythm.quarters.sheets.fill(THIS, Sheet.SCORECARD, "coherence", value="4")
    return rhythm.quarters.comparing


def filled(org: Org) -> Rhythm:
    """Something of everything that a report holds."""
    rhythm = org.rhythm
    org.escalate("who sets the release date", 3, conflict="new", forum="sync")
    rhythm.tracker.log(NewEscalation("the budget", dt.date(2026, 11, 2), (), area="budget"))
    rhythm.planner.add_note(org.dana.id, "told Chris Moon the risk", NoteKind.PRAISE, private=False)
    rhythm.tracker.good("Noor Haddad moved it alone", person_id=org.noor.id)
    rhythm.portfolio.add(NewBet("Search", Bucket.CORE, importance=4))
    rhythm.quarters.answer(THIS, "structure", "The train, says Noor.\n> ask @dana for the charter by 12 dec")
    rhythm.quarters.answer(THIS, "managers", "dana did <b>well</b> & more")
    rhythm.quarters.sheets.fill(THIS, Sheet.SCORECARD, "coherence", value="3", body="slow")
    return rhythm
