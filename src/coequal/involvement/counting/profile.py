"""Who answered, beside who lives there: the shares of groups among those who answered and in the population."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from coequal.assurance.disclosure import Shown, share_shown, shown, together
from coequal.documents.model import Table
from coequal.involvement.counting.answers import answers_of
from coequal.involvement.counting.closed import Tally, tally
from coequal.involvement.counting.words import percent
from coequal.involvement.models import Involvement
from coequal.pages.words import plural

_ALMOST: Final = 0.01  # by which shares that were rounded may miss the whole


@dataclass(frozen=True, slots=True)
class Group:
    """A group: how many answered who belong to it, their share of those who said, and its share in the population."""

    answer: str
    says: str
    count: Shown
    share: float | None
    population: float
    source: str

    @property
    def gap(self) -> float | None:
        """By how much its share of those who answered is above that in the population; below 0 where it is under it."""
        return None if self.share is None else self.share - self.population


@dataclass(frozen=True, slots=True)
class Profile:
    """A characteristic: the groups of which the share in the population is known, over all the surveys that ask for it.

    `base` are those who answered. Where the groups come to everybody who lives there, it is those who belong to one of them:
    whoever would rather not say is then among those who did not answer.
    """

    question: str
    asks: str
    base: Shown
    not_answered: Shown
    groups: tuple[Group, ...]

    def table(self) -> Table:
        """The shares side by side."""
        head = ("Group", "Responses", "Of those who said", "In the population", "Difference", "Source")
        rows = tuple(
            (one.says, str(one.count), percent(one.share), percent(one.population), _points(one.gap), one.source)
            for one in self.groups
        )
        return Table(self.asks, head, rows, frozenset(range(1, 5)))


def profile(involvement: Involvement) -> list[Profile]:
    """Those who answered beside the shares that were entered, for each characteristic.

    Surveys and versions that ask the same in the same words are counted together, and others apart, each under its name.
    """
    entered: dict[str, list[tuple[str, float, str]]] = {}
    for quota in involvement.quotas.all():
        entered.setdefault(quota.question, []).append((quota.answer, float(quota.share), quota.source))
    every = [(survey, answers_of(survey)) for survey in involvement.surveys.select_related("version", "involvement")]
    found = []
    for question, groups in entered.items():
        asked = [(survey.title, tally(one, question)) for survey, one in every if one.with_question(question)]
        alike = _alike([(title, each) for title, one in asked for each in (one, *one.apart)], [answer for answer, _, _ in groups])
        for tallies in alike or [[]]:
            made = _profile(question, [one for _, one in tallies], groups)
            found.append(made if len(alike) < 2 else replace(made, asks=f"{made.asks} ({_where(tallies)})"))
    return found


Asked = tuple[str, Tally]  # the title of the survey that asked


def _alike(asked: list[Asked], answers: list[str]) -> list[list[Asked]]:
    """Those together that ask the same, and in which the answers that were entered have the same words."""
    sets: list[list[Asked]] = []
    for title, one in asked:
        for others in sets:
            if all(other.asks == one.asks and _agree(other, one, answers) for _, other in others):
                others.append((title, one))
                break
        else:
            sets.append([(title, one)])
    return sets


def _agree(one: Tally, other: Tally, answers: list[str]) -> bool:
    """Whether the answers that both have stand for the same."""
    return all(one.labels[key] == other.labels[key] for key in answers if key in one.labels and key in other.labels)


def _where(asked: list[Asked]) -> str:
    """In which surveys something was asked, and in which of their versions."""
    versions = {title: sorted(number for name, one in asked if name == title for number in one.versions) for title, _ in asked}
    return "; ".join(f"{title}, version {', '.join(map(str, numbers))}" for title, numbers in versions.items())


def _profile(question: str, tallies: list[Tally], entered: list[tuple[str, float, str]]) -> Profile:
    counts, labels = Counter[str](), dict[str, str]()
    for one in tallies:
        counts.update(one.counts)
        labels = {**one.labels, **labels}
    everybody = abs(sum(share for _, share, _ in entered) - 1) < _ALMOST and not any(one.several for one in tallies)
    base = sum(counts[answer] for answer, _, _ in entered) if everybody else sum(one.base for one in tallies)
    silent = sum(one.whole for one in tallies) - base
    nobody = sum(one.not_answered + one.not_asked for one in tallies)
    keys = list(dict.fromkeys([*labels, *(answer for answer, _, _ in entered)]))
    said = dict(zip(keys, together([*(counts[key] for key in keys), nobody], exact=True), strict=False))
    below = shown(base)
    groups = tuple(
        Group(answer, labels.get(answer, answer), said[answer], share_shown(said[answer], below), population, source)
        for answer, population, source in entered
    )
    asks = next((one.asks for one in tallies), question)
    return Profile(question, asks, below, shown(silent), groups)


def _points(gap: float | None) -> str:
    """A difference between two shares in words."""
    if gap is None:
        return percent(None)
    points = round(100 * gap)
    return "none" if not points else f"{plural(abs(points), 'point')} {'more' if points > 0 else 'fewer'}"
