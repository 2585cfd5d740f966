"""Responses that may be the same one twice: people look at them, and say of each whether it is."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from coequal.involvement.models import Response, Survey
from coequal.involvement.models.responses import ANALYSED
from coequal.involvement.surveys.model import WRITTEN, Question

SAME_ANSWERS: Final = "the same answers, and the same words"
SAME_SERIAL: Final = "the same serial, written otherwise"
_ENOUGH: Final = 20  # letters that two people hardly write alike
_FIELDS: Final = ("pk", "serial", "version", "answers")


@dataclass(frozen=True, slots=True)
class Twins:
    """Responses that look like one; the first of them is the one that came first."""

    because: str
    responses: tuple[Response, ...]


def twins(survey: Survey) -> list[Twins]:
    """The responses in the tables that look like one: those of one serial, and those alike in every answer and every word."""
    written = {version.pk: _written(version.definition.questions) for version in survey.versions.all()}
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = Response.objects.filter(survey=survey, status__in=ANALYSED).order_by("pk").values_list(*_FIELDS)
    for key, serial, version, answers in rows.iterator(chunk_size=20_000):
        if serial:
            alike[SAME_SERIAL, re.sub(r"[^0-9a-z]", "", serial.casefold())].append(key)
        if any(len(str(answers.get(name, ""))) >= _ENOUGH for name in written[version]):
            alike[SAME_ANSWERS, _digest(answers)].append(key)
    groups = [(because, keys) for (because, _), keys in alike.items() if len(keys) > 1]
    by_key = Response.objects.select_related("survey__involvement__organisation").in_bulk(
        [key for _, keys in groups for key in keys]
    )
    return [Twins(because, tuple(by_key[key] for key in keys)) for because, keys in groups]


def _written(questions: Iterable[Question]) -> list[str]:
    return [question.id for question in questions if question.kind in WRITTEN]


def _digest(answers: dict[str, Any]) -> str:
    """Stands for all the answers; how many spaces stand between words makes no difference."""
    plain = " ".join(json.dumps(answers, sort_keys=True, ensure_ascii=False).casefold().split())
    return sha256(plain.encode()).hexdigest()
