"""What opens when a row is chosen: row keys are `kind:number`, the same on every page."""

from __future__ import annotations

from rhythm.screens.place import PageScreen

_PLACE_OF = {
    "team": "org",
    "good_call": "conflicts",
    "verdict": "conflicts",
    "review_answer": "quarter",
    "ritual": "org",
    "ritual_session": "org",
}
"""Kinds of records that have no page of their own, and the place that shows them."""


def open_key(page: PageScreen, key: str) -> None:
    """Open the page or place that a row stands for; a kind without a page of its own opens its person or conflict."""
    kind, _, rest = key.partition(":")
    app, rhythm = page.rhythm_app, page.rhythm
    if kind == "place" or kind in _PLACE_OF:
        app.call_later(app.action_place, _PLACE_OF.get(kind, rest))
        return
    if kind == "start":
        from rhythm.screens.starting import open_start

        open_start(page, key)
        return
    if not rest.isdigit():
        return
    number = int(rest)
    if kind == "person":
        _open_room(page, number)
    elif kind == "conflict":
        _open_conflict(page, number)
    elif kind == "fix" and (fix := rhythm.tracker.fix(number)) is not None:
        _open_conflict(page, fix.conflict_id)
    elif kind == "promise" and (promise := rhythm.planner.promise(number)) is not None:
        _open_room(page, promise.person_id)
    elif kind == "note" and (note := rhythm.planner.note(number)) is not None:
        _open_room(page, note.person_id)
    elif kind == "topic" and (topic := rhythm.planner.topic(number)) is not None:
        _open_room(page, topic.person_id)
    elif kind == "escalation" and (row := rhythm.tracker.escalation(number)) is not None:
        if row.conflict_id is not None:
            _open_conflict(page, row.conflict_id)
        else:
            from rhythm.screens.dialogs.triage import open_triage

            open_triage(app, row)


def _open_room(page: PageScreen, person_id: int) -> None:
    from rhythm.screens.room import RoomScreen

    person = page.rhythm.people.person(person_id)
    if person is not None:
        page.rhythm_app.open_page(RoomScreen(page.rhythm, person))


def _open_conflict(page: PageScreen, conflict_id: int) -> None:
    from rhythm.screens.conflict import ConflictScreen

    page.rhythm_app.open_page(ConflictScreen(page.rhythm, conflict_id))
