"""One registry of what the user can do. Footer, palette, keymap and help come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.command_scopes import DIALOGS, SCREENS
from rhythm.commands_dialogs import DIALOG_COMMANDS
from rhythm.commands_org import ORG_COMMANDS
from rhythm.user_command import UserCommand

__all__ = ["COMMANDS", "DIALOGS", "SCREENS", "UserCommand", "bindings", "commands_of", "meet"]

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import Binding


COMMANDS: tuple[UserCommand, ...] = (
    UserCommand("capture.open", "app", "Log an escalation", "log", "e", "log"),
    UserCommand(
        "capture.anywhere", "app", "Log an escalation, also from inside a text", "log", "f2", "log", everywhere=True
    ),
    UserCommand("search.open", "app", "Find anything that was typed", "find", "slash", "find"),
    UserCommand("app.undo", "app", "Undo the last action", "undo", "u", "undo"),
    UserCommand("app.redo", "app", "Put back what was undone", "", "U", "redo"),
    UserCommand("app.hide", "app", "Hide or show names and notes", "hide", "h", "hide"),
    UserCommand(
        "app.hide_anywhere", "app", "Hide or show, also from inside a text", "hide", "f8", "hide", everywhere=True
    ),
    UserCommand(
        "app.editor",
        "app",
        "Continue in your own editor, from inside a note",
        "",
        "f4",
        "edit_outside",
        everywhere=True,
    ),
    UserCommand("app.theme", "app", "Theme: dark, light or high contrast", "", "f7", "theme", everywhere=True),
    UserCommand("app.settings", "app", "Settings: what is set, what is wrong with it, and where", "", "", "settings"),
    UserCommand("app.backup", "app", "Make a backup now", "", "", "backup"),
    UserCommand("app.export", "app", "Export everything: notes, tables or all records", "", "", "export"),
    UserCommand("app.lock", "app", "Cover the screen; an encrypted store is let go", "", "f9", "lock", everywhere=True),
    UserCommand("app.help", "app", "Help for this screen", "help", "question_mark", "help"),
    UserCommand("app.help_anywhere", "app", "Help, also from inside a text", "help", "f1", "help", everywhere=True),
    UserCommand("app.leave", "app", "Leave; what was typed is kept", "leave", "q", "leave"),
    UserCommand("app.tour", "app", "Take the tour, come back to it, or go on in it", "", "f5", "tour", everywhere=True),
    UserCommand("settings.back", "settings", "Go back", "back", "escape", "back"),
    UserCommand("tour.back", "tour", "End the tour; it is not offered again", "end the tour", "escape", "back"),
    UserCommand("place.today", "app", "Go to Today: what needs me now?", "", "1", "place('today')"),
    UserCommand(
        "place.people", "app", "Go to People: is every relationship on its rhythm?", "", "2", "place('people')"
    ),
    UserCommand("place.conflicts", "app", "Go to Conflicts: what keeps coming to me?", "", "3", "place('conflicts')"),
    UserCommand("place.week", "app", "Go to Week: close this week, plan the next", "", "4", "place('week')"),
    UserCommand("place.quarter", "app", "Go to Quarter: five questions, with evidence", "", "5", "place('quarter')"),
    UserCommand("place.org", "app", "Go to Org: is the structure legible?", "", "6", "place('org')"),
    UserCommand("today.kept", "today", "Mark the promise as kept", "kept", "space", "kept"),
    UserCommand("today.move", "today", "Move the promise to another day", "move", "m", "move"),
    UserCommand("today.add", "today", "Add people by name", "add people", "plus", "add_people"),
    UserCommand("today.copy", "today", "Copy the page as Markdown", "", "y", "copy"),
    UserCommand("catch_up.anew", "catch_up", "Let all gaps begin anew", "begin anew", "c", "catch_up"),
    UserCommand("catch_up.leave", "catch_up", "Leave everything as it is", "leave as is", "l", "leave_as_is"),
    UserCommand("catch_up.back", "catch_up", "To Today; ask again the next time", "not now", "escape", "back"),
    UserCommand("people.plan", "people", "The plan of the week as a grid", "week's plan", "w", "plan_week"),
    UserCommand("plan.accept", "plan", "Accept the proposal into the plan", "", "space", "accept"),
    UserCommand("plan.accept_all", "plan", "Accept all proposals of the week", "accept all", "ctrl+s", "accept_all"),
    UserCommand("plan.carry", "plan", "Pick the meeting up, to carry it with the arrow keys", "move", "m", "carry"),
    UserCommand("plan.put", "plan", "Type the day and time of the meeting", "", "ctrl+l", "put"),
    UserCommand("plan.pin", "plan", "Pin the meeting where it is, or let it go", "pin", "p", "pin"),
    UserCommand("plan.skip", "plan", "Skip the meeting, with the reason", "skip", "ctrl+k", "skip"),
    UserCommand("plan.later", "plan", "Put the person off until a day", "later", "l", "later"),
    UserCommand("plan.earlier", "plan", "The week before", "", "ctrl+left", "look(-1)"),
    UserCommand("plan.next", "plan", "The week after", "next week", "ctrl+right", "look(1)"),
    UserCommand("plan.copy", "plan", "Copy the week as Markdown", "", "y", "copy"),
    UserCommand("plan.back", "plan", "Go back", "back", "escape", "back"),
    UserCommand("people.add", "people", "Add people by name", "add", "plus", "add_people"),
    UserCommand("people.import", "people", "Import people from a file", "", "ctrl+o", "import_people"),
    UserCommand("people.note", "people", "Write a note about the person", "note", "i", "note"),
    UserCommand("people.edit", "people", "Edit, archive or bring back the person", "edit", "ctrl+e", "edit_person"),
    UserCommand("people.copy", "people", "Copy the page as Markdown", "", "y", "copy"),
    UserCommand("people.page", "people", "Open the person's page, with everything over the years", "page", "o", "page"),
    UserCommand("room.page", "room", "Open the person's page, with everything over the years", "page", "o", "page"),
    UserCommand("timeline.notes", "timeline", "Show notes and evidence only", "notes", "n", "show('notes')"),
    UserCommand("timeline.promises", "timeline", "Show promises only", "promises", "p", "show('promises')"),
    UserCommand("timeline.meetings", "timeline", "Show meetings only", "meetings", "m", "show('meetings')"),
    UserCommand("timeline.evidence", "timeline", "Show evidence only", "evidence", "v", "show('evidence')"),
    UserCommand("timeline.topics", "timeline", "Show topics only", "", "t", "show('topics')"),
    UserCommand("timeline.escalations", "timeline", "Show escalations only", "", "x", "show('escalations')"),
    UserCommand("timeline.all", "timeline", "Show everything", "all", "a", "show('')"),
    UserCommand("timeline.note", "timeline", "Write a note about the person", "", "i", "note"),
    UserCommand("timeline.edit", "timeline", "Edit, archive or bring back the person", "", "ctrl+e", "edit_person"),
    UserCommand("timeline.back", "timeline", "Go back", "back", "escape", "back"),
    UserCommand("people.calendar", "people", "Your calendar: what it holds, in and out", "calendar", "c", "calendar"),
    UserCommand("calendar.yes", "calendar", "Yes: with this person; or it took place", "yes", "space", "yes"),
    UserCommand("calendar.other", "calendar", "It is with somebody else", "other", "w", "other"),
    UserCommand("calendar.nothing", "calendar", "Nothing to us; or it did not take place", "nothing", "d", "nothing"),
    UserCommand(
        "calendar.all", "calendar", "Yes to all that are clear; or all with them took place", "all", "a", "all"
    ),
    UserCommand("calendar.import", "calendar", "Read a calendar", "read", "ctrl+o", "import_calendar"),
    UserCommand("calendar.export", "calendar", "Write what is planned to a calendar", "write", "x", "export_calendar"),
    UserCommand("calendar.back", "calendar", "Go back", "back", "escape", "back"),
    UserCommand("people.coverage", "people", "See how well you know your managers' teams", "coverage", "v", "coverage"),
    UserCommand("coverage.told", "coverage", "The manager was told about skip-levels", "told", "t", "told"),
    UserCommand("coverage.group", "coverage", "Meet several people of the team at once", "group", "ctrl+g", "group"),
    UserCommand(
        "coverage.interims",
        "coverage",
        "Meet those who stand in every two weeks",
        "every 2 weeks",
        "b",
        "meet_interims",
    ),
    UserCommand("coverage.back", "coverage", "Back to People", "back", "escape", "back"),
    UserCommand("team.group", "team", "Meet several of them at once", "group", "ctrl+g", "group"),
    UserCommand("team.back", "team", "Back to the coverage", "back", "escape", "back"),
    UserCommand("room.route", "room", "Say where to take what a skip-level said", "route", "r", "route"),
    UserCommand("room.finding", "room", "Keep what a skip-level brought up", "", "l", "finding"),
    UserCommand("room.tick", "room", "Tick the topic, or mark the promise as kept", "tick", "space", "tick"),
    UserCommand("room.notes", "room", "Write notes", "notes", "i", "notes"),
    UserCommand("room.close", "room", "Close the meeting: see what will be kept", "close", "ctrl+s", "close_room"),
    UserCommand("room.add", "room", "Add a topic, or with a mark a promise or request", "add", "plus", "add_topic"),
    UserCommand("room.back", "room", "Go back; what was typed is kept", "back", "escape", "back"),
    UserCommand("room.move", "room", "Move the promise to another day", "move", "m", "move"),
    UserCommand("room.drop", "room", "Drop the topic or the promise, decline the request", "drop", "d", "drop"),
    UserCommand("room.copy", "room", "Copy what is not private as Markdown", "copy", "y", "copy"),
    UserCommand("room.take_on", "room", "Accept the request, or make the topic an action", "take on", "a", "take_on"),
    UserCommand("room.escalate", "room", "Log the topic as an escalation", "", "exclamation_mark", "escalate"),
    UserCommand("room.private", "room", "Keep the row to yourself, or let it be shared", "", "p", "private"),
    UserCommand("room.theme", "room", "Say what the topic is for: coach, clarity, culture", "", "t", "theme"),
    UserCommand("room.side", "room", "Say who brought the topic, you or they", "", "b", "side"),
    UserCommand("room.clear", "room", "Clarity check: it is clear to them", "", "k", "clarity('yes')"),
    UserCommand("room.not_clear", "room", "Clarity check: it is not clear to them", "", "n", "clarity('no')"),
    UserCommand("room.unsure", "room", "Clarity check: they are unsure", "", "w", "clarity('unsure')"),
    UserCommand("room.feedback", "room", "Write feedback that names a behaviour", "", "f", "feedback"),
    UserCommand("room.expectations", "room", "What you expect of each other", "", "x", "expectations"),
    UserCommand("room.levels", "room", "Name the levels of delegation, both of you", "", "v", "levels"),
    UserCommand("expectations.add", "expectations", "Write a line into the column", "add", "plus", "add"),
    UserCommand("expectations.carry", "expectations", "Put the line on the agenda", "to the agenda", "t", "carry"),
    UserCommand("expectations.retire", "expectations", "Retire the line: it no longer holds", "retire", "d", "retire"),
    UserCommand("expectations.back", "expectations", "Go back", "back", "escape", "back"),
    UserCommand(
        "expectations.of_them", "expectations", "To the column of what you expect", "", "left", "side('of_them')"
    ),
    UserCommand(
        "expectations.of_me", "expectations", "To the column of what they expect", "", "right", "side('of_me')"
    ),
    UserCommand("person.plan", "person", "Plan the meeting on a day", "plan", "ctrl+l", "plan"),
    UserCommand("person.skip", "person", "Skip this meeting, with the reason", "skip", "ctrl+k", "skip"),
    UserCommand("walk.next", "walk", "Go on to the next", "next", "right_square_bracket", "next"),
    UserCommand("walk.back", "walk", "Back to the one before", "back", "left_square_bracket", "back"),
    UserCommand("week.skip", "week", "Skip this item for now, or the step", "skip", "s", "skip"),
    UserCommand("walk.close", "walk", "Close the review; its frozen copy is kept", "close", "ctrl+s", "close_review"),
    UserCommand("walk.earlier", "walk.more", "Look at an earlier one", "earlier", "ctrl+left", "look(-1)"),
    UserCommand("walk.later", "walk.more", "Look at a later one", "later", "ctrl+right", "look(1)"),
    UserCommand("walk.copy", "walk.more", "Copy the review as Markdown", "copy", "y", "copy"),
    UserCommand("walk.leave", "walk.more", "Leave; it goes on here next time", "leave", "escape", "leave"),
    UserCommand("week.write", "week", "Write the line", "write", "i", "write"),
    UserCommand("week.enter", "week", "Write the line, or add a call that went well", "", "enter", "begin"),
    UserCommand("week.steps", "week", "All steps, with what is left in each", "steps", "v", "steps"),
    UserCommand("week.held", "week.meetings", "The meeting was held", "", "k,space", "meeting_held"),
    UserCommand("week.missed", "week.meetings", "The meeting did not take place", "did not", "d", "meeting_missed"),
    UserCommand(
        "week.skipped", "week.meetings", "It was skipped, with the reason", "skipped", "ctrl+k", "meeting_skipped"
    ),
    UserCommand("week.kept", "week.promises", "Mark the promise as kept", "kept", "space", "promise_kept"),
    UserCommand("week.move", "week.promises", "Move the promise to another day", "move", "m", "promise_move"),
    UserCommand("week.drop", "week.promises", "Drop the promise", "drop", "d", "promise_drop"),
    UserCommand("week.tick", "week.plan", "Accept a proposal, or leave it out", "tick", "space", "tick"),
    UserCommand("week.fix_held", "week.fixes", "The fix held", "held", "k", "fix('held')"),
    UserCommand(
        "week.fix_came_back", "week.fixes", "The conflict came back after the fix", "came back", "r", "fix('came_back')"
    ),
    UserCommand("week.fix_unclear", "week.fixes", "Whether the fix held is unclear", "unclear", "w", "fix('unclear')"),
    UserCommand("week.same", "week.same", "The two are one: merge them", "the same", "m", "same('yes')"),
    UserCommand("week.not_same", "week.same", "The two are not the same", "not the same", "d", "same('no')"),
    UserCommand("week.raise", "week.rights", "Raise the level of delegation by one", "raise", "space", "raise_level"),
    UserCommand("week.keep_level", "week.rights", "Leave the level as it is", "leave", "d", "keep_level"),
    UserCommand("week.questions", "week.rights", "Answer the delegation questions", "questions", "a", "questions"),
    UserCommand(
        "week.nothing", "week.rights", "Nothing to say: ask again after two more", "nothing", "n", "no_answers"
    ),
    UserCommand("week.card_yes", "week.structure", "Yes, it is so", "yes", "k,space", "card('yes')"),
    UserCommand("week.card_no", "week.structure", "No, it is not", "no", "d", "card('no')"),
    UserCommand("week.card_unknown", "week.structure", "Still unknown: ask later", "unknown", "w", "card('unknown')"),
    UserCommand("week.ritual_keep", "week.rituals", "Keep the ritual as it is", "keep", "k,space", "ritual('keep')"),
    UserCommand("week.ritual_change", "week.rituals", "Change the question of the ritual", "", "c", "change_question"),
    UserCommand("week.ritual_stop", "week.rituals", "Stop the ritual", "stop", "d", "ritual('stop')"),
    UserCommand("org.team", "org", "Open the page of the team", "team", "t", "team_page"),
    UserCommand("org.take_up", "org", "Take up the ritual that is on offer", "take up", "space", "take_up"),
    UserCommand("org.hold", "org", "The ritual took place: did it answer its question?", "held", "k", "hold_ritual"),
    UserCommand("org.add", "org", "Begin a ritual of your own", "add ritual", "plus", "add_ritual"),
    UserCommand("org.edit", "org", "Change the ritual's words and cadence", "edit", "ctrl+e", "edit_ritual"),
    UserCommand("org.stop", "org", "Stop the ritual; what was stays", "stop", "ctrl+t", "stop_ritual"),
    UserCommand("figures.back", "figures", "Go back", "back", "escape", "back"),
    UserCommand("figures.pairs", "figures", "Areas by manager, or team by team", "teams", "p", "pairs"),
    UserCommand("figures.quarters", "figures", "Quarters of your year, or thirteen weeks", "quarters", "w", "quarters"),
    UserCommand("figures.earlier", "figures", "The weeks before", "earlier", "ctrl+left", "look(-1)"),
    UserCommand("figures.later", "figures", "The weeks after", "", "ctrl+right", "look(1)"),
    UserCommand("org.board", "org", "Open the board: who decides what, at which level", "board", "b", "board"),
    UserCommand("org.portfolio", "org", "Open the portfolio: attention, importance, return", "", "f", "portfolio"),
    UserCommand("org.growth", "org", "Open your own growth file", "", "o", "growth"),
    UserCommand("org.picture", "org", "Draw the tree, and what stands between teams", "picture", "p", "picture"),
    UserCommand("org.interfaces", "org", "Where one team's work ends and another's begins", "", "i", "interfaces"),
    UserCommand("org.bench", "org", "Open the management bench: who may lead one day", "", "m", "bench"),
    UserCommand("org.clocks", "org", "Open the role clocks and the first 90 days", "", "c", "clocks"),
    UserCommand("bench.back", "bench", "Go back", "back", "escape", "back"),
    UserCommand("bench.add", "bench", "Put somebody on the bench", "add", "plus", "add"),
    UserCommand("bench.calibration", "bench", "Open the calibration round", "calibration", "k", "calibration"),
    UserCommand("candidate.back", "candidate", "Go back", "back", "escape", "back"),
    UserCommand("candidate.write", "candidate", "Write a line of evidence", "write", "i", "write"),
    UserCommand("candidate.test", "candidate", "Begin a test", "test", "t", "begin_test"),
    UserCommand("candidate.end", "candidate", "End the test: finished or dropped", "end test", "f", "end_test"),
    UserCommand("candidate.ready", "candidate", "Call them ready, or not after all", "ready", "r", "ready"),
    UserCommand("candidate.note", "candidate", "Take a note as evidence", "note", "v", "note"),
    UserCommand("candidate.sponsor", "candidate", "Say who speaks for them", "sponsor", "p", "sponsor"),
    UserCommand("candidate.seat", "candidate", "Say whose seat it is about", "", "o", "seat"),
    UserCommand("candidate.yes", "candidate", "The role has that", "yes", "y", "answer(True)"),
    UserCommand("candidate.no", "candidate", "The role does not have that", "no", "n", "answer(False)"),
    UserCommand("candidate.step_back", "candidate", "Take them back a stage", "", "b", "step_back"),
    UserCommand("candidate.strike", "candidate", "Strike the line of evidence", "strike", "d", "strike"),
    UserCommand("candidate.copy", "candidate", "Copy the page as Markdown", "", "ctrl+y", "copy"),
    UserCommand("candidate.leave", "candidate", "Take them off the bench; what was kept stays", "", "ctrl+t", "leave"),
    UserCommand("calibration.back", "calibration", "Go back", "back", "escape", "back"),
    UserCommand("calibration.write", "calibration", "Write what was said", "write", "i", "write"),
    UserCommand("calibration.take_up", "calibration", "Take up the round as a ritual", "take up", "space", "take_up"),
    UserCommand(
        "calibration.hold",
        "calibration",
        "The round took place: did it answer its question?",
        "held",
        "k",
        "hold_ritual",
    ),
    UserCommand("clocks.back", "clocks", "Go back", "back", "escape", "back"),
    UserCommand("clocks.start", "clocks", "Say since when somebody has the role", "since", "t", "start"),
    UserCommand("first_days.back", "first_days", "Go back", "back", "escape", "back"),
    UserCommand("first_days.tick", "first_days", "Tick the line, or take the tick back", "tick", "space", "tick"),
    UserCommand("first_days.add", "first_days", "Write a line of your own", "add", "plus", "add"),
    UserCommand("first_days.drop", "first_days", "Take the line of your own out", "take out", "d", "drop"),
    UserCommand("first_days.start", "first_days", "Say since when they have the role", "since", "t", "start"),
    UserCommand("board.back", "board", "Go back", "back", "escape", "back"),
    UserCommand("board.take", "board", "Take the level that is proposed or was agreed", "take", "space", "take"),
    UserCommand("board.keep", "board", "Leave the level as it is", "leave", "d", "keep_level"),
    UserCommand("board.answer", "board", "Answer the delegation questions", "questions", "a", "questions"),
    UserCommand("board.rows", "board", "Show what reached you of it", "rows", "r", "rows"),
    UserCommand("board.preset", "board", "Take a preset for the team, such as AI", "preset", "p", "preset"),
    UserCommand("board.undecided", "board", "What many teams share and nobody decides", "undecided", "t", "undecided"),
    UserCommand("board.lists", "board", "Standards, and what each team may choose", "standards", "l", "lists"),
    UserCommand("practices.back", "practices", "Go back", "back", "escape", "back"),
    UserCommand(
        "practices.standard", "practices", "Add a standard for all teams", "standard", "plus", "add('standard')"
    ),
    UserCommand("practices.free", "practices", "Add what each team may choose", "free choice", "f", "add('free')"),
    UserCommand("practices.end", "practices", "It no longer holds", "end", "d", "end"),
    UserCommand(
        "quarter.strike", "quarter.evidence", "Strike the row, or take it in again", "strike", "x", "weigh('struck')"
    ),
    UserCommand("quarter.pin", "quarter.evidence", "Pin the row, or let it go", "pin", "p", "weigh('pinned')"),
    UserCommand("quarter.done", "quarter.intended", "What was intended is done", "done", "space", "settle('done')"),
    UserCommand("quarter.move", "quarter.intended", "Put it off until a day", "move", "m", "put_off"),
    UserCommand(
        "quarter.drop", "quarter.intended", "It is not done, and given up", "give up", "d", "settle('dropped')"
    ),
    UserCommand("quarter.write", "quarter", "Write the answer", "write", "i", "write"),
    UserCommand("quarter.preview", "quarter", "Show the answer as Markdown, or as typed", "preview", "v,f3", "preview"),
    UserCommand(
        "quarter.last", "quarter", "Last quarter's answer, and what became of it", "last quarter", "ctrl+o", "last"
    ),
    UserCommand("quarter.sheets", "quarter", "Scorecard and the other sheets after the five", "sheets", "a", "sheets"),
    UserCommand(
        "quarter.report", "quarter", "The report to send: see what leaves, and strike", "report", "r", "report"
    ),
    UserCommand("quarter.compare", "quarter", "Beside another quarter", "compare", "c", "compare"),
    UserCommand("quarter.answers", "quarter", "All answers to this question over time", "over time", "t", "answers"),
    UserCommand("compare.earlier", "compare", "An earlier quarter to the left", "left", "ctrl+left", "left(-1)"),
    UserCommand("compare.later", "compare", "A later quarter to the left", "", "ctrl+right", "left(1)"),
    UserCommand(
        "compare.right_earlier", "compare", "An earlier quarter to the right", "right", "shift+left", "right(-1)"
    ),
    UserCommand("compare.right_later", "compare", "A later quarter to the right", "", "shift+right", "right(1)"),
    UserCommand("compare.back", "compare", "Back to the quarter", "back", "escape", "back"),
    UserCommand("answers.before", "answers", "To the question before", "other questions", "ctrl+left", "look(-1)"),
    UserCommand("answers.next", "answers", "To the next question", "", "ctrl+right", "look(1)"),
    UserCommand("answers.back", "answers", "Back to where you were", "back", "escape", "back"),
    UserCommand("report.strike", "report", "Leave the line out, or take it in again", "strike", "x", "strike"),
    UserCommand("report.names", "report", "With names, or with numbers for them", "names", "n", "names"),
    UserCommand("report.write", "report", "Write the page into a file", "write", "w", "write"),
    UserCommand("report.back", "report", "Back to the quarter", "back", "escape", "back"),
    UserCommand("sheets.records", "sheets", "Open the records that the row rests on", "records", "o", "records"),
    UserCommand("sheets.questions", "sheets", "Back to the questions", "questions", "escape", "questions"),
    UserCommand("behind.back", "behind", "Go back", "back", "escape", "back"),
    UserCommand("conflict.effect", "conflict", "The fix is in effect since a day", "in effect", "ctrl+f", "effect"),
    UserCommand("conflict.fix", "conflict", "Fix the structure", "fix", "f", "fix"),
    UserCommand("conflict.split", "conflict", "Split: not the same conflict", "split", "s", "split"),
    UserCommand("conflict.tension", "conflict", "Healthy tension: leave it until a day", "tension", "t", "tension"),
    UserCommand("conflict.test", "conflict", "Tension or misalignment? Three questions", "", "a", "test"),
    UserCommand("conflict.edit_fix", "conflict", "Edit the fix: words, owner, form", "edit fix", "ctrl+e", "edit_fix"),
    UserCommand("conflict.later", "conflict", "Decide later", "later", "l", "later"),
    UserCommand("conflict.held", "conflict", "The fix held", "held", "k", "settle('held')"),
    UserCommand(
        "conflict.came_back", "conflict", "The fix did not hold: it came back", "came back", "r", "settle('came_back')"
    ),
    UserCommand("conflict.unclear", "conflict", "Unclear whether the fix held", "unclear", "w", "settle('unclear')"),
    UserCommand("conflict.drop", "conflict", "Drop the fix that is not in effect yet", "drop fix", "d", "drop"),
    UserCommand("conflict.back", "conflict", "Go back", "back", "escape", "back"),
    UserCommand("conflict.rename", "conflict", "Rename the conflict", "rename", "ctrl+r", "rename"),
    UserCommand("conflict.merge", "conflict", "Merge it into another conflict", "merge", "ctrl+g", "merge"),
    UserCommand("conflict.move", "conflict", "Move the row to another conflict", "move row", "ctrl+x", "move_row"),
    UserCommand("conflict.close", "conflict", "Close the conflict by hand", "", "ctrl+d", "close_conflict"),
    UserCommand("page.copy", "copy", "Copy the page as Markdown", "copy", "y", "copy"),
    UserCommand("good.log", "app", "Log a call that went well without you", "", "g", "good"),
    UserCommand("search.results", "search", "From the words to what they found", "results", "down", "results"),
    UserCommand("search.back", "search", "Back to the words, or to where you were", "back", "escape", "back"),
    *DIALOG_COMMANDS,
    *ORG_COMMANDS,
)


def meet(one: str, other: str) -> bool:
    """Whether two actions, by id, have keys that ever work side by side; then the keys must differ."""
    scopes = {command.id: command.scope for command in COMMANDS}
    first, second = scopes.get(one, ""), scopes.get(other, "")
    if first == second or "app" in (first, second):
        return True
    return any(first in screen and second in screen for screen in (*SCREENS, *DIALOGS))


NO_KEY = "no_key"
"""What no terminal sends: it stands in the binding of a command without a key, until the settings give it one."""


def bindings(scope: str) -> list[Binding]:
    """The keys of a scope, for the `BINDINGS` of a screen or of the app."""
    from textual.binding import Binding

    return [
        Binding(
            command.keys or NO_KEY,
            command.action,
            command.verb or command.title,
            show=bool(command.verb),
            priority=command.everywhere,
            id=command.id,
            tooltip=command.title,
        )
        for command in COMMANDS
        if command.scope == scope
    ]


def commands_of(scopes: tuple[str, ...], own_keys: Mapping[str, str], *, over: bool = False) -> tuple[UserCommand, ...]:
    """The commands of some scopes, one for each action, with the user's own keys by id where there are any. `over` a
    page, in a window that waits for its answer, only those of the app that have a key there too."""
    fitting = [
        command
        for command in COMMANDS
        if command.scope in scopes
        and not (over and command.scope == "app" and (not command.everywhere or command.id == "app.tour"))
    ]
    found = {command.action: command for command in reversed(fitting)}
    return tuple(
        command._replace(keys=own_keys.get(command.id, command.keys))
        for command in fitting
        if found[command.action] is command
    )
