"""What the title of a calendar's event says by itself, in the languages that calendars are kept in."""

from __future__ import annotations

import re

from rhythm.domain.names import fold

# Folded: without accents and capitals. Programs write these before the title of what was called off.
_CALLED_OFF = re.compile(
    r"\W*(?:cancell?ed(?: event)?|cancel|abgesagt|abgesagter termin|annule[es]?|cancelad[oa]|annullat[oa]|geannuleerd"
    r"|odwolan[oey]|anulowan[oey]|avlyst|aflyst|installd|peruutettu|peruttu|zruseno|キャンセル(?:済み)?|已取消)\s*[:\])]",
)
_AWAY = re.compile(
    r"\b(?:ooo|ooto|oof|pto|out of (?:the )?office|out of town|vacations?|on leave|annual leave"
    r"|(?:parental|maternity|paternity) leave|sick(?: leave| day)?|time off|days? off|off sick|off work|holidays?|away"
    r"|urlaub|abwesend|abwesenheit|krank|elternzeit|ferien|frei|nicht im buro|ausser haus"
    r"|conges?|vacances|absente?|rtt|vacaciones|de baja|ausente|ferias|in ferie|ferie|assente"
    r"|vakantie|afwezig|verlof|urlop|nieobecn[ay]|semester|ledig|loma|dovolena)\b"
)
_LEAVE = re.compile(r"\b(?:leave|sick|krank|elternzeit|verlof|de baja|maternity|paternity)\b")
# Somebody plans, celebrates or hands over; nobody is away.
_NOT_AWAY = re.compile(
    r"\b(?:party|planning|planung|plan|calendar|kalender|policy|request|antrag|approval|handover|ubergabe|schedule"
    r"|budget|cover(?:age)?|retro|review|sync|public holiday|feier|fete|list|tracker|survey)\b|/\s*wfh|\bwfh\b"
)


STRONG = re.compile(
    r"(?<![\w:])(?:1\s?[:./]\s?1|1\s?-\s?1|1\s?x\s?1|1\s?on\s?1|1\s?o\s?1|one\s?[- ]\s?on\s?[- ]\s?one|one2one"
    r"|one to one|121|o3|skip[- ]?level|skip|jour fixe|jf|einzelgesprach|vier[- ]augen[- ]gesprach|tete[- ]a[- ]tete"
    r"|uno a uno|um a um|bilat|bilateral)(?!\w|:\d)"
)
"""In a folded title: two people talk, whatever else stands there. In the plural (`1:1s`) it is about such talks."""

SEPARATORS = re.compile(r"\s(?:x|and|und|et|y|w|with|mit|avec)\s|<-?>|<=>|[/&+|:]|\sw/|-")
"""What stands between two names, in a folded title."""

OCCASIONS = re.compile(
    r"\b(?:birthday|geburtstag|anniversaire|cumpleanos|anniversary|jubilaum|starts?|first day|last day|erster tag"
    r"|letzter tag|deadline|due|release|launch|payday|holiday|feiertag|go[- ]live|on[- ]call|oncall|support|duty)\b"
)
"""A whole day that holds a name, and on which nobody is away."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


WEAK = _words(
    "sync syncup catch catchup up coffee kaffee cafe koffie lunch mittagessen breakfast weekly biweekly fortnightly",
    "monthly quarterly wochentlich hebdo semanal mensuel chat call meet meeting check checkin in touchbase touch base",
    "walk talk update austausch telefonat gesprach termin besprechung reunion point",
)
"""Two people may talk: folded words."""

FILLERS = _words(
    "x the a our my mit und and with avec et con y e met en z i og med och ja w bei for von der die das de du la le l",
    "tbc hold virtual online zoom teams remote video recurring",
)
"""What says nothing."""

PREPARATION = _words("prep prepare preparation vorbereitung notes notizen followup preparer agenda preread")
"""Time for oneself, before or after a talk."""

OF_MANY = _words(
    "review interview interviews team staff planning planung retro retrospective standup workshop offsite committee",
    "panel onsite allhands townhall kickoff demo leads vorstellungsgesprach bewerbung entretien candidate debrief",
    "calibration group runde training schulung webinar party feier farewell abschied welcome release launch deadline",
    "sprint council board directs all hands project projekt qbr",
)
"""More than two take part, or it is no talk at all."""

WORDS_TOO = _words(
    "will mark may art rose june april august grant hope summer bill frank ray drew chase dawn faith grace joy rob sue",
    "jack rich gene guy miles page sky star read young long king price cook baker park day best case field major",
)
"""Names that are words as well: in a sentence they are taken for the word."""


def is_cancelled(title: str) -> bool:
    """Whether a program wrote before the title that the event was called off."""
    return _CALLED_OFF.match(fold(title)) is not None


def is_away(title: str) -> bool:
    """Whether the title says that somebody is not there: on vacation, on leave, ill."""
    folded = fold(title)
    return _AWAY.search(folded) is not None and _NOT_AWAY.search(folded) is None


def without_away(title: str) -> str:
    """The folded title without the words that say so, to see who is meant."""
    return _AWAY.sub(" ", fold(title))


def kind_of_absence(title: str) -> str:
    """What kind of absence a title speaks of: `leave`, `vacation`, or `other` where it does not say."""
    folded = fold(title)
    if _LEAVE.search(folded) is not None:
        return "leave"
    return "vacation" if _AWAY.search(folded) is not None else "other"
