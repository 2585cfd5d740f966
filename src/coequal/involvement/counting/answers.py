"""Everything that was answered to a survey, in columns, one row for each response, kept in memory until something changes.

The responses to one version of the survey are a block. Questions of several versions are the same where they have the same
name, kind and answers; where they have not, they are counted apart.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from threading import Lock
from typing import Any, Final

import numpy as np
from django.db.models import Max
from django.utils import timezone
from numpy.typing import NDArray

from coequal.involvement.counting.columns import Column, Mask, columns_of, in_order, of_keys, parts_of
from coequal.involvement.models import Response, Survey, SurveyVersion
from coequal.involvement.models.responses import ANALYSED, BEGUN, CHANNELS, KINDS, STATUSES
from coequal.involvement.surveys.model import Only, Question
from coequal.involvement.surveys.model import Survey as Definition

CHANNEL, STATUS, KIND, AREA, LANGUAGE = ":channel", ":status", ":kind", ":area", ":language"
ABOUT: Final = {  # what can be counted of every response, beside what was asked
    CHANNEL: "How they answered",
    STATUS: "What became of the response",
    KIND: "Who answered",
    AREA: "Where they live",
    LANGUAGE: "The language in which they answered",
}
Where = Mapping[str, Iterable[str]]  # the names of questions, each with keys of which one at least was given
Stamp = tuple[datetime | None, *tuple[object, ...]]  # when a response changed last, and what else the columns hang on
_KEPT: Final = 8  # surveys at once
_SETTLED: Final = timedelta(seconds=5)
_CHUNK: Final = 20_000  # responses read at once
_FIELDS: Final = ("pk", "channel", "status", "kind", "area", "language", "answers")


@dataclass(frozen=True, slots=True)
class Block:
    """The responses to one version, and their columns by the names of questions."""

    number: int
    definition: Definition
    pks: NDArray[np.int64]
    columns: Mapping[str, Column]
    questions: Mapping[str, Question]  # by the names of their parts
    _asked: dict[str, Mask] = field(default_factory=dict)

    def chosen(self, where: Where, statuses: Iterable[str]) -> Mask:
        """Which responses have one of some statuses, and answered each of some questions with one of its keys."""
        mask = self.columns[STATUS].chosen(statuses)
        for name, keys in where.items():
            mask &= self.gave(name, keys)
        return mask

    def gave(self, name: str, keys: Iterable[str]) -> Mask:
        """Who was asked a question and gave one of some keys; nobody, where this version has no such question."""
        return self.asked(name) & self.columns[name].chosen(keys) if name in self.columns else np.zeros(len(self.pks), bool)

    def answered(self, name: str) -> Mask:
        """Who was asked a question and answered it."""
        return self.asked(name) & self.columns[name].given if name in self.columns else np.zeros(len(self.pks), bool)

    def asked(self, name: str) -> Mask:
        """Who was asked a question, by what they had answered before; what can be counted of everybody is asked of all."""
        if name not in self._asked:
            self._asked[name] = self._was_asked(name)
        return self._asked[name]

    def _was_asked(self, name: str) -> Mask:
        mask = np.ones(len(self.pks), bool)
        question = self.questions.get(name)
        for page in self.definition.pages if question else ():
            if question in page.questions:
                for only in (page.only, question.only if question else None):
                    mask &= self._holds(only)
        return mask

    def _holds(self, only: Only | None) -> Mask:
        mask = np.ones(len(self.pks), bool)
        for name, keys in only.answers.items() if only else ():
            mask &= self.gave(name, keys)  # no cell of a matrix leads anywhere
        return mask


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one survey: blocks from the first version to the last, and the names of its areas."""

    survey: int  # its primary key
    service: str
    blocks: tuple[Block, ...]
    areas: Mapping[str, str]
    stamp: Stamp
    read: datetime
    at_random: bool = False

    def holds(self, now: datetime) -> bool:
        """Whether nothing can have been overlooked.

        What was written just before the reading may have been kept just after it, by somebody who was slower than others.
        """
        changed = self.stamp[0]
        return changed is None or self.read - changed > _SETTLED or now - self.read < _SETTLED

    @property
    def responses(self) -> int:
        """How many there are, of every status."""
        return sum(len(block.pks) for block in self.blocks)

    def with_question(self, name: str) -> list[Block]:
        """The blocks of versions that have a question, the newest first."""
        return [block for block in reversed(self.blocks) if name in block.columns]

    def chosen(self, where: Where, statuses: Iterable[str] = ANALYSED, given: str = "") -> NDArray[np.int64]:
        """The primary keys of the responses that match, of those who answered a question where one is `given`; as they came."""
        found = [np.zeros(0, np.int64)]
        for block in self.blocks:
            mask = block.chosen(where, statuses)
            if given:
                mask &= block.answered(given)
            found.append(block.pks[mask])
        return np.sort(np.concatenate(found))


