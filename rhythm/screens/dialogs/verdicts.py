"""What is asked about a conflict: why a tension is healthy and until when, since when a fix is in effect, a name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.dates import Looking
from rhythm.domain.escalations import ConflictId
from rhythm.domain.names import checked_name
from rhythm.domain.rituals import parse_yes
from rhythm.domain.saying import say_day, say_when, sentence, with_capital
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput
from rhythm.screens.dialogs.day import past_day, read_day, say_past_day
from rhythm.screens.dialogs.dialog import tell
from rhythm.screens.dialogs.form import Field, ask_fields

if TYPE_CHECKING:
    from rhythm.domain.conflicts import Conflict
    from rhythm.domain.fixes import Fix
    from rhythm.screens.place import PageScreen


def ask_tension(page: PageScreen, conflict_id: ConflictId) -> None:
    """Ask why a conflict is a healthy tension and until when it is left; store that."""
    rhythm = page.rhythm
    today = rhythm.today()
    furthest = rhythm.tracker.rules.revisit_days

    def until_of(text: str) -> dt.date:
        day = read_day(rhythm, text, Looking.AHEAD)
        if not today < day <= today + dt.timedelta(days=furthest):
            raise BadInput(f"look again within {furthest} days", "name a day after today")
        return day

    def say_until(text: str) -> str:
        day = until_of(text)
        return say_when(day, today)

    def why_of(text: str) -> str:
        clean_line(text, "the reason why the tension is healthy")
        return ""

    def store(texts: dict[str, str]) -> dt.date:
        until = until_of(texts["until"])
        rhythm.tracker.answer(conflict_id, VerdictKind.TENSION, why=texts["why"], until=until)
        return until

    tested = rhythm.alignment.newest(conflict_id)
    ask_fields(
        page.rhythm_app,
        f"tension:{conflict_id}",
        "Healthy tension",
        [
            Field("why", "Why it is healthy", understood=why_of),
            Field("until", "Look again", f"in {furthest} days", say_until, private=False, proposed=True),
        ],
        store,
        lambda until: page.say(f"left until {say_day(until, today)}"),
        verb="leave it until then|leave it",
        about=sentence(rhythm.alignment.says(tested)) if tested is not None else "",
    )


def ask_effect(page: PageScreen, fix: Fix) -> None:
    """Ask since when a fix is in effect, and by whom if nobody owns it yet; store that."""
    rhythm = page.rhythm

    def say_owner(text: str) -> str:
        if not text.strip():
            raise BadInput("a fix takes effect only with an owner", "name who sees to it")
        person = rhythm.people.find(text)
        return page.veil.name(person.name, person.id)

    def store(texts: dict[str, str]) -> Fix:
        day = past_day(rhythm, texts["day"])
        owner = rhythm.people.find(texts["owner"]).id if "owner" in texts else None
        change = parse_yes(texts["change"]) if "change" in texts else False
        return rhythm.fixes.put_in_effect(fix.id, day, owner_id=owner, change=change)

    def stored(done: Fix) -> None:
        if done.verify_on is not None:
            watched = f"watched until {say_day(done.verify_on, rhythm.today())}"
            tell(page.rhythm_app, f"{watched}; {nothing}" if nothing else watched)

    since = Field(
        "day", "In effect since", "today", lambda text: say_past_day(rhythm, text), private=False, proposed=True
    )
    fields = [since]
    if fix.owner_id is None:
        fields.append(Field("owner", "Owner", understood=say_owner))
    change = rhythm.fixes.change(fix, page.veil.name)
    if change:
        fields.append(Field("change", "Carry out what it says", "y", _say_change, private=False, proposed=True))
    nothing = rhythm.fixes.nothing(fix)
    about = f"{with_capital(change)}: that is stored with it, as one step to undo." if change else ""
    if nothing:
        first = page.keyed("To have it carried out, fill it in first: esc, then {conflict.edit_fix}.")
        about = f"{sentence(nothing)} {first}"
    ask_fields(
        page.rhythm_app,
        f"effect:{fix.id}",
        "The fix is in effect",
        fields,
        store,
        stored,
        verb="start the watch|start",
        about=about,
    )


def _say_change(text: str) -> str:
    return "in the same step" if parse_yes(text) else "left as it is: only the watch begins"


def rename(page: PageScreen, conflict: Conflict) -> None:
    """Ask for another name of a conflict."""

    def usable(text: str) -> str:
        checked_name(text, "the name", kept=(conflict.name,))
        return ""

    ask_fields(
        page.rhythm_app,
        f"rename:{conflict.id}",
        "Rename the conflict",
        [Field("name", "Name", conflict.name, usable)],
        lambda texts: page.rhythm.tracker.rename(conflict.id, texts["name"]),
        lambda _: page.say("renamed"),
        verb="rename",
    )
