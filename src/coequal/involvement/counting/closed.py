"""Counting what was answered to a question: of everybody, of those who gave other answers, and by groups."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coequal.involvement.counting.answers import ABOUT, AREA, Answers, Block, Where
from coequal.involvement.counting.bands import ROUNDED_DOWN, decades
from coequal.involvement.counting.columns import Mask, Numbers, Years, parts_of
from coequal.involvement.models.responses import ANALYSED
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Question

NOT_STATED: Final = ""  # the group of those who did not answer what the groups are made of
NOT_STATED_WORDS: Final = "Not stated"


@dataclass(frozen=True, slots=True)
class Spread:
    """Where numbers lie: half of them between the quartiles, half below the median."""

    lower: float
    median: float
    upper: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each answer to a question was given.

    `base` are those who answered. Those who were not asked, because of what they answered before, are apart from those who
    were and did not answer. `unasked` answered all the same, on paper say, and are counted among those not asked. `apart`
    are the tallies of versions of the survey in which the question had other answers.
    """

    question: str
    asks: str
    kind: str
    labels: Mapping[str, str]
    counts: Mapping[str, int]
    base: int
    not_answered: int
    not_asked: int
    unasked: int = 0
    versions: tuple[int, ...] = ()
    reworded: tuple[int, ...] = ()  # of these the ones in which the question or its answers had other words than in the newest
    spread: Spread | None = None
    apart: tuple["Tally", ...] = ()
    at_random: bool = False

    @property
    def several(self) -> bool:
        """Whether somebody could give several answers, so that shares come to more than 100 %."""
        return self.kind == model.SEVERAL

    @property
    def parts(self) -> list[int]:
        """What the responses come to: each answer, those who did not answer, and those who were not asked."""
        return [*(self.counts.values() or [self.base]), self.not_answered, self.not_asked]

    @property
    def whole(self) -> int:
        """How many responses were looked at."""
        return self.base + self.not_answered + self.not_asked

    @property
    def mean(self) -> float | None:
        """The mean of a scale; None for any other question, and where nobody answered."""
        if self.kind != model.SCALE or not self.base:
            return None
        return sum(int(key) * count for key, count in self.counts.items()) / self.base


@dataclass(frozen=True, slots=True)
class Cross:
    """A question by groups: a tally for each key of another question, and for `NOT_STATED`; and of all together."""

    by: str
    by_asks: str
    labels: Mapping[str, str]
    groups: Mapping[str, Tally]
    all: Tally
    overlapping: bool = False  # somebody can be in several groups


def tally(answers: Answers, question_id: str, where: Where | None = None, statuses: Sequence[str] = ANALYSED) -> Tally:
    """A question counted, of those who gave other answers where `where` says which. A row of a matrix is `question row`."""
    masks = {block.number: block.chosen(where or {}, statuses) for block in answers.with_question(question_id)}
    return _tally(answers, question_id, masks)


def cross(answers: Answers, question_id: str, by: str, where: Where | None = None, statuses: Sequence[str] = ANALYSED) -> Cross:
    """A question counted by the answers to another; those of no group are `NOT_STATED`.

    Where versions of the other question are not alike, each has groups of its own, and those of older ones say which version.
    """
    blocks = answers.with_question(question_id)
    everybody = {block.number: block.chosen(where or {}, statuses) for block in blocks}
    rest, nobody = dict(everybody), {number: np.zeros_like(mask) for number, mask in everybody.items()}
    groups, labels, kinds = {}, {}, set()
    for place, alike in enumerate(_alike(blocks, by)):
        kinds.add(alike[0].questions[by].kind if by in alike[0].questions else model.ONE)
        for key, says in _told_groups(answers, by, alike).items():
            named, words = (key, says) if not place else (f"{key} {place}", f"{says} ({_in_versions(alike)})")
            masks = {one.number: everybody[one.number] & one.gave(by, [key]) for one in alike}
            rest |= {number: rest[number] & ~mask for number, mask in masks.items()}
            groups[named], labels[named] = _tally(answers, question_id, nobody | masks), words
    groups[NOT_STATED], labels[NOT_STATED] = _tally(answers, question_id, rest), NOT_STATED_WORDS
    whole = _tally(answers, question_id, everybody)
    return Cross(by, told_groups(answers, by)[0], labels, groups, whole, overlapping=model.SEVERAL in kinds)


def told_groups(answers: Answers, by: str) -> tuple[str, dict[str, str]]:
    """What a question asks by which others can be cut, and its groups with their words, as the newest version has them."""
    asks = _told(answers, by)[0]
    alike = next(iter(_alike(answers.with_question(by), by)), [])
    banded = any(isinstance(block.columns[by], Numbers) for block in alike)
    return f"{asks} ({ROUNDED_DOWN})" if banded else asks, _told_groups(answers, by, alike) if alike else {}


def _told_groups(answers: Answers, by: str, alike: Sequence[Block]) -> dict[str, str]:
    """The groups of versions of a question that are alike, with their words; those known from the answers alone in order."""
    column = alike[0].columns[by]
    if isinstance(column, Numbers):
        return {band.key: band.says for band in column.bands}
    if isinstance(column, Years):
        return decades([year for block in alike for year in block.columns[by].keys])
    keys = dict.fromkeys(key for block in alike for key in block.columns[by].keys)
    labels = [(block.number, _told(answers, by, block)[1]) for block in alike]
    return {key: _in_all_words(key, labels) for key in keys}