_held: OrderedDict[int, Answers] = OrderedDict()
_holding = Lock()


def answers_of(survey: Survey) -> Answers:
    """Everything that was answered to a survey; read again where a response came or changed since."""
    stamp, now = _stamp(survey), timezone.now()
    with _holding:
        known = _held.get(survey.pk)
        if known is not None and (known.stamp, known.at_random) == (stamp, survey.at_random) and known.holds(now):
            _held.move_to_end(survey.pk)
            return known
    made = _read(survey, stamp, now)
    with _holding:
        _held[survey.pk] = made
        _held.move_to_end(survey.pk)
        while len(_held) > _KEPT:
            _held.popitem(last=False)
    return made


def _stamp(survey: Survey) -> Stamp:
    """When a response changed last, which came last, and the versions and areas by which they are read.

    What is asked of the database is looked up in an index, however many responses there are.
    """
    found = Response.objects.filter(survey=survey).order_by()
    changed, came = found.aggregate(last=Max("changed"))["last"], found.aggregate(last=Max("pk"))["last"]
    newest = survey.versions.order_by().aggregate(last=Max("pk"))["last"]
    return changed, came, newest, survey.version_id, *_areas(survey).items()


def _areas(survey: Survey) -> dict[str, str]:
    """The names of the areas by their keys."""
    return {area["key"]: area["name"] for area in survey.involvement.areas}


def _read(survey: Survey, stamp: Stamp, now: datetime) -> Answers:
    versions = survey.versions.order_by("number")
    areas = _areas(survey)
    service = survey.version.definition.service if survey.version else ""
    return Answers(survey.pk, service, tuple(map(_block, versions)), areas, stamp, now, survey.at_random)


def _block(version: SurveyVersion) -> Block:
    """The responses to a version, read a few at a time, because what people wrote takes far more room than the columns."""
    definition = version.definition
    questions = {part: question for question in definition.questions for part, _ in parts_of(question)}
    received = Response.objects.filter(version=version).exclude(status=BEGUN)
    rows = received.order_by("pk").values_list(*_FIELDS).iterator(chunk_size=_CHUNK)
    pieces = list(_pieces(rows, definition)) or [_columns([], definition)]
    pks, columns = zip(*pieces, strict=True)
    joined = {name: first.followed_by([piece[name] for piece in columns[1:]]) for name, first in columns[0].items()}
    return Block(version.number, definition, np.concatenate(pks), joined, questions)


Piece = tuple[NDArray[np.int64], dict[str, Column]]


def _pieces(rows: Iterator[tuple[Any, ...]], definition: Definition) -> Iterator[Piece]:
    while some := list(islice(rows, _CHUNK)):
        yield _columns(some, definition)


def _columns(rows: Sequence[tuple[Any, ...]], definition: Definition) -> Piece:
    pks, channels, statuses, kinds, areas, languages, answers = zip(*rows, strict=True) if rows else ((),) * len(_FIELDS)
    columns: dict[str, Column] = {
        CHANNEL: of_keys(channels, CHANNELS),
        STATUS: of_keys(statuses, STATUSES),
        KIND: of_keys(kinds, KINDS),
        AREA: in_order(areas),
        LANGUAGE: in_order(languages),
    }
    for question in definition.questions:
        columns |= columns_of(question, [one.get(question.id) for one in answers])
    return np.array(pks, np.int64), columns
