"""Wording and logic side by side: no clause without logic, no logic without wording, nothing twice, no reference into the void."""

import re
from collections.abc import Iterator

from coequal.errors import Place
from coequal.lint.finding import ERROR, WARNING, Rule, Spots
from coequal.lint.outline import clauses, names_clause, numbers
from coequal.lint.subject import Subject
from coequal.policies.model import Criterion

_PAGE = re.compile(r"\bpages?\s+(\d+)", re.IGNORECASE)
_CLAUSES = re.compile(
    r"\bclauses?\s+(?P<list>\d+[a-z]?\b(?:\s*(?:,\s*(?:and|or)\b|,|\band\b|\bor\b)\s*\d+[a-z]?\b)*)(?!\s+of\s+(?!this\b))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+[a-z]?", re.IGNORECASE)


def _without_logic(subject: Subject) -> Spots:
    if subject.policy.file.left_out:
        return  # an area that lacks some criteria of its family
    known = [number for criterion in subject.criteria for number in clauses(criterion.clause)]
    for heading in subject.outline.headings:
        for number in numbers(heading):
            if not names_clause(number, known):
                said = f"Clause {number} has no criterion, so nothing that it says is applied to anybody."
                mend = "Add a criterion; one of kind judgement, duty or information where nothing can be tested."
                yield Place(subject.file, heading.line, clause=number), f"{said} {mend}"


def _without_wording(subject: Subject) -> Spots:
    for criterion, wording in zip(subject.criteria, subject.outline.wordings, strict=True):
        if not wording:
            said = f'The criterion "{criterion.id}" has no wording above it, so people are tested on what the page does not say.'
            yield criterion.place, f"{said} Say it in plain words between the heading and the block."


def _repeated(subject: Subject) -> Spots:
    earlier: dict[tuple[object, ...], Criterion] = {}
    for criterion in subject.criteria:
        first, *others = clauses(criterion.clause)
        if others:
            said = f"The source says the same in clause {first} and again in {' and '.join(others)}."
            yield criterion.place, f"{said} Ask the owner to say it once; two wordings of one rule drift apart."
        if criterion.kind != "requirement" or not criterion.found:
            continue
        meaning = (criterion.applies_when, criterion.condition, criterion.treatments)
        if meaning in earlier:
            said = f'The criterion "{criterion.id}" means the same as "{earlier[meaning].id}" of clause {earlier[meaning].clause}.'
            yield criterion.place, f"{said} Make them one criterion that cites both clauses."
        earlier.setdefault(meaning, criterion)


def _dangling(subject: Subject) -> Spots:
    for criterion in subject.criteria:
        for page in _PAGE.finditer(criterion.printed or ""):
            said = f"The source refers to page {page[1]}, but this file has no pages, and perhaps the source has no such page."
            yield subject.at(criterion, "printed"), f"{said} Find what is meant, and say it in the wording."
    yield from _cited_nowhere(subject)
    known = [number for criterion in subject.criteria for number in clauses(criterion.clause)]
    known += [number for heading in subject.outline.headings for number in numbers(heading)]
    for place, text in _texts(subject):
        for found in _CLAUSES.finditer(text):
            for number in _NUMBER.findall(found["list"]):
                if not names_clause(number, known):
                    said = f"This refers to clause {number}, but the file has no such clause."
                    yield place, f"{said} Correct the number, or say whose clause it is."


def _cited_nowhere(subject: Subject) -> Spots:
    """The clauses that criteria cite and no heading leads: neither with that number or name, nor one that it is a part of."""
    led = [number for heading in subject.outline.headings for number in numbers(heading)]
    begins = [*led, *(heading.title for heading in subject.outline.headings)]
    for criterion in subject.criteria:
        for number in clauses(criterion.clause):
            if not names_clause(number, begins) and not any(names_clause(above, [number]) for above in led):
                said = f'The criterion "{criterion.id}" cites clause {number}, but no heading has that number.'
                yield subject.at(criterion, "clause"), f"{said} Put the number before its heading, or correct it."


def _texts(subject: Subject) -> Iterator[tuple[Place, str]]:
    """What is said in our own words: prose line by line, and what criteria say of readings and of what happens next."""
    for prose, clause in subject.outline.prose:
        for n, line in enumerate(prose.text.split("\n")):
            yield Place(subject.file, prose.line + n, clause=clause), line
    for criterion in subject.criteria:
        for key, text in (("otherwise", criterion.otherwise), ("reading", criterion.reading)):
            if text is not None:
                yield subject.at(criterion, key), text


RULES = (
    Rule(
        "clause-without-logic",
        ERROR,
        "A numbered clause is cited by no criterion, so what it says is applied to nobody.",
        _without_logic,
    ),
    Rule(
        "logic-without-wording",
        ERROR,
        "A criterion stands under no prose, so people would be tested on what the page does not say.",
        _without_wording,
    ),
    Rule(
        "repeated-clause",
        WARNING,
        "Two clauses say the same, so a change of one of them would make the policy contradict itself.",
        _repeated,
    ),
    Rule(
        "dangling-reference",
        WARNING,
        "Something refers to a page, which a file does not have, or to a clause that is not there, so nobody can follow it.",
        _dangling,
    ),
)
