"""Who is met in which week, at the least cost: a min-cost flow, in integers, with one augmenting path for each person.

The network is person -> (team, week) -> week -> sink, and person -> sink for being missed. What the k-th meeting of a
team in a week costs, and the k-th of all in a week, does not fall with k, so steps of one meeting are enough.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Mapping, Sequence

from rhythm.values import NamedTuple


class Network(NamedTuple):
    """The costs: `costs[person][week]`, `missed[person]`, and of one more meeting in a week.

    `team_steps[team][week]` and `week_steps[week]` hold what the first, second... meeting there costs; the length of
    the latter is what the week can hold. Persons, teams and weeks are numbers from 0; all costs are at least 0.
    """

    costs: Sequence[Mapping[int, int]]
    missed: Sequence[int]
    teams: Sequence[int]
    team_steps: Sequence[Sequence[Sequence[int]]]
    week_steps: Sequence[Sequence[int]]


def assign(network: Network) -> list[int | None]:
    """The week of each person, or None for the missed: the cheapest of all ways, the same one each time."""
    flow = _Flow(network)
    for person in range(len(network.costs)):
        flow.add(person)
    return flow.week_of


class _Flow:
    """Successive shortest paths with potentials: everybody added so far stands at the least cost."""

    def __init__(self, network: Network) -> None:
        self._net = network
        self._weeks = len(network.week_steps)
        people, teams = len(network.costs), len(network.team_steps)
        self._first_pair = people
        self._first_week = people + teams * self._weeks
        self._sink = self._first_week + self._weeks
        self._potential = [0] * (self._sink + 1)
        self._members: list[set[int]] = [set() for _ in range(teams * self._weeks)]
        self._in_week = [0] * self._weeks
        self.week_of: list[int | None] = [None] * people
        # Where a person can go. The pair that holds it is among these, but from there it was come.
        self._outward = [
            [
                *((self._first_pair + team * self._weeks + week, cost) for week, cost in costs.items()),
                (self._sink, missed),
            ]
            for costs, missed, team in zip(network.costs, network.missed, network.teams, strict=True)
        ]
        self._unreachable = 1 << 62

    def add(self, person: int) -> None:
        """Place one more, by the shortest path to the sink, on which others may change their week."""
        # Nothing leads to a new person, so any potential will do that leaves no edge from it negative.
        self._potential[person] = max(self._potential[other] - cost for other, cost in self._outward[person])
        self._apply(self._shortest(person))

    def _shortest(self, person: int) -> list[int]:
        """The nodes of the shortest path; the potentials of what lies nearer than the sink follow."""
        potential, sink = self._potential, self._sink
        distance, before, done = {person: 0}, {person: person}, set[int]()
        heap = [(0, person)]
        # Nothing that lies as far as the sink is of use, and most edges lead there.
        nearest = self._unreachable
        while heap:
            far, node = heapq.heappop(heap)
            if node in done:
                continue
            done.add(node)
            if node == sink:
                break
            base = far + potential[node]
            for other, cost in self._edges(node):
                found = base + cost - potential[other]
                if found < nearest and found < distance.get(other, nearest):
                    distance[other], before[other] = found, node
                    heapq.heappush(heap, (found, other))
                    if other == sink:
                        nearest = found
        for node in done:
            potential[node] += distance[node] - nearest
        path = [sink]
        while path[-1] != person:
            path.append(before[path[-1]])
        return path[::-1]

    def _edges(self, node: int) -> Sequence[tuple[int, int]]:
        """Where one can go from a node, and what it costs; taking back is negative."""
        if node < self._first_pair:
            return self._outward[node]
        net, weeks = self._net, self._weeks
        if node < self._first_week:
            pair = node - self._first_pair
            team, week = divmod(pair, weeks)
            members = self._members[pair]
            edges = [(person, -net.costs[person][week]) for person in members]
            if len(members) < len(net.team_steps[team][week]):
                edges.append((self._first_week + week, net.team_steps[team][week][len(members)]))
            return edges
        week = node - self._first_week
        edges = []
        if self._in_week[week] < len(net.week_steps[week]):
            edges.append((self._sink, net.week_steps[week][self._in_week[week]]))
        for team, steps in enumerate(net.team_steps):
            count = len(self._members[team * weeks + week])
            if count:
                edges.append((self._first_pair + team * weeks + week, -steps[week][count - 1]))
        return edges

    def _apply(self, path: Sequence[int]) -> None:
        """Send one meeting along a path. Counts of teams are their members, so only these are kept."""
        for node, other in itertools.pairwise(path):
            if node < self._first_pair and other == self._sink:
                self.week_of[node] = None
            elif node < self._first_pair:
                pair = other - self._first_pair
                self.week_of[node] = pair % self._weeks
                self._members[pair].add(node)
            elif other < self._first_pair:
                self._members[node - self._first_pair].discard(other)
            elif node >= self._first_week and other == self._sink:
                self._in_week[node - self._first_week] += 1
