"""The cells of people files: what headings are called by vendors, and how names and addresses are cleaned."""

from __future__ import annotations

import re
import unicodedata

from rhythm.domain.names import fold

# Best first: where a file has several columns of a kind, the first that isn't blank counts in each row.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": (
        "employee id",
        "employee number",
        "employee no",
        "employeeid",
        "worker id",
        "person id",
        "personid",
        "staff id",
        "personnel number",
        "personalnummer",
        "id",
    ),
    "object_id": ("object id", "objectid"),
    "name": (
        "name",
        "full name",
        "display name",
        "displayname",
        "employee name",
        "worker name",
        "worker",
        "employee",
        "person",
        "legal name",
        "anzeigename",
        "mitarbeiter",
    ),
    "first": ("preferred name first name", "first name", "firstname", "given name", "givenname", "vorname"),
    "last": (
        "preferred name last name",
        "last name",
        "lastname",
        "surname",
        "family name",
        "nachname",
    ),
    "nickname": ("preferred name", "nickname", "known as", "goes by", "preferred first name"),
    "email": (
        "email",
        "e mail",
        "mail",
        "work email",
        "work e mail",
        "email address",
        "e mail address",
        "email primary work",
        "primary email",
        "business email",
        "company email",
        "user principal name",
        "userprincipalname",
        "upn",
    ),
    "manager": (
        "manager",
        "workers manager",
        "manager name",
        "line manager",
        "direct manager",
        "supervisor",
        "supervisor name",
        "reports to",
        "reporting to",
        "reports to name",
        "boss",
        "boss name",
        "manager display name",
        "vorgesetzter",
        "vorgesetzte",
    ),
    "manager_email": (
        "manager email",
        "manager e mail",
        "managers email",
        "manager email address",
        "supervisor email",
        "supervisor e mail",
        "reports to email",
        "boss email",
        "manager upn",
        "manager user principal name",
    ),
    "manager_id": (
        "manager id",
        "manager employee id",
        "manager number",
        "supervisor id",
        "supervisorid",
        "reports to id",
        "boss id",
        "managerid",
    ),
    "title": (
        "title",
        "job title",
        "jobtitle",
        "business title",
        "employee title",
        "position",
        "position title",
        "role",
    ),
    "team": (
        "team",
        "team name",
        "department",
        "supervisory organization",
        "organization",
        "org unit",
        "abteilung",
        "department name",
        "division",
        "org unit path",
    ),
    "started": ("hire date", "start date", "employee hire date", "hired", "started on", "original hire date"),
    "left": ("termination date", "end date", "leave date", "last day", "last day of work", "employee leave date"),
    "status": ("employment status", "employee status", "status", "worker status"),
    "enabled": ("account enabled", "accountenabled"),
    "kind": ("user type", "usertype"),
}
_NOTHING = frozenset({"-", "--", "–", "—", "n/a", "#n/a"})
_NOTHING_OR_A_NAME = frozenset({"null", "none"})
"""What programs write where there is nothing; of the words each is somebody's surname too."""
_OF_NAMES = frozenset({"name", "first", "last", "manager"})
_LEFT = frozenset({"terminated", "inactive", "left", "former", "suspended", "resigned", "retired", "deactivated"})
_AFTER_NAMES = frozenset({"jr", "sr", "phd", "md", "mba", "ii", "iii", "iv"})


def clean_cell(text: str, field: str = "") -> str:
    """A cell without odd blanks and what a spreadsheet left of a formula: `= Okafor, Sam`, `="10001"`, `'+49`.

    Empty for what only says that there is nothing, such as `n/a`. In a column of names `null` stays, which may be one.
    """
    plain = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\ufeff", "")
    plain = "".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in plain)
    plain = " ".join(plain.split())
    if plain.startswith("="):
        plain = plain.lstrip("= ").strip('"').strip()
    plain = plain[1:] if re.match(r"'[=+\-@0-9]", plain) else plain
    means_nothing = plain.casefold() in _NOTHING or (field not in _OF_NAMES and may_be_nothing(plain))
    return "" if means_nothing else plain


def may_be_nothing(name: str) -> bool:
    """Whether a name may as well be what a program wrote for nobody: `null`, `None`."""
    return name.casefold() in _NOTHING_OR_A_NAME


def full_name(whole: str, first: str, last: str) -> str:
    """The name of a person from the cells of a row. A first name or surname `null` is one unless the whole name is
    there to say it, or neither is anything else; the name of a whole person may be `Null` too."""
    doubtful = [part for part in (first, last) if may_be_nothing(part)]
    if doubtful and whole and not may_be_nothing(whole):
        return clean_name(whole)
    if len(doubtful) == 2:
        return ""
    both = clean_name(f"{first} {last}") if first and last else ""
    return both or clean_name(whole) or clean_name(first or last)


def clean_name(text: str) -> str:
    """`Okafor, Sam (On Leave)` as `Sam Okafor`."""
    plain = " ".join(re.sub(r"\([^()]*\)", " ", text).split())
    last, comma, first = (part.strip() for part in plain.partition(","))
    if not comma or not first or not last:
        return plain.strip(" ,")
    if is_after_names(first):
        return last
    return f"{first} {last}"


def is_after_names(text: str) -> bool:
    """Whether a text stands behind the comma of a name, and is none: `Jr.`, `PhD`."""
    return fold(text).replace(".", "") in _AFTER_NAMES


def has_lost_letters(name: str) -> bool:
    """Whether letters of a name were lost before the export, as in `Nguy?n`."""
    return "?" in name or "\ufffd" in name


def clean_email(text: str) -> str:
    """An address in lower case; empty when it is none."""
    address = text.casefold().removeprefix("mailto:")
    return address if re.fullmatch(r"[^@\s]+@[^@\s]+", address) else ""


def left_by_suffix(name: str) -> bool:
    """Whether brackets behind a name say that the person is gone, as in `Gus Tanaka (Terminated)`."""
    return any(left_by_status(inner) for inner in re.findall(r"\(([^()]*)\)", name))


def left_by_status(status: str) -> bool:
    """Whether a status says that the person is gone."""
    words = fold(status).split()
    return bool(words) and words[0] in _LEFT


def common_name(text: str) -> str | None:
    r"""The name in a directory path such as `CN=Okafor\, Sam,OU=Users`; None when text is no such path."""
    match = re.match(r"cn=((?:\\.|[^,\\])+)", text, re.IGNORECASE)
    return re.sub(r"\\(.)", r"\1", match[1]).strip() if match else None
