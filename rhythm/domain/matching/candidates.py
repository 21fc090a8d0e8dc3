"""Which conflicts are worth scoring when there are very many.

A store with few conflicts scores them all. A larger one looks its candidates up by the line's rarest tokens and by
its teams: three small reads (token counts, postings, profiles) instead of every profile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import Corpus, token_weights

MOST_CANDIDATES = 120
"""Up to this many conflicts all of them are scored. A score is a share of all that are compared, and the weights were
fitted on streams of about a hundred conflicts."""

BY_WORDS, BY_TEAMS = 80, 39
_LOOKED_UP = 12
_COMMON = 0.05
_ALWAYS_RARE = 50


def tokens_to_look_up(line: Line, corpus: Corpus) -> tuple[str, ...]:
    """The tokens of a line whose postings are worth reading, rarest first, at most twelve.

    Tokens that no stored line has are left out, and so are those that more than 5 % of the lines have, unless there
    are no more than fifty such lines.
    """
    most = max(_ALWAYS_RARE, corpus.lines * _COMMON)
    known = corpus.document_frequency
    rare = [(count, token) for token in line.tokens if 0 < (count := known.get(token, 0)) <= most]
    return tuple([token for _, token in sorted(rare)[:_LOOKED_UP]])


def choose_candidates(
    line: Line,
    by_token: Mapping[str, Sequence[ConflictId]],
    by_team: Mapping[str, Sequence[ConflictId]],
    corpus: Corpus,
) -> tuple[ConflictId, ...]:
    """At most 119 conflicts to score: 80 by rare words in common, then 39 more by teams in common.

    `by_token` has the conflicts of each token of `tokens_to_look_up`, `by_team` those of each of the line's teams,
    both in any order, as often as they occur or once. Where conflicts tie, the newer one (larger id) comes first.
    """
    weights = token_weights(line)
    words: dict[ConflictId, float] = {}
    for token, found in by_token.items():
        rarity = log((corpus.lines + 20) / (corpus.document_frequency.get(token, 0) + 1))
        for conflict_id in set(found):
            words[conflict_id] = words.get(conflict_id, 0.0) + weights.get(token, 0.0) * rarity
    teams: dict[ConflictId, float] = {}
    for found in by_team.values():
        for conflict_id in set(found):
            teams[conflict_id] = teams.get(conflict_id, 0.0) + 1.0
    # Words alone rank hundreds of conflicts of other teams alike, so teams break their ties.
    ranked = sorted(words, key=lambda one: (-words[one], -teams.get(one, 0.0), -one))[:BY_WORDS]
    chosen = dict.fromkeys(ranked)
    rest = [one for one in teams if one not in chosen]
    rest.sort(key=lambda one: (-teams[one], -words.get(one, 0.0), -one))
    return (*chosen, *rest[:BY_TEAMS])
