"""What the user can do in dialogs, and where an escalation is logged or sorted."""

from __future__ import annotations

from rhythm.user_command import UserCommand

DIALOG_COMMANDS: tuple[UserCommand, ...] = (
    UserCommand("people.done", "add_people", "Add what is typed, and end", "", "ctrl+s", "done"),
    UserCommand("import.tick", "import_people", "Carry the change out, or leave it out", "tick", "space", "tick"),
    UserCommand("group.tick", "group", "Who comes", "", "space", "tick"),
    UserCommand("route.manager", "route", "Through the manager", "", "m", "route('manager')"),
    UserCommand("route.keep", "route", "Keep it with you", "", "k", "route('keep')"),
    UserCommand("route.direct", "route", "Straight back, round the manager", "", "d", "route('direct')"),
    UserCommand("route.name", "route", "The manager may read whom it came from", "", "space", "name"),
    UserCommand("topics.keep", "topics", "The topic stays where it is", "", "k", "keep"),
    UserCommand("topics.move", "topics", "The topic goes onto somebody else's queue", "", "m", "move_topic"),
    UserCommand("topics.drop", "topics", "The topic is dropped", "", "d", "drop"),
    UserCommand("dialog.back", "dialog", "Go back; what was written is kept", "back", "escape", "back"),
    UserCommand("dialog.store", "storing", "Store, or take what is highlighted, as Enter does", "", "ctrl+s", "store"),
    UserCommand("closing.store", "closing", "Store everything", "store", "ctrl+s", "store"),
    UserCommand("closing.leave_out", "closing", "Leave the record out, or take it in again", "", "space", "leave_out"),
    UserCommand("person.archive", "edit_person", "Archive the person, or bring them back", "", "ctrl+t", "archive"),
    UserCommand("later.store", "later", "Store what is said after closing", "store", "ctrl+s", "store"),
    UserCommand("ask.yes", "yes_no", "Yes", "yes", "y,enter,ctrl+s", "answer(True)"),
    UserCommand("ask.no", "yes_no", "No", "no", "n", "answer(False)"),
    UserCommand("capture.take_1", "capture", "Take the first suggestion", "", "1", "take(1)"),
    UserCommand("capture.take_2", "capture", "Take the second suggestion", "", "2", "take(2)"),
    UserCommand("capture.take_3", "capture", "Take the third suggestion", "", "3", "take(3)"),
    UserCommand("capture.new", "capture", "Make a new conflict of it", "", "n", "new"),
    UserCommand("capture.join", "capture", "Make one conflict of it and the row that waits", "", "plus", "join"),
    UserCommand("triage.ambiguity", "fields", "One of your moments: ambiguity spike", "", "a", "moment('ambiguity')"),
    UserCommand("triage.quality_bar", "fields", "One of your moments: quality bar", "", "b", "moment('quality_bar')"),
    UserCommand("triage.org_design", "fields", "One of your moments: org design call", "", "o", "moment('org_design')"),
    UserCommand(
        "triage.executive", "fields", "One of your moments: executive translation", "", "t", "moment('executive')"
    ),
    UserCommand("triage.none", "fields", "None of your moments", "", "0", "moment('none')"),
    UserCommand("triage.handling", "fields", "Say what you did with it", "handling", "equals_sign", "handling"),
    UserCommand("triage.cause", "fields", "Say why it reached you", "cause", "c", "cause"),
    UserCommand("triage.area", "fields", "Say what was to be decided", "", "number_sign", "area"),
    UserCommand("triage.reached", "fields", "Say whether it reached you in time", "", "r", "reached"),
    UserCommand("triage.minutes", "fields", "Say how long it took you", "", "tilde", "minutes"),
    UserCommand(
        "triage.without_me", "fields", "Say what would have let them decide without you", "", "w", "without_me"
    ),
    UserCommand("triage.repair", "fields", "Say what would have brought it in time", "", "p", "repair"),
    UserCommand("triage.pick", "triage", "Choose among all conflicts", "", "ctrl+g", "pick"),
    UserCommand("triage.edit", "triage", "Edit text, day, forum and minutes", "", "ctrl+e", "edit"),
    UserCommand("alignment.yes", "alignment", "Both use the same", "", "y", "answer(True)"),
    UserCommand("alignment.no", "alignment", "They don't use the same", "", "n", "answer(False)"),
    UserCommand("alignment.untested", "alignment", "Leave the tension without the test", "", "t", "untested"),
    UserCommand("form.next", "form", "To the next field", "", "down", "app.focus_next"),
    UserCommand("form.previous", "form", "To the field before", "", "up", "app.focus_previous"),
    UserCommand("split.tick", "split", "Tick the row: it leaves", "tick", "space", "tick"),
    UserCommand("pick.down", "pick", "Down in the list", "", "down", "move(1)"),
    UserCommand("pick.up", "pick", "Up in the list", "", "up", "move(-1)"),
    UserCommand("pick.page_down", "pick", "A page down in the list", "", "pagedown", "page(1)"),
    UserCommand("pick.page_up", "pick", "A page up in the list", "", "pageup", "page(-1)"),
)
