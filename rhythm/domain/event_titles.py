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
# Somebody plans, celebrates or hands over; nobody is away.
_NOT_AWAY = re.compile(
    r"\b(?:party|planning|planung|plan|calendar|kalender|policy|request|antrag|approval|handover|ubergabe|schedule"
    r"|budget|cover(?:age)?|retro|review|sync|public holiday|feier|fete|list|tracker|survey)\b|/\s*wfh|\bwfh\b"
)


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
