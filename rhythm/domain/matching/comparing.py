"""Which of the known conflicts a line most likely belongs to, asked again at each key that is typed.

What follows from the conflicts alone is worked out once, and what a line says is taken up from the key before. A key
asks of its new word, weighs the words of the conflicts that hold any, and of the others looks at those that come first
without: the answer is what weighing all of them anew would give.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import exp
from operator import add, mul

from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import Corpus, Profile, more_common, token_weights
from rhythm.domain.matching.reasons import reasons
from rhythm.domain.matching.scoring import MOST_STRENGTH, OF_SIDES, SHIPPED, Match, Model, of_area, of_sides, of_voice
from rhythm.values import NamedTuple


class KnownConflicts:
    """The profiles of conflicts, and what speaks for them beside the words of lines."""

    def __init__(self, profiles: Iterable[tuple[ConflictId, Profile]] = ()) -> None:
        self.profiles: dict[ConflictId, Profile] = {}
        self.tokens: set[str] = set()
        self.areas: set[str] = set()
        self.raisers: set[str] = set()
        self.beside: dict[Hashable, dict[ConflictId, float]] = {}
        """By sides and day, by area, and by raiser: what that is worth for a conflict."""
        self.add(profiles)

    def add(self, profiles: Iterable[tuple[ConflictId, Profile]]) -> None:
        """Take up the profiles of further conflicts.

        Which of them hold a token is looked up when a line has it: of all tokens that they have, few are ever typed."""
        for one, profile in profiles:
            self.profiles[one] = profile
            self.tokens.update(profile.tokens)
            self.areas.update(profile.areas)
            self.raisers.update(profile.raisers)


class _Said(NamedTuple):
    """What the words of a line say: of its `tokens` that are more common in some conflict, what they say for each
    conflict, in the order of the candidates."""

    tokens: Mapping[str, float]
    by_words: list[float]


_Ranked = tuple[float, list[tuple[float, int]]]
"""How strong all are together, and the first of them: how strong each is, and at which place it stands."""


class Compared:
    """Conflicts that a line is held against while it is typed.

    All candidates must be handed in at once, as their probabilities depend on each other. What is `known` of them is
    handed in again with other candidates.
    """

    def __init__(
        self, candidates: Iterable[ConflictId], known: KnownConflicts, corpus: Corpus, model: Model = SHIPPED
    ) -> None:
        self._known, self._corpus, self._model = known, corpus, model
        self._profiles = {one: known.profiles[one] for one in sorted(candidates)}
        self._order = list(self._profiles)
        self._tokens = [profile.tokens for profile in self._profiles.values()]
        self._lines = [profile.lines for profile in self._profiles.values()]
        self._more_common: dict[str, list[float]] = {}
        self._unsaid = _Said({}, [0.0] * len(self._profiles))
        self._said = self._unsaid
        self._beside_key: Hashable = None
        self._beside: list[float] = []
        self._last: tuple[tuple[float, int], _Ranked] | None = None

    def matches(self, line: Line, limit: int = 10) -> tuple[Match, ...]:
        """The conflicts that the line most likely belongs to, best first, at most `limit`.

        Nothing is suggested for a line without any words and teams. Those that the user has refused for this line
        are left out by the caller.
        """
        weights, parties = token_weights(line), line.parties
        if not weights and not parties:
            return ()
        self._weigh_beside(line, parties)
        self._say(weights)
        total, rows = self._ranked(sum(weights.values()), limit)
        found = []
        for strength, at in rows:
            one = self._order[at]
            why = reasons(line, self._profiles[one], self._lifts(weights, at))
            found.append(Match(one, strength / total, why))
        return tuple(found)

    def _ranked(self, weight: float, limit: int) -> _Ranked:
        """The first conflicts by what was said, when the words of the line weigh so much together, with the strength
        of each; before them that of all together. A further letter of a word changes nothing of it."""
        if self._last is None or self._last[0] != (weight, limit):
            per_token = self._model.weights["words"] / (weight or 1.0)
            z = [beside + per_token * said for beside, said in zip(self._beside, self._said.by_words, strict=True)]
            strengths = _strengths(z)
            total = exp(self._model.caution) + sum(strengths)
            self._last = (weight, limit), (total, _strongest(strengths, limit))
        return self._last[1]

    def _weigh_beside(self, line: Line, parties: tuple[str, ...]) -> None:
        """What speaks for each conflict beside the words, unless that is as for the line before."""
        key = (parties, line.day, line.area, line.raised_by)
        if key == self._beside_key:
            return
        worth, prior = self._model.weights, self._model.prior
        sides = [worth[name] for name in OF_SIDES]

        def for_sides(profile: Profile) -> float:
            return sum(map(mul, sides, of_sides(line, parties, profile)), prior)

        def for_area(profile: Profile) -> float:
            same, other = of_area(line.area, profile)
            return worth["area"] * same + worth["other_area"] * other

        def for_voice(profile: Profile) -> float:
            return worth["other_voice"] * of_voice(line.raised_by, profile)

        z = self._part((parties, line.day), for_sides)
        if line.area:
            # An area that no conflict has speaks as any other such does: one that is being typed, mostly.
            area = line.area if line.area in self._known.areas else ""
            z = list(map(add, z, self._part(("area", area), for_area)))
        if line.raised_by:
            voice = line.raised_by if line.raised_by in self._known.raisers else ""
            z = list(map(add, z, self._part(("voice", voice), for_voice)))
        self._beside, self._beside_key, self._last = z, key, None

    def _part(self, key: Hashable, worth: Callable[[Profile], float]) -> list[float]:
        """A part of what speaks for each conflict, from what is known of it or worked out now."""
        part = self._known.beside.setdefault(key, {})
        part.update({one: worth(self._profiles[one]) for one in self._profiles.keys() - part.keys()})
        return list(map(part.__getitem__, self._profiles))

    def _say(self, weights: Mapping[str, float]) -> None:
        """Take down what the words of a line say for the conflicts that hold any. A word that is being typed is mostly
        none of theirs yet, and then it is what was said at the key before."""
        tokens = {token: weight for token, weight in weights.items() if self._where_common(token)}
        if tokens != self._said.tokens:
            goes_on = self._said.tokens.items() <= tokens.items()
            before = self._said if goes_on else self._unsaid
            by_words = before.by_words
            for token, weight in tokens.items():
                if token not in before.tokens:
                    more = self._more_common[token]
                    by_words = [said + weight * much for said, much in zip(by_words, more, strict=True)]
            self._said, self._last = _Said(tokens, by_words), None

    def _where_common(self, token: str) -> list[float]:
        """How much more common a token is in each conflict than elsewhere; nothing where it is in none."""
        if (found := self._more_common.get(token)) is None:
            found = self._more_common[token] = self._look_up(token) if token in self._known.tokens else []
        return found

    def _look_up(self, token: str) -> list[float]:
        found = [0.0] * len(self._order)
        # Most of them have it in one line of one or two.
        known: dict[tuple[int, int], float] = {}
        for at, tokens in enumerate(self._tokens):
            if token in tokens:
                key = tokens[token], self._lines[at]
                if (much := known.get(key)) is None:
                    much = known[key] = more_common(*key, token, self._corpus)
                found[at] = much
        return found if any(known.values()) else []

    def _lifts(self, weights: Mapping[str, float], at: int) -> dict[str, float]:
        """How much more common each token of a line is in a conflict than elsewhere, times the token's weight."""
        common = [(token, weight, self._more_common[token]) for token, weight in weights.items()]
        return {token: weight * more[at] for token, weight, more in common if more and more[at]}


def _strongest(strengths: list[float], limit: int) -> list[tuple[float, int]]:
    """The first of all with their places; of equals those before that come before: a few of very many, so that to look
    for the next a few times is less than to sort all."""
    left = strengths.copy()
    found = []
    for _ in range(min(limit, len(left))):
        best = max(left)
        at = left.index(best)
        found.append((best, at))
        left[at] = -1.0
    return found


def _strengths(z: list[float]) -> list[float]:
    if z and max(z) > MOST_STRENGTH:
        z = [min(one, MOST_STRENGTH) for one in z]
    return list(map(exp, z))


def suggest(
    line: Line,
    profiles: Sequence[tuple[ConflictId, Profile]],
    corpus: Corpus,
    limit: int = 10,
    model: Model = SHIPPED,
) -> tuple[Match, ...]:
    """What `Compared` says of a single line."""
    known = KnownConflicts(profiles)
    return Compared(known.profiles, known, corpus, model).matches(line, limit)
