"""What is asked about a bet: its words, what it brings in, what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from rhythm.domain.dates import Looking
from rhythm.domain.fields import read_choice
from rhythm.domain.names import checked_name, shown
from rhythm.domain.portfolio import (
    NEEDS_REVIEW,
    Bet,
    BetFile,
    Bucket,
    DecisionKind,
    Mode,
    NewBet,
    check_judged,
    parse_mark,
    parse_words,
)
from rhythm.domain.saying import say_quarter, say_when
from rhythm.errors import BadInput, RhythmError
from rhythm.screens.dialogs.day import read_day
from rhythm.screens.dialogs.form import Field, ask_fields
from rhythm.screens.dialogs.keyed import choose
from rhythm.screens.dialogs.pick import Choice

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.service.portfolio import Portfolio
    from rhythm.settings.lists import Asking

_HINTS = {
    "name": "what it is called",
    "bucket": f"{', '.join([*Bucket][:-1])} or {[*Bucket][-1]}",
    "importance": "1 is little, 5 is much",
    "mode": f"may stay empty; else {', '.join(Mode).replace('_', ' ')}",
    "words": "may stay empty; else its other names in records, commas between",
}
"""What may stand in each field."""


def edit_bet(page: PageScreen, bet: Bet | None) -> None:
    """Show the words of a bet to be changed, or ask for those of a new one."""
    portfolio = page.rhythm.portfolio
    reading = _Reading(portfolio)
    mode = reading.label(portfolio.words.modes, bet.mode) if bet is not None and bet.mode is not None else ""
    named = bet.name if bet is not None else ""
    fields = [
        Field("name", "Name", named, lambda text: checked_name(text, "the name", kept=(named,)) and ""),
        Field(
            "bucket",
            "Bucket",
            reading.label(portfolio.words.buckets, bet.bucket) if bet is not None else "",
            reading.say_bucket,
            private=False,
        ),
        Field(
            "importance",
            "Importance",
            str(bet.importance) if bet is not None else "",
            reading.say_mark,
            private=False,
        ),
        Field("mode", "Mode", mode, reading.say_mode, private=False),
        Field("words", "Words", ", ".join(bet.words) if bet is not None else ""),
    ]
    fields = [replace(field, hint=_HINTS[field.id]) for field in fields]

    def store(texts: dict[str, str]) -> Bet:
        name, words = texts["name"], parse_words(texts["words"])
        bucket, mode = reading.bucket(texts["bucket"]), reading.mode(texts["mode"])
        importance = parse_mark(texts["importance"], "importance")
        if bet is None:
            return portfolio.add(NewBet(name, bucket, importance, mode, words))
        return portfolio.edit(bet.id, name=name, bucket=bucket, mode=mode or "", importance=importance, words=words)

    ask_fields(
        page.rhythm_app,
        f"bet:{bet.id if bet is not None else 'new'}",
        "Edit the bet" if bet is not None else "Add a bet",
        fields,
        store,
        lambda _: page.say("stored" if bet is not None else "added; what named it counts too"),
        verb="store" if bet is not None else "add",
        # In an empty field it stands itself.
        about="" if bet is None else " ".join(f"{one.label}: {one.hint}." for one in fields if one.id != "name"),
    )


def judge_bet(page: PageScreen, file: BetFile) -> None:
    """Ask what a bet brings in, in the review of this quarter; the one before stands beside."""
    portfolio, bet = page.rhythm.portfolio, file.bet
    try:
        quarter = check_judged(page.rhythm.quarters.names.find())
    except RhythmError as error:
        page.rhythm_app.show_error(error)
        return
    said = next((one for one in file.judgements if one.period == str(quarter)), None)
    before = portfolio.return_before(file, quarter)
    about = f"Return in {say_quarter(str(quarter))}: 1 is little, 5 is much."
    if before is not None:
        about += f" In {say_quarter(before.period)} it was {before.value}."

    def store(texts: dict[str, str]) -> int:
        value = parse_mark(texts["value"], "the return")
        portfolio.judge(bet.id, value, quarter, why=texts["why"])
        return value

    ask_fields(
        page.rhythm_app,
        f"bet:{bet.id}:return",
        "What did it return?",
        [
            Field("value", "1 to 5", str(said.value) if said is not None else "", _say_return, private=False),
            Field("why", "Why", said.why if said is not None else ""),
        ],
        store,
        lambda value: page.say(f"{say_quarter(str(quarter))}: return {value} of 5"),
        about=about,
    )


def decide_bet(page: PageScreen, bet: Bet) -> None:
    """Ask what was decided about a bet, then why and until when."""
    words = page.rhythm.portfolio.words
    choose(
        page.rhythm_app,
        "What was decided?",
        lambda: [Choice(term.slug, term.label, term.help) for term in words.decisions],
        lambda slug: _ask_why(page, bet, DecisionKind(slug)),
    )


def _ask_why(page: PageScreen, bet: Bet, kind: DecisionKind) -> None:
    rhythm = page.rhythm
    needed = kind in NEEDS_REVIEW

    def say_review(text: str) -> str:
        if not text.strip():
            if needed:
                raise BadInput(f"to {kind.value} needs a day", "say in 8 weeks, eoq, 1 mar")
            return "empty: it holds until another decision"
        day = read_day(rhythm, text, Looking.AHEAD)
        if day <= rhythm.today():
            raise BadInput("that day has passed", "say in 8 weeks, eoq, 1 mar")
        return say_when(day, rhythm.today())

    def store(texts: dict[str, str]) -> dt.date | None:
        review_on = read_day(rhythm, texts["review"], Looking.AHEAD) if texts["review"] else None
        rhythm.portfolio.decide(bet.id, kind, why=texts["why"], review_on=review_on)
        return review_on

    ask_fields(
        page.rhythm_app,
        f"bet:{bet.id}:{kind.value}",
        f"Decided: {rhythm.portfolio.word_for(kind)}",
        [Field("review", "Looked at again", understood=say_review, private=False), Field("why", "Why")],
        store,
        lambda day: page.say("decided; the day stands on Today when it comes" if day is not None else "decided"),
        verb="decide",
    )


class _Reading:
    """What the fields of a bet mean, in the words of the portfolio."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._words = portfolio.words

    def label(self, terms: tuple[Asking, ...], slug: str) -> str:
        """The label of a slug."""
        return next(term.label for term in terms if term.slug == slug)

    def bucket(self, text: str) -> Bucket:
        """The bucket that a text means. Raises BadInput."""
        return Bucket(_chosen(text, {one.label: one.slug for one in self._words.buckets}, "bucket"))

    def mode(self, text: str) -> Mode | None:
        """The mode that a text means; nothing means none. Raises BadInput."""
        if not text.strip():
            return None
        return Mode(_chosen(text, {one.label: one.slug for one in self._words.modes}, "mode"))

    def say_bucket(self, text: str) -> str:
        """The question of the bucket."""
        slug = self.bucket(text)
        return next(one.question for one in self._words.buckets if one.slug == slug)

    def say_mode(self, text: str) -> str:
        """Nothing, if it is a mode or empty. Raises BadInput."""
        self.mode(text)
        return ""

    def say_mark(self, text: str) -> str:
        """Nothing, if it is a mark. Raises BadInput."""
        parse_mark(text, "importance")
        return ""


def _say_return(text: str) -> str:
    parse_mark(text, "the return")
    return ""


def _chosen(text: str, known: dict[str, str], what: str) -> str:
    slug = read_choice(text, known) if text.strip() else None
    if slug is None:
        said = f"'{shown(text)}' is not a known {what}" if text.strip() else f"the {what} is empty"
        raise BadInput(said, f"type {', '.join(known)}")
    return slug