def _in_all_words(key: str, labels: Sequence[tuple[int, Mapping[str, str]]]) -> str:
    """The newest words of a group, and behind them those that older versions had for it."""
    (_, newest), *older = labels
    says = newest.get(key, key)
    others = {words: number for number, one in older if (words := one.get(key, key)) != says}
    return says + "".join(f" (in version {number}: {words})" for words, number in others.items())


def _alike(blocks: Sequence[Block], by: str) -> list[list[Block]]:
    """The versions that have a question, those together in which it makes the same groups; the newest first."""
    same: dict[object, list[Block]] = {}
    for block in blocks:
        if by in block.columns:
            question = block.questions.get(by)
            bounds = (question.least, question.most) if question else None
            same.setdefault((_sameness(question), bounds), []).append(block)
    return list(same.values())


def _in_versions(blocks: Sequence[Block]) -> str:
    return f"in version {', '.join(str(block.number) for block in reversed(blocks))}"


def matrix(answers: Answers, question_id: str, where: Where | None = None) -> list[Tally]:
    """The rows of a matrix, counted one by one; of any other question the one tally."""
    newest = answers.with_question(question_id)
    if newest:
        return [tally(answers, question_id, where)]
    rows = [name for block in answers.blocks for name in block.columns if name.startswith(f"{question_id} ")]
    return [tally(answers, row, where) for row in dict.fromkeys(rows)]


def _tally(answers: Answers, name: str, masks: Mapping[int, Mask]) -> Tally:
    """The tally of the newest versions that ask the same, with those of others apart."""
    same: dict[object, list[Block]] = {}
    for block in answers.with_question(name):
        same.setdefault(_sameness(block.questions.get(name)), []).append(block)
    found = [_of_blocks(answers, name, blocks, masks) for blocks in same.values()]
    if not found:
        asks, labels, kind = _told(answers, name)
        return Tally(name, asks, kind, labels, dict.fromkeys(labels, 0), 0, 0, 0, at_random=answers.at_random)
    first, *others = found
    return replace(first, apart=tuple(others))


def _sameness(question: Question | None) -> object:
    """What two versions of a question have to have in common, for their answers to be counted together."""
    return (question.kind, question.keys, tuple(row.key for row in question.rows)) if question else None


def _of_blocks(answers: Answers, name: str, blocks: Sequence[Block], masks: Mapping[int, Mask]) -> Tally:
    counts: Counter[str] = Counter()
    base = not_answered = not_asked = unasked = 0
    numbers = []
    for block in blocks:
        mask, column, asked = masks[block.number], block.columns[name], block.asked(name)
        given = column.given
        answered = mask & asked & given
        counts.update(column.counts(answered))
        base += int(answered.sum())
        not_answered += int((mask & asked & ~given).sum())
        not_asked += int((mask & ~asked).sum())
        unasked += int((mask & ~asked & given).sum())
        if isinstance(column, Numbers):
            numbers.append(column.values[answered])
    asks, labels, kind = _told(answers, name, blocks[0])
    keys = labels or sorted(counts)  # not by how many: their order would tell what is hidden
    return Tally(
        question=name,
        asks=asks,
        kind=kind,
        labels=labels or {key: key for key in keys},
        counts={key: counts[key] for key in keys},
        base=base,
        not_answered=not_answered,
        not_asked=not_asked,
        unasked=unasked,
        versions=tuple(sorted(block.number for block in blocks)),
        reworded=tuple(sorted(block.number for block in blocks if _told(answers, name, block)[:2] != (asks, labels))),
        spread=_spread(numbers) if base else None,
        at_random=answers.at_random,
    )


def _spread(numbers: Sequence[NDArray[np.float64]]) -> Spread | None:
    if not numbers:
        return None
    lower, median, upper = np.quantile(np.concatenate(numbers), [0.25, 0.5, 0.75]).tolist()
    return Spread(lower, median, upper)


def _told(answers: Answers, name: str, block: Block | None = None) -> tuple[str, dict[str, str], str]:
    """What a question asks, the words of its answers, and its kind; of a matrix's row those of a question with one answer."""
    if name in ABOUT:
        labels = answers.areas if name == AREA else {}
        keys = dict.fromkeys(key for one in answers.blocks for key in one.columns[name].keys)
        return ABOUT[name], {key: labels.get(key, key[:1].upper() + key[1:]) for key in keys}, model.ONE
    found = block or next(iter(answers.with_question(name)), None)
    if found is None:
        return name, {}, model.ONE
    question = found.questions[name]
    asks = next(words for part, words in parts_of(question) if part == name)
    kind = model.ONE if question.kind == model.MATRIX else question.kind
    return asks, _labels(question), kind


def _labels(question: Question) -> dict[str, str]:
    match question.kind:
        case model.SCALE:
            ends = {question.keys[0]: question.low, question.keys[-1]: question.high}
            return {key: f"{key}: {words.own}" if (words := ends.get(key)) else key for key in question.keys}
        case model.CONSENT:
            return {"yes": "Yes", "no": "No"}
        case _:
            return {answer.key: answer.says.own for answer in question.answers}
