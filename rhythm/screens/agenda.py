"""A person's agenda as Markdown, to be pasted into a shared document."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.saying import say_day

if TYPE_CHECKING:
    from rhythm.domain.meetings import Promise
    from rhythm.queries.planning import Room


def agenda(room: Room, today: dt.date) -> str:
    """Topics and promises both ways; never notes, which are not for sharing."""
    parts = [f"# {room.person.name}, {say_day(today, today)}"]
    if room.topics:
        topics = (f"- [ ] {t.body}" + (f" (carried {t.carried}x)" if t.carried else "") for t in room.topics)
        parts.append("## Topics\n\n" + "\n".join(topics))
    for title, promises in (("I promised", room.promises_mine), ("Promised to me", room.promises_theirs)):
        if promises:
            parts.append(f"## {title}\n\n" + "\n".join(_promise(promise, today) for promise in promises))
    return "\n\n".join(parts) + "\n"


def _promise(promise: Promise, today: dt.date) -> str:
    due = f" (by {say_day(promise.due, today)})" if promise.due is not None else ""
    return f"- [ ] {promise.body}{due}"
