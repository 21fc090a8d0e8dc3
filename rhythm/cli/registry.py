"""The commands by name, so that only the module of the one that runs is imported."""

from __future__ import annotations

from rhythm.values import NamedTuple


class Entry(NamedTuple):
    """A command: where it lives, what it does in a line, and an example of its use.

    The module holds a function `configure(parser, name)` that adds the arguments and sets `run` on the parser.
    """

    name: str
    module: str
    help: str
    example: str
    group: str


_PLANNER, _TRACKER, _REVIEWS = "Every day", "What reaches you", "End of week, end of quarter"
_ORG, _STORE = "The organisation", "Your data"

ENTRIES: tuple[Entry, ...] = (
    Entry("due", "planner", "who is due, worst first", "rhythm due", _PLANNER),
    Entry("prep", "prep", "one page before a talk", "rhythm prep nadia", _PLANNER),
    Entry("held", "planner", "record a meeting that took place", "rhythm held nadia --on thu --minutes 30", _PLANNER),
    Entry("skip", "planner", "skip one occurrence", "rhythm skip vikram --reason 'both travelling'", _PLANNER),
    Entry("plan", "plan", "proposals for the coming weeks, and why", "rhythm plan --accept", _PLANNER),
    Entry("away", "away", "vacations and leaves, yours and others'", "rhythm away --from mon --until fri", _PLANNER),
    Entry("catch-up", "catching_up", "begin anew after days away", "rhythm catch-up --dry-run", _PLANNER),
    Entry(
        "note", "people_notes", "write a note about somebody", "rhythm note nadia 'wants a date, not a range'", _PLANNER
    ),
    Entry(
        "topic", "people_notes", "put an item into somebody's queue", "rhythm topic nadia 'launch criteria'", _PLANNER
    ),
    Entry("promise", "people_notes", "record a promise", "rhythm promise nadia 'ask HR' --by fri", _PLANNER),
    Entry("promises", "people_notes", "open promises and requests, both ways", "rhythm promises --mine", _PLANNER),
    Entry("feedback", "talks", "feedback that names a behaviour", "rhythm feedback nadia 'asked first'", _PLANNER),
    Entry("clarity", "talks", "the clarity check, one item a talk", "rhythm clarity nadia unsure", _PLANNER),
    Entry("expect", "talks", "what you expect of each other", "rhythm expect nadia 'decides alone' --of-me", _PLANNER),
    Entry(
        "delegation",
        "talks",
        "levels of delegation, named by both",
        "rhythm delegation nadia roadmap --mine 3 --theirs 6",
        _PLANNER,
    ),
    Entry("accept", "people_notes", "make a promise of what was asked for", "rhythm accept 12", _PLANNER),
    Entry("done", "people_notes", "a promise was kept", "rhythm done 12", _PLANNER),
    Entry("log", "log", "log an escalation", "rhythm log 'Booking / Fares: how long a seat is held ~20m'", _TRACKER),
    Entry("good", "log", "a call that went well without you", "rhythm good 'Nadia moved the date herself'", _TRACKER),
    Entry("conflicts", "conflicts", "the conflicts, worst first", "rhythm conflicts --flagged", _TRACKER),
    Entry("conflict", "conflicts", "show, rename, merge, split, link, decide", "rhythm conflict show 11", _TRACKER),
    Entry("words", "words", "words that mean the same", "rhythm words add vendor supplier", _TRACKER),
    Entry("fix", "fixes", "structural fixes and their watch", "rhythm fix effect 3 --on mon", _TRACKER),
    Entry(
        "stats",
        "stats",
        "the plain counts: what reached you, of what, from whom",
        "rhythm stats --from '1 jul' --to '30 sep'",
        _TRACKER,
    ),
    Entry("review", "reviews", "the end-of-week and the quarterly review", "rhythm review week --print", _REVIEWS),
    Entry("people", "people", "the people you lead and meet", "rhythm people add 'Dana Okoye' --team Insight", _ORG),
    Entry("skip-levels", "skip_levels", "how far you know the teams below", "rhythm skip-levels told nadia", _ORG),
    Entry("team", "teams", "teams: what they own, how they work, what is unknown", "rhythm team show booking", _ORG),
    Entry(
        "right",
        "rights",
        "who decides what, and how far it is delegated",
        "rhythm right set booking 'launch timing' --decider nadia --level 6",
        _ORG,
    ),
    Entry(
        "bench",
        "bench",
        "who may lead one day, tested, with evidence",
        "rhythm bench spot yara 'two teams ask her first'",
        _ORG,
    ),
    Entry(
        "clock",
        "clocks",
        "how long people have their roles, and the first 90 days",
        "rhythm clock set me '1 oct'",
        _ORG,
    ),
    Entry(
        "bet", "bets", "what you bet on, and what it takes", "rhythm bet judge checkout 3 --why 'two launches'", _ORG
    ),
    Entry(
        "evidence",
        "growth",
        "dated evidence, yours or of others",
        "rhythm evidence add 'two teams merged' --area scale",
        _ORG,
    ),
    Entry("story", "growth", "stories from what was fixed and decided", "rhythm story add org_design --fix 7", _ORG),
    Entry("growth", "growth", "your own growth file at a glance", "rhythm growth card mateo --values 'margin'", _ORG),
    Entry("calendar", "calendars", "with whom your calendar's series are", "rhythm calendar confirm 1", _ORG),
    Entry("ritual", "rituals", "meetings that must answer a question", "rhythm ritual held sync --answered y", _ORG),
    Entry(
        "import",
        "importing",
        "people, escalations and calendars from files",
        "rhythm import people team.csv --me me@acme.example",
        _ORG,
    ),
    Entry(
        "export",
        "exporting",
        "take out what is in the store, as files",
        "rhythm export escalations escalations.jsonl",
        _STORE,
    ),
    Entry("erase", "forgetting", "forget somebody for good, history included", "rhythm erase leila --dry-run", _STORE),
    Entry("backup", "backups", "copy the store, checked", "rhythm backup", _STORE),
    Entry("backups", "backups", "the copies there are, newest first", "rhythm backups", _STORE),
    Entry("restore", "backups", "bring a copy back; what it replaces is kept", "rhythm restore newest", _STORE),
    Entry("doctor", "backups", "whether the store is well, and its copies", "rhythm doctor", _STORE),
    Entry("encrypt", "encryption", "give the store a passphrase of its own", "rhythm encrypt", _STORE),
    Entry("decrypt", "encryption", "take the passphrase off again", "rhythm decrypt", _STORE),
    Entry("passphrase", "encryption", "another passphrase, and a new recovery code", "rhythm passphrase", _STORE),
    Entry("search", "search", "find anything that was typed", "rhythm search 'seat hold'", _STORE),
    Entry("undo", "history", "take back the last action", "rhythm undo", _STORE),
    Entry("redo", "history", "put back what was undone", "rhythm redo", _STORE),
    Entry(
        "settings", "settings", "what is set, from where, and what is wrong with it", "rhythm settings check", _STORE
    ),
    Entry("completion", "completion", "completion for your shell", "rhythm completion bash --install", _STORE),
    Entry("paths", "settings", "where things are", "rhythm paths", _STORE),
)

BY_NAME = {entry.name: entry for entry in ENTRIES}
