"""`coequal when`: the windows of days in which the criteria that hang on time hold for a case."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from typing import Final

from coequal.cli import usual as shared
from coequal.cli.cases import read_for
from coequal.cli.text import bullets, heading, paragraph, policy_line
from coequal.eligibility.assessor import Assessor, for_case
from coequal.eligibility.assumed import assumed
from coequal.eligibility.outcome import ELIGIBLE, NOT_APPLICABLE
from coequal.eligibility.windows import Window, Windows
from coequal.facts.case import Case
from coequal.facts.dates import say_date
from coequal.policies.library import Library

_STATUS: Final = {NOT_APPLICABLE: "does not apply"}


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.policy(command)
    shared.case(command)
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Print the windows of each treatment, and those of each criterion by itself."""
    library = Library(options.library)
    case = read_for(options.policy, options.case, library)
    assessor = for_case(library, options.policy, case)
    case, said = assumed(assessor.rules, case, date.today())  # noqa: DTZ011  # the user's own day
    assessor.assess(case)  # refuses a case that cannot be true
    windows = Windows(assessor.rules, case, library.area)
    if options.json:
        print(json.dumps(_plain(assessor, windows), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_text(assessor, windows, case, (*assessor.assumptions, *said))))
    return 0


def _plain(assessor: Assessor, windows: Windows) -> dict[str, list[dict[str, object]]]:
    return {
        governing.treatment.id: [
            {
                "from": window.since.isoformat() if window.since else None,
                "until": window.until.isoformat() if window.until else None,
                "because": list(window.because),
            }
            for window in windows.of(governing.places)
        ]
        for governing in assessor.rules.governing
    }


def _text(assessor: Assessor, windows: Windows, case: Case, said: tuple[str, ...]) -> Iterator[str]:
    policy, rules = assessor.policy, assessor.rules
    moment = policy.vocabulary.dictionary.facts[policy.binds_by]
    yield policy.title
    yield policy_line(policy)
    yield paragraph(f"The days are those of {moment.moment or moment.says}; what else moves with time moves with it.", "  ", "")
    for sentence in said:
        yield paragraph(sentence, "  ", "")
    outcomes = assessor.assess(case).treatments
    for governing in rules.governing:
        yield heading(governing.treatment.name)
        found = windows.of(governing.places)
        if not found:
            yield paragraph("On no day are all criteria that hang on time known to hold.", "  ")
        for window in found:
            yield paragraph(f"{_span(window)}.", "  ")
            if window.because:
                yield bullets(window.because, "    ")
        outcome = outcomes[governing.treatment.id].outcome
        if outcome != ELIGIBLE:
            yield paragraph(f"The other criteria count too: with the days as they are, the outcome is {outcome}.", "  ")
    if windows.places:
        yield heading("Each of these criteria by itself")
    for place in windows.places:
        spans = "; ".join(f"{_STATUS.get(status, status)} {_lower(_span(window))}" for status, window in windows.by_status(place))
        yield paragraph(f"{rules.criteria[place].cited}: {spans}.", "    ", "  - ")


def _lower(span: str) -> str:
    """A span inside a sentence."""
    return f"{span[:1].lower()}{span[1:]}"


def _span(window: Window) -> str:
    if window.since is None:
        return f"Until {say_date(window.until)}" if window.until else "On any day"
    return f"From {say_date(window.since)} {f'to {say_date(window.until)}' if window.until else 'on'}"
