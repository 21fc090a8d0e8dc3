"""A structural fix: what is changed, by whom, in what words, and what the form of its kind asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from rhythm.domain.fix_forms import NewFix, open_fields, pairs, value_of
from rhythm.domain.fixes import FixKind
from rhythm.domain.saying import with_capital
from rhythm.errors import NotFound
from rhythm.screens.dialogs.dialog import ask
from rhythm.screens.dialogs.fields import FieldsDialog, field
from rhythm.screens.dialogs.pick import Choice, pick
from rhythm.screens.tracker_words import FIX_QUESTIONS, TrackerWords
from widgets.capture_input import CaptureInput
from widgets.plain import plain
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.fix_forms import Filled
    from rhythm.domain.fixes import Fix
    from rhythm.domain.people import PersonId
    from rhythm.queries.tracker import ConflictView
    from rhythm.screens.place import PageScreen
    from rhythm.screens.veil import Veil

Store = Callable[[NewFix], "Fix"]

OWNER, WORDS = "owner", "body"
_LEAVE = "leave the field empty for now: it stays open, and {conflict.edit_fix} fills it in later"


class FixDialog(FieldsDialog["Fix"]):
    """The form of one kind of fix. Everything may stay empty; what does is shown as open."""

    HELP = """
    **A structural fix**: who sees to it, in what words, and the fields of its kind. You need not fill them in today:
    what is empty is shown as open. A fix takes effect only with an owner and a day; a decision right or a reporting
    line is then changed in the same step.
    """

    def __init__(
        self,
        page: PageScreen,
        draft: str,
        kind: FixKind,
        store: Store,
        texts: Mapping[str, str],
        *,
        proposed: bool = False,
    ) -> None:
        """`texts` stand in the fields at first, maybe only `proposed`; `store` gets what is said."""
        super().__init__(page, draft)
        self._kind = kind
        self._store = store
        self._texts = texts
        self._proposed = proposed

    def title_text(self) -> str:
        return f"Fix the structure: {TrackerWords(self.rhythm, self.veil).fix_kind(self._kind)}"

    def body(self) -> ComposeResult:
        question = FIX_QUESTIONS[self._kind]
        yield Static(plain(with_capital(question)), classes="quiet")
        yield field("owner", self._entry(OWNER, "who sees to it; empty if it is only proposed"))
        yield field("in words", self._entry(WORDS, "what changes, in a line"))
        for row in pairs(self._kind):
            entries = [self._entry(one.name, one.hint) for one in row]
            yield Horizontal(Static(row[0].label, classes="label", markup=False), *entries, classes="field")
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        new = self.read_or_tell(self._read)
        if new is None:
            return
        self.tell("\n".join(self._said(new)), Tone.PLAIN)

    def answer(self) -> None:
        new = self.read_or_refuse(self._read)
        if new is None:
            return
        fix = self.attempt(lambda: self._store(new))
        if fix is not None:
            self.finish(fix)

    def _entry(self, name: str, hint: str) -> CaptureInput:
        return CaptureInput(self._texts.get(name, ""), placeholder=hint, proposed=self._proposed, id=name)

    def _read(self) -> NewFix:
        rhythm = self.rhythm
        owner = self.typed(OWNER)
        names = [one.name for row in pairs(self._kind) for one in row]
        try:
            form = rhythm.fixes.forms.read(self._kind, {name: self.typed(name) for name in names})
            owner_id = rhythm.people.find(owner).id if owner else None
        except NotFound as error:
            # A command of the shell is no next step here; a name that is near is one.
            hint = self.page.keyed(_LEAVE) if error.hint.startswith("rhythm ") else error.hint
            raise NotFound(error.message, hint) from None
        return NewFix(self._kind, self.typed(WORDS), owner_id, form)

    def _said(self, new: NewFix) -> list[str]:
        """What was understood: who sees to it, what taking effect changes, whose call it usually is, what is open."""
        rhythm = self.rhythm
        owner = rhythm.people.person(new.owner_id) if new.owner_id is not None else None
        said = [f"{self.veil.name(owner.name, owner.id)} sees to it" if owner else "no owner yet: proposed only"]
        change = rhythm.fixes.forms.change(new.kind, new.form, as_veiled(self.veil))
        if change:
            said.append(f"when it takes effect: {change}")
        area = value_of(new.form, "area")
        usually, read_as = "", ""
        if area is not None:
            usually = rhythm.rights.usually(area.text)
            read_as = TrackerWords(rhythm, self.veil).area_read(self.typed(area.name), area.text)
        left = ", ".join(one.label.rstrip("?") for one in open_fields(new.kind, new.form))
        return [*said, *filter(None, (read_as, usually, f"still open: {left}" if left else ""))]


def decide_fix(page: PageScreen, view: ConflictView, then: Callable[[Fix], object]) -> None:
    """Ask what changes, then for the form of that, and store it.

    The kinds begin on the one that the test or the causes lead to; one fix too many is said above them.
    """
    rhythm, app = page.rhythm, page.rhythm_app
    nudge = rhythm.fixes.too_many()

    def choices() -> list[Choice]:
        return [
            Choice(term.slug, term.label, fact=FIX_QUESTIONS[FixKind(term.slug)])
            for term in rhythm.vocabulary.fix_kinds
        ]

    def form_of(slug: str) -> None:
        kind = FixKind(slug)
        texts = rhythm.fixes.forms.from_conflict(kind, view)

        def store(new: NewFix) -> Fix:
            return rhythm.fixes.add(view.id, kind, owner_id=new.owner_id, body=new.body, form=new.form)

        ask(app, FixDialog(page, f"fix:{view.id}:{kind}", kind, store, texts, proposed=True), then)

    proposed = rhythm.fixes.suggested_kind(view)
    pick(app, "Fix the structure: what changes?", choices, form_of, first=proposed or "", about=nudge)


def edit_fix(page: PageScreen, fix: Fix, then: Callable[[Fix], object]) -> None:
    """Ask for the words, the owner and the form of a fix anew, and store them."""
    rhythm = page.rhythm
    forms = rhythm.fixes.forms
    owner = rhythm.people.typed_name(fix.owner, fix.owner_id) if fix.owner_id is not None else ""
    texts = {OWNER: owner, WORDS: fix.body, **{one.name: forms.typed(one) for one in rhythm.fixes.form(fix)}}

    def store(new: NewFix) -> Fix:
        return rhythm.fixes.edit(fix.id, new)

    ask(page.rhythm_app, FixDialog(page, f"fix:edit:{fix.id}", fix.kind, store, texts), then)


def as_veiled(veil: Veil) -> Callable[[str, PersonId | None], str]:
    """How what stands in a form is shown: a name as the veil has it, a text only while notes may be seen."""
    return lambda text, person_id: veil.name(text, person_id) if person_id is not None else veil.text(text)


def form_lines(page: PageScreen, fix: Fix, form: tuple[Filled, ...]) -> list[str]:
    """The fields of a form as `label: words`, and what is still open, as far as the veil lets them."""
    lines = [
        f"{label}: {said}".rstrip(": ")
        for label, said in page.rhythm.fixes.forms.lines(fix.kind, form, as_veiled(page.veil))
    ]
    left = ", ".join(one.label.rstrip("?") for one in open_fields(fix.kind, form))
    return [*lines, f"still open: {left}"] if left and fix.settled_on is None else lines
