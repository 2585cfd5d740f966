"""Example people at the limits of a policy that has none there: software works out what comes out of each, and people check it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any, cast

from coequal.criteria.kleene import moved
from coequal.criteria.render import render
from coequal.criteria.syntax import names
from coequal.eligibility.assess import assess
from coequal.eligibility.examples import Example
from coequal.eligibility.grounds import trees
from coequal.errors import CoequalError
from coequal.facts.case import NOT_ASKED, Case, Known, NotKnown, written
from coequal.lint.people import is_open, lacking, measured, said_of, turning
from coequal.lint.subject import Subject
from coequal.lint.thresholds import Level, Threshold

Changes = Mapping[str, Known | NotKnown]
_NO_CHANGES: Changes = {}
_NEAR = sorted(range(-4, 5), key=abs)  # days: months differ in length


@dataclass(frozen=True, slots=True)
class Suggested:
    """Somebody who is like an example person but for some facts, and what software says of them."""

    name: str
    like: str
    changes: Changes
    outcome: str


def suggested(subject: Subject) -> list[Suggested]:
    """Those who are missing, as far as they can be found by changing a few facts of an example person."""
    found: dict[str, Suggested] = {}
    people = list(subject.example_values)
    for place, threshold in turning(subject):
        for value, words in lacking(threshold, place, subject, people).items():
            name = _named(threshold, value, words, subject.rules.criteria[place].id)
            for example, changes in _tries(threshold, place, value, subject):
                case = example.case.with_facts(changes)
                try:
                    outcome = assess(subject.rules, case).outcome
                except CoequalError:
                    continue  # nobody can be so
                found[name] = Suggested(name, example.name, changes, outcome)
                people.append(subject.rules.values(case))
                break
    return list(found.values())


def blocks(people: Iterable[Suggested], subject: Subject) -> str:
    """Some people as blocks of a policy."""
    by_model: dict[str, list[str]] = {}
    for one in people:
        facts = written(Case(one.changes), subject.policy.vocabulary.dictionary).splitlines()
        given = [f"      {line}" for line in facts]
        lines = [f"  - name: {_quoted(one.name)}", "    facts:", *given, f"    outcome: {one.outcome}"]
        by_model.setdefault(one.like, []).extend(lines)
    each = (["```example", f"like: {_quoted(like)}", "people:", *lines, "```"] for like, lines in by_model.items())
    return "\n\n".join("\n".join(lines) for lines in each)


def _named(threshold: Threshold, value: Any, words: str, criterion: str) -> str:
    said = render(threshold.number) if isinstance(threshold, Level) else said_of(threshold)
    return f"{said}: {words} ({criterion})" if value is None else f"{said}: {words}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tries(threshold: Threshold, place: int, value: Any, subject: Subject) -> Iterator[tuple[Example, Changes]]:
    """Changes of an example person by which they stand at a value; those first by which the criterion turns on it."""
    unknown = dict.fromkeys(_given(threshold, subject), NOT_ASKED)
    opened = _opened(unknown, place, subject)
    if value is None:
        yield from ((example, {**changes, **unknown}) for example, changes in opened)
        return
    measure = measured(threshold, subject.policy.vocabulary)
    plain = [(example, _NO_CHANGES) for example in subject.examples]
    for example, changes in (*(one for one in opened if all(isinstance(found, Known) for found in one[1].values())), *plain):
        for more in _moves(threshold, value, example.case.with_facts(changes), subject):
            whole = {**changes, **more}
            if measure(subject.rules.values(example.case.with_facts(whole))) == value:
                yield example, whole


def _given(threshold: Threshold, subject: Subject) -> list[str]:
    """The facts that may be given on which a threshold looks."""
    if isinstance(threshold, Level):
        looked_at = names(threshold.number)
    else:
        looked_at = frozenset(name for name in (threshold.first, threshold.second) if isinstance(name, str))
    vocabulary = subject.policy.vocabulary
    facts = vocabulary.dictionary.facts
    return [name for name in sorted(vocabulary.basis(looked_at)) if facts[name].moment is None]


def _opened(unknown: Changes, place: int, subject: Subject) -> list[tuple[Example, Changes]]:
    """The example people, with at most two facts changed, of whom a criterion is not known once some facts are not."""
    mentioned = frozenset().union(*map(names, trees(subject.rules.criteria[place])))
    others = [name for name in sorted(subject.policy.vocabulary.basis(mentioned)) if name not in unknown]
    options = [{name: found} for name in others for found in _options(name, subject)]
    pairs = [{**a, **b} for a, b in combinations(options, 2) if a.keys() != b.keys()]
    for changes in (_NO_CHANGES, *options, *pairs):
        for example in subject.examples:
            if is_open(place, subject.rules.values(example.case.with_facts({**changes, **unknown})), subject):
                return [(example, changes)]
    return []


def _options(name: str, subject: Subject) -> Iterator[Known | NotKnown]:
    fact = subject.policy.vocabulary.dictionary.facts[name]
    if fact.kind == "boolean":
        yield from (Known(value=True), Known(value=False))
    elif fact.kind == "choice":
        yield from map(Known, fact.values)
    yield NOT_ASKED


def _moves(threshold: Threshold, value: Any, case: Case, subject: Subject) -> Iterator[Changes]:
    """Changes of one fact that may bring a case to a value."""
    facts = subject.policy.vocabulary.dictionary.facts
    if isinstance(threshold, Level):
        measure = measured(threshold, subject.policy.vocabulary)
        for name in (given for given in _given(threshold, subject) if facts[given].kind == "number"):
            found = case.get(name)
            now = found if isinstance(found, Known) else Known(Decimal(0))
            reached = measure(subject.rules.values(case.with_facts({name: now})))
            if reached is not None:
                yield {name: replace(now, value=cast("Decimal", now.value) + value - reached)}
        return
    first, second = (_day(of, case) for of in (threshold.first, threshold.second))
    begins = moved(second, threshold.by, -1)
    if isinstance(threshold.first, str) and begins is not None:
        day = begins + timedelta(value)
        known = case.get(threshold.first)
        if not threshold.evidence:
            yield {threshold.first: Known(day)}
        elif isinstance(known, Known):
            yield {threshold.first: replace(known, on=day)}
    end = moved(first, threshold.by, 1)
    if isinstance(threshold.second, str) and end is not None:
        yield from ({threshold.second: Known(end + timedelta(days - value))} for days in _NEAR)


def _day(of: str | date, case: Case) -> date | None:
    found = case.value(of) if isinstance(of, str) else of
    return found if isinstance(found, date) else None
