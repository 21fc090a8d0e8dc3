"""Names as people type them: folding, and finding the one thing meant among several, never the first match.

The best fit wins: the whole name, then a whole word of it, a nickname or an e-mail, then a beginning, then any part.
Two equally good fits are ambiguous, and so is the whole name of one that is the nickname of another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence

from rhythm.errors import Ambiguous, BadInput, NotFound
from rhythm.values import NamedTuple

_WRITTEN_OTHERWISE = str.maketrans("-._", "   ", "'’`")
"""What some write between the parts of a name, and what others leave out."""
# Letters that stay whole when accents are taken apart.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_LISTED = 5
_LABEL = 60
_NEAR = 0.7


class NamedRef(NamedTuple):
    """A person, team or other record that can be named: its id, name, and what else it is called.

    `aliases` holds nicknames and e-mails; `detail` (a team, say) tells two of one name apart in messages.
    """

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    detail: str = ""


_EVERYBODY = {
    "person": "rhythm people list shows everybody",
    "team": "rhythm team list shows every team",
    "ritual": "rhythm ritual list shows every ritual",
    "bet": "rhythm bet list shows every bet",
}
"""Where to look for a name when none is near."""
_NONE_YET = {
    "person": "nobody is here yet: rhythm people add NAME adds somebody who reports to you",
    "team": "there is no team yet: rhythm team add NAME adds one",
    "ritual": "there is none yet: rhythm ritual list shows those on offer, rhythm ritual add NAME takes one up",
    "bet": "there is no bet yet: rhythm bet add NAME adds one",
}
"""How the first of a kind comes about."""


def checked_name(text: str, what: str, *, kept: Container[str] = ()) -> str:
    """A name to be stored, as one line. Raises BadInput when it is empty or has no letter: `1` names a record by its
    number wherever names are typed, and `?` nobody. `what` names the field in the message; names that are `kept` stand
    there from a time when none of this was asked, and may stay."""
    # Deferred: most who look a name up store none.
    from rhythm.domain.text import clean_line

    name = clean_line(text, what)
    if name not in kept and not has_letter(name):
        raise BadInput(f"{what} has no letter: {shown(name)}", "write it with letters; a number alone means a record")
    return name


def has_letter(text: str) -> bool:
    """Whether text can be a name: one needs a letter, of any script."""
    return any(map(str.isalpha, text))


def fold(text: str) -> str:
    """Text without case and accents, blanks reduced to single spaces: equal for `Łucja` and `lucja`."""
    if not text.isascii():
        from unicodedata import combining, normalize

        # Twice, since taking a letter apart can leave a capital, and lowering one can leave an accent.
        for _ in range(2):
            apart = normalize("NFKD", text.casefold())
            text = "".join(c for c in apart if not combining(c)).translate(_WHOLE_LETTERS)
    return " ".join(text.casefold().split())


def name_key(text: str) -> str:
    """Folded text with `.`, `-` and `_` as spaces and without apostrophes: equal for `O'Neill` and `oneill`."""
    return " ".join(fold(text).translate(_WRITTEN_OTHERWISE).split())


def words_key(text: str) -> str:
    """The words of a text, folded: what is compared. Nothing for a text without a letter or a digit."""
    return " ".join(re.findall(r"\w+", name_key(text)))


def find(text: str, refs: Sequence[NamedRef], *, whole_words: bool = False) -> tuple[NamedRef, ...]:
    """The refs that fit text equally best, in the order given; empty when none does.

    A leading `@` is ignored; `#12` and a number that is no name are ids. `whole_words` leaves out beginnings and
    parts of words.
    """
    bare = text.strip().removeprefix("@")
    number = bare.removeprefix("#")
    is_number = number.isascii() and number.isdigit()
    if is_number and bare.startswith("#"):
        return _of_id(number, refs)
    wanted = _swapped(bare)
    key, address = name_key(wanted), fold(wanted)
    if not key:
        return ()
    # A digit somewhere in an e-mail must not hide the id that was typed.
    least = _WORD if whole_words or is_number else _PART
    ranked = [(rank, ref) for ref in refs if (rank := _rank(key, address, ref)) >= least]
    if ranked:
        best = max(rank for rank, _ in ranked)
        return tuple(ref for rank, ref in ranked if rank == best or (best == _WHOLE and _goes_by(key, ref)))
    return _of_id(number, refs) if is_number else ()


def resolve(text: str, refs: Sequence[NamedRef], what: str = "person") -> NamedRef:
    """The one ref that text means.

    Raises Ambiguous listing the candidates, NotFound suggesting near names, BadInput when text is blank. `what`
    is the word for such a thing in the message.
    """
    if not text.strip():
        raise BadInput(f"the name of the {what} is empty", "type a part of the name")
    found = find(text, refs)
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(text, found)
    raise not_found(text, refs, what)


def ambiguous(text: str, candidates: Sequence[NamedRef]) -> Ambiguous:
    """The error for a name that fits several: it lists them, told apart by detail or id.

    Where two have the same name more of it would not help, so the hint is to type a number.
    """
    labels = label_each(candidates)
    more = len(labels) - _LISTED
    last = f"{more} more" if more > 0 else labels[-1]
    listed = ", ".join(labels[:_LISTED] if more > 0 else labels[:-1])
    joiner = "and" if more > 0 else "or"
    keys = [name_key(ref.name) for ref in candidates]
    # Of whoever has it as the whole name there is no more to type either.
    typed = name_key(text)
    twins = [ref for ref, key in zip(candidates, keys, strict=True) if keys.count(key) > 1 or key == typed]
    if "@" in text.strip().removeprefix("@"):
        hint = f"type a number, such as #{candidates[-1].id}, or the whole name"
    else:
        hint = f"type #{twins[-1].id}, or the e-mail" if twins else "type more of the name, or the e-mail"
    return Ambiguous(f"'{shown(text)}' could be {listed} {joiner} {last}", hint)


def not_found(text: str, refs: Sequence[NamedRef], what: str) -> NotFound:
    """The error for a name that fits nothing: its hint has the nearest names."""
    near = near_names(text, refs)
    hint = (
        f"did you mean {' or '.join(shown(name, _LABEL) for name in near)}?"
        if near
        else (_EVERYBODY if refs else _NONE_YET).get(what, f"no {what} has a name like that yet")
    )
    return NotFound(f"there is no {what} called '{shown(text)}'", hint)


def near_or_all(text: str, known: Sequence[str]) -> str:
    """The hint for a word of a closed list: the one that was meant, else all of them."""
    near = near_names(text, [NamedRef(number, word) for number, word in enumerate(known)])
    return f"did you mean {near[0]}?" if near else f"say one of {', '.join(known)}"


def near_names(text: str, refs: Sequence[NamedRef]) -> tuple[str, ...]:
    """Up to three names that are spelled nearly like text, nearest first."""
    from difflib import SequenceMatcher

    key = name_key(text)[:80]
    scored = []
    for ref in refs:
        spellings = {name_key(name)[:80] for name in (ref.name, *ref.aliases)} | set(name_key(ref.name).split())
        best = max((SequenceMatcher(None, key, spelling).ratio() for spelling in spellings), default=0.0)
        scored.append((-best, ref.name))
    return tuple(name for score, name in sorted(scored)[:3] if -score >= _NEAR)


def label_each(refs: Sequence[NamedRef]) -> tuple[str, ...]:
    """A label for each, `Chris Alder (Payments)`; where two have the same name the id is added."""
    keys = [name_key(ref.name) for ref in refs]
    labels = [shown(f"{ref.name} ({ref.detail})" if ref.detail else ref.name, _LABEL) for ref in refs]
    return tuple(
        label if keys.count(key) == labels.count(label) == 1 else f"{label} #{ref.id}"
        for label, key, ref in zip(labels, keys, refs, strict=True)
    )


def twins(names: Iterable[str]) -> frozenset[str]:
    """The names that several have, as `told_apart` asks for them."""
    keys = Counter(map(name_key, names))
    return frozenset(key for key, number in keys.items() if number > 1)


def told_apart(name: str, number: int, several: Container[str]) -> str:
    """The name in a list; of one that several have with the number behind it, as it can be typed: `Chris Moon #4`."""
    return f"{name} #{number}" if name_key(name) in several else name


def shown(text: str, limit: int = 40) -> str:
    """What was typed, harmless in a message: printable, one line, at most `limit` characters."""
    plain = "".join(c if c.isprintable() else " " for c in text.strip())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def quoted(name: str) -> str:
    """A name as a shell takes it, in a command that can be copied. Always in quotes: they tell the app, which names a
    place of its own for the command, where the name ends."""
    return "'" + name.replace("'", "'\"'\"'") + "'"


_WHOLE, _WORD, _BEGINNING, _PART, _NOTHING = 4, 3, 2, 1, 0


def _of_id(number: str, refs: Sequence[NamedRef]) -> tuple[NamedRef, ...]:
    wanted = number.lstrip("0")
    return tuple(ref for ref in refs if str(ref.id) == wanted)


def _swapped(text: str) -> str:
    """`Moon, Chris` as `Chris Moon`."""
    last, comma, first = text.partition(",")
    return f"{first} {last}" if comma and first.strip() else text


def _rank(key: str, address: str, ref: NamedRef) -> int:
    names = [name_key(ref.name)]
    addresses = []
    for alias in ref.aliases:
        if "@" in alias:
            addresses.append(fold(alias))
            names.append(name_key(alias.partition("@")[0]))
        else:
            names.append(name_key(alias))
    if key == names[0] or address in addresses:
        return _WHOLE
    if "@" in address:
        return _BEGINNING if any(known.startswith(address) for known in addresses) else _NOTHING
    words = names[0].split()
    if key in names or key in words:
        return _WORD
    if any(name.startswith(key) for name in [*names, *words]) or _initials(key.split(), words):
        return _BEGINNING
    return _PART if any(key in name for name in names) else _NOTHING


def _goes_by(key: str, ref: NamedRef) -> bool:
    """Whether a ref is called so, if only by a nickname: who has it as the whole name is meant no more than that."""
    return any(name_key(alias) == key for alias in ref.aliases if "@" not in alias)


def _initials(parts: list[str], words: list[str]) -> bool:
    """Whether each part begins a word of the name, in order: `c moon` and `chris m` fit `Chris Moon`."""
    rest = iter(words)
    return len(parts) > 1 and all(any(word.startswith(part) for word in rest) for part in parts)
