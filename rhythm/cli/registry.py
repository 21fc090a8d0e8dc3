"""The commands by name, so that only the module of the one that runs is imported."""

from __future__ import annotations

from rhythm.values import NamedTuple


class Entry(NamedTuple):
    """A command: where it lives, what it does in a line, and an example of its use.

    The module holds a function `configure(parser, name)` that adds the arguments and sets `run` on the parser. `words`
    are others that people type for it.
    """

    name: str
    module: str
    help: str
    example: str
    group: str
    words: str = ""


_PLANNER, _TRACKER, _REVIEWS = "Every day", "What reaches you", "End of week, end of quarter"
_ORG, _STORE = "The organisation", "Your data"

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "due", "planner", "who is due, worst first", "rhythm due", _PLANNER, words="remind reminder overdue late today"
    ),
    Entry(
        "prep",
        "prep",
        "one page before a talk",
        "rhythm prep nadia",
        _PLANNER,
        words="prepare agenda meeting 1:1 one-on-one",
    ),
    Entry(
        "held",
        "planner",
        "record a meeting that took place",
        "rhythm held nadia --on thu --minutes 30",
        _PLANNER,
        words="met meeting 1:1 one-on-one talk",
    ),
    Entry(
        "skip",
        "planner",
        "skip one occurrence",
        "rhythm skip vikram --reason 'both travelling'",
        _PLANNER,
        words="cancel",
    ),
    Entry(
        "plan",
        "plan",
        "proposals for the coming weeks, and why",
        "rhythm plan --accept",
        _PLANNER,
        words="schedule propose book reschedule meeting 1:1",
    ),
    Entry(
        "away",
        "away",
        "vacations and leaves, yours and others'",
        "rhythm away --from mon --until fri",
        _PLANNER,
        words="vacation holiday leave absence",
    ),
    Entry("catch-up", "catching_up", "begin anew after days away", "rhythm catch-up --dry-run", _PLANNER),
    Entry(
        "note",
        "people_notes",
        "write a note about somebody",
        "rhythm note nadia 'wants a date, not a range'",
        _PLANNER,
        words="write journal",
    ),
    Entry(
        "topic",
        "people_notes",
        "put an item into somebody's queue",
        "rhythm topic nadia 'launch criteria'",
        _PLANNER,
        words="agenda ask",
    ),
    Entry(
        "promise",
        "people_notes",
        "record a promise",
        "rhythm promise nadia 'ask HR' --by fri",
        _PLANNER,
        words="todo task remind action reminder commitment",
    ),
    Entry(
        "promises",
        "people_notes",
        "open promises and requests, both ways",
        "rhythm promises --mine",
        _PLANNER,
        words="todo task action",
    ),
    Entry(
        "feedback",
        "talks",
        "feedback that names a behaviour",
        "rhythm feedback nadia 'asked first'",
        _PLANNER,
        words="praise",
    ),
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
    Entry("done", "people_notes", "a promise was kept", "rhythm done 12", _PLANNER, words="finish complete close"),
    Entry(
        "log",
        "log",
        "log an escalation",
        "rhythm log 'Booking / Fares: how long a seat is held ~20m'",
        _TRACKER,
        words="escalate escalation",
    ),
    Entry("good", "good", "a call that went well without you", "rhythm good 'Nadia moved the date herself'", _TRACKER),
    Entry("conflicts", "conflicts", "the conflicts, worst first", "rhythm conflicts --flagged", _TRACKER),
    Entry(
        "conflict",
        "conflicts",
        "show, rename, merge, split, link, decide",
        "rhythm conflict show 11",
        _TRACKER,
        words="dispute tension",
    ),
    Entry("words", "words", "words that mean the same", "rhythm words add vendor supplier", _TRACKER, words="synonym"),
    Entry(
        "fix",
        "fixes",
        "structural fixes and their watch",
        "rhythm fix effect 3 --on mon",
        _TRACKER,
        words="solve repair",
    ),
    Entry(
        "stats",
        "stats",
        "the plain counts: what reached you, of what, from whom",
        "rhythm stats --from '1 jul' --to '30 sep'",
        _TRACKER,
        words="count figure metric number report",
    ),
    Entry(
        "review",
        "reviews",
        "the end-of-week and the quarterly review",
        "rhythm review week --print",
        _REVIEWS,
        words="report retro weekly quarterly quarter week",
    ),
    Entry(
        "people",
        "people",
        "the people you lead and meet",
        "rhythm people add 'Dana Okoye' --team Insight",
        _ORG,
        words="person employee staff hire contact",
    ),
    Entry(
        "skip-levels",
        "skip_levels",
        "how far you know the teams below",
        "rhythm skip-levels told nadia",
        _ORG,
        words="skiplevel",
    ),
    Entry("team", "teams", "teams: what they own, how they work, what is unknown", "rhythm team show booking", _ORG),
    Entry(
        "right",
        "rights",
        "who decides what, and how far it is delegated",
        "rhythm right set booking 'launch timing' --decider nadia --level 6",
        _ORG,
        words="raci decision owner",
    ),
    Entry(
        "bench",
        "bench",
        "who may lead one day, tested, with evidence",
        "rhythm bench spot yara 'two teams ask her first'",
        _ORG,
        words="succession successor talent",
    ),
    Entry(
        "clock",
        "clocks",
        "how long people have their roles, and the first 90 days",
        "rhythm clock set me '1 oct'",
        _ORG,
        words="tenure onboarding",
    ),
    Entry(
        "bet",
        "bets",
        "what you bet on, and what it takes",
        "rhythm bet judge checkout 3 --why 'two launches'",
        _ORG,
        words="portfolio initiative strategy project",
    ),
    Entry(
        "evidence",
        "growth",
        "dated evidence, yours or of others",
        "rhythm evidence add 'two teams merged' --area scale",
        _ORG,
    ),
    Entry("story", "growth", "stories from what was fixed and decided", "rhythm story add org_design --fix 7", _ORG),
    Entry(
        "growth",
        "growth",
        "your own growth file at a glance",
        "rhythm growth card mateo --values 'margin'",
        _ORG,
        words="career promotion",
    ),
    Entry(
        "calendar",
        "calendars",
        "with whom your calendar's series are",
        "rhythm calendar confirm 1",
        _ORG,
        words="sync event",
    ),
    Entry(
        "ritual",
        "rituals",
        "meetings that must answer a question",
        "rhythm ritual held sync --answered y",
        _ORG,
        words="meeting recurring",
    ),
    Entry(
        "import",
        "importing",
        "people, escalations and calendars from files",
        "rhythm import people team.csv --me me@acme.example",
        _ORG,
        words="load sync ics csv",
    ),
    Entry(
        "export",
        "exporting",
        "take out what is in the store, as files",
        "rhythm export escalations escalations.jsonl",
        _STORE,
        words="report share ics csv sync",
    ),
    Entry(
        "erase",
        "forgetting",
        "forget somebody for good, history included",
        "rhythm erase leila --dry-run",
        _STORE,
        words="delete remove rm gdpr",
    ),
    Entry("backup", "backups", "copy the store, checked", "rhythm backup", _STORE, words="copy save"),
    Entry("backups", "backups", "the copies there are, newest first", "rhythm backups", _STORE),
    Entry(
        "restore",
        "backups",
        "bring a copy back; what it replaces is kept",
        "rhythm restore newest",
        _STORE,
        words="recover",
    ),
    Entry(
        "doctor",
        "backups",
        "whether the store is well, and its copies",
        "rhythm doctor",
        _STORE,
        words="repair verify check",
    ),
    Entry(
        "encrypt",
        "encryption",
        "give the store a passphrase of its own",
        "rhythm encrypt",
        _STORE,
        words="lock protect secure password",
    ),
    Entry("decrypt", "encryption", "take the passphrase off again", "rhythm decrypt", _STORE, words="unlock"),
    Entry(
        "passphrase",
        "encryption",
        "another passphrase, and a new recovery code",
        "rhythm passphrase",
        _STORE,
        words="password",
    ),
    Entry("search", "search", "find anything that was typed", "rhythm search 'seat hold'", _STORE, words="find grep"),
    Entry("undo", "history", "take back the last action", "rhythm undo", _STORE, words="delete remove rm revert"),
    Entry("redo", "history", "put back what was undone", "rhythm redo", _STORE, words="again"),
    Entry(
        "settings",
        "settings",
        "what is set, from where, and what is wrong with it",
        "rhythm settings check",
        _STORE,
        words="config configure configuration preference option",
    ),
    Entry("completion", "completion", "completion for your shell", "rhythm completion bash --install", _STORE),
    Entry("paths", "settings", "where things are", "rhythm paths", _STORE, words="where location"),
)

BY_NAME = {entry.name: entry for entry in ENTRIES}
