"""`coequal ask`: an interview in the terminal, of only the questions that still matter."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import mean
from typing import TextIO

from coequal.cli import usual as shared
from coequal.cli.answers import how_to_answer, read_answer
from coequal.cli.cases import read_for
from coequal.cli.check_text import check_text
from coequal.cli.text import paragraph
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.assessor import Assessor, find, for_case
from coequal.eligibility.assumed import same_answer
from coequal.eligibility.examples import examples
from coequal.eligibility.interview import EVERYBODY, NOTHING_GIVEN, Interview, Question, interviewed
from coequal.eligibility.report import report
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, Place
from coequal.facts.case import written
from coequal.policies.library import Library
from coequal.populations.progress import progress

_HELP = "Type ? if you do not know, b to go back, w to see why it is asked, q to stop and see the answer so far."


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.policy(command)
    command.add_argument("--public", action="store_true", help="leave out what only a clinician can say")
    command.add_argument("--measure", action="store_true", help="ask nobody; say how many questions the example people are asked")
    command.add_argument("--case", metavar="CASE", help="a file of what is known already")
    command.add_argument("--save", metavar="FILE", type=Path, help="write the answers to a new file, to check them again")
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Hold the interview and print the assessment."""
    library = Library(options.library)
    asks = ("anyone",) if options.public else EVERYBODY
    today = date.today()  # noqa: DTZ011  # the user's own day
    if options.measure:
        return _measure(Assessor(find(library, options.policy, lambda _policy: None), library), asks, today, as_json=options.json)
    begins_with = read_for(options.policy, options.case, library) if options.case else NOTHING_GIVEN
    assessor = for_case(library, options.policy, begins_with, or_latest=True)
    with _new_file(options.save) as file:
        print(paragraph(f"{assessor.policy.title}. {_HELP}"), file=sys.stderr)
        interview = _hold(Interview(assessor.rules, today, asks, begins_with), library, options.policy)
        if file:
            file.write(written(interview.answered, assessor.policy.vocabulary.dictionary))
    assessment, said = _assessed(interview, library, options.policy)
    if options.json:
        print(json.dumps(report(assessment), indent=2, ensure_ascii=False))
    else:
        print(f"\n{check_text(assessment)}")
        for sentence in said:
            print(paragraph(sentence))
        print(paragraph(_how_many(interview)))
    return 0


@contextmanager
def _new_file(path: Path | None) -> Iterator[TextIO | None]:
    """A file to write to, opened before anybody answers, so that no answers are lost; none where no path is given."""
    if path is None:
        yield None
        return
    try:
        with path.open("x", encoding="utf-8") as file:
            yield file
    except FileExistsError:
        raise CoequalError("This file is there already. Name a new one.", Place(str(path))) from None


def _hold(interview: Interview, library: Library, name: str) -> Interview:
    """Ask until nothing that matters is left, or the person stops."""
    shown = None
    while (question := interview.question()) is not None:
        if question != shown:
            _show(question, len(interview.answers) + 1)
            shown = question
        print("> ", end="", file=sys.stderr, flush=True)
        typed = sys.stdin.readline()
        if typed.strip() == "q" or not typed:
            break
        interview = _after(interview, question, typed.strip(), library, name)
    print(file=sys.stderr)
    return interview


def _show(question: Question, number: int) -> None:
    """The question goes where the answer does not, so that the answer can be piped on."""
    print(f"\n{paragraph(f'{number}. {question.fact.question}')}", file=sys.stderr)
    if question.fact.help:
        print(paragraph(question.fact.help, "   "), file=sys.stderr)
    print(paragraph(f"({how_to_answer(question)})", "   "), file=sys.stderr)


def _after(interview: Interview, question: Question, typed: str, library: Library, name: str) -> Interview:
    """The interview after what was typed; the same one, and a message, where that cannot be used."""
    try:
        match typed:
            case "b":
                return interview.back()
            case "?" | "not yet":
                return _bound(interview.answer(question.fact, None), question, library, name)
            case "w":
                message = _why(question)
            case "":
                message = "Type an answer, or ? if you do not know."
            case _:
                answer = read_answer(question, typed, library.area_code)
                return _bound(interview.answer(question.fact, answer), question, library, name)
    except CoequalError as error:
        message = error.message
    print(paragraph(message, "   "), file=sys.stderr)
    return interview


def _bound(interview: Interview, question: Question, library: Library, name: str) -> Interview:
    """The interview under the version that binds on the day that was just given. Raises `CoequalError` where none does."""
    if question.fact.name != interview.rules.policy.binds_by:
        return interview
    return replace(interview, rules=for_case(library, name, interview.answered).rules)


def _why(question: Question) -> str:
    if question.because:
        return f"These criteria look at it: {'; '.join(question.because)}."
    return "It decides which treatment, or which version of the policy, is meant."


def _assessed(interview: Interview, library: Library, name: str) -> tuple[Assessment, tuple[str, ...]]:
    """The assessment of what was answered, and sentences on the days that were taken for granted."""
    case = interview.case
    assessment = for_case(library, name, case, or_latest=True).assess(case)
    assessment = replace(assessment, assumptions=(*interview.assumptions, *assessment.assumptions))
    return assessment, same_answer(interview.rules, case, interview.governing)


def _how_many(interview: Interview) -> str:
    asked = len(interview.answers)
    return f"{asked} {'question' if asked == 1 else 'questions'}; the policy looks at {len(facts_of(interview.rules))} facts."


def facts_of(rules: Rules) -> frozenset[str]:
    """The facts that may be given and on which a policy rests."""
    return rules.policy.vocabulary.basis(rules.mentioned)


def _measure(assessor: Assessor, asks: tuple[str, ...], today: date, *, as_json: bool) -> int:
    """How many questions the policy's example people are asked."""
    people = examples(assessor.policy)
    if not people:
        raise CoequalError(f"{assessor.policy.id} has no example people to ask.")
    counts = [
        len(interviewed(Interview(assessor.rules, today, asks), person.case).answers)
        for person in progress(people, "Example people asked")
    ]
    found = {"people": len(counts), "mean": round(mean(counts), 1), "least": min(counts), "most": max(counts)}
    found["facts"] = len(facts_of(assessor.rules))
    if as_json:
        print(json.dumps(found))
    else:
        print(
            paragraph(
                f"{found['people']} example people are asked {found['mean']} questions on average, "
                f"at least {found['least']} and at most {found['most']}; the policy looks at {found['facts']} facts."
            )
        )
    return 0
