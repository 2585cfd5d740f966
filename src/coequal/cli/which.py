"""`coequal which`: the policy that binds a referral, and why."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date

from coequal.cli import usual as shared
from coequal.cli.cases import text_of
from coequal.cli.text import bullets, heading, paragraph
from coequal.errors import CoequalError
from coequal.facts.case import Case, parse_case
from coequal.facts.dates import say_date
from coequal.facts.values import read_date
from coequal.policies.because import DayOf
from coequal.policies.couples import for_couple
from coequal.policies.exemptions import exemptions
from coequal.policies.library import Library
from coequal.policies.listed import binding_data
from coequal.policies.looking import Looking
from coequal.policies.model import Policy
from coequal.policies.which import Answer, Finder

REFERRAL = "referral date"


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("--service", metavar="S", required=True, help="such as assisted-conception")
    command.add_argument("--referred", metavar="DATE", help="the day of referral, such as 2023-05-02; today where it is left out")
    place = command.add_mutually_exclusive_group()
    place.add_argument("--practice", metavar="CODE", help="the GP practice, by its ODS code")
    place.add_argument("--area", metavar="CODE", help="the area of the GP practice, such as 26A, or its name")
    place.add_argument("--commissioner", metavar="CODE", help="a body that commissions, such as QMM")
    place.add_argument("--postcode", metavar="DISTRICT", help="a postcode district, such as NR1, which tells only approximately")
    partner = command.add_mutually_exclusive_group()
    partner.add_argument("--partner-practice", metavar="CODE", help="the partner's practice, where it is another one")
    partner.add_argument("--partner-area", metavar="CODE", help="the area of the partner's practice")
    command.add_argument(
        "--case", metavar="CASE", help="a file of facts: the day, the areas, what NHS England decides; - for a pipe"
    )
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Print what binds, or the candidates, and the reasons."""
    library = Library(options.library)
    vocabulary = library.vocabulary(options.service)
    case = parse_case(*text_of(options.case), vocabulary.dictionary) if options.case else Case({})
    today = date.today()  # noqa: DTZ011  # the user's own day
    referred, said = _referred(options, case, today)
    finder = Finder(library.of_service(options.service), library.organisations, today)
    answer = _couple(Looking(library, finder, referred, _day_of(case, referred)), options, case)
    exempt = list(exemptions(vocabulary, case, library.organisations))
    elsewhere = [found.says for found in exempt if found.holds]
    notes = [*said, *_stands_in(answer, case), *(found.says for found in exempt if not found.holds)]
    if options.json:
        print(json.dumps(binding_data(answer, elsewhere, notes), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_text(answer, elsewhere, notes)))
    return 0


def _referred(options: Namespace, case: Case, today: date) -> tuple[date, list[str]]:
    """The day of referral: as given, or the case's, or today, which is said."""
    if options.referred:
        return read_date("--referred", options.referred), []
    known = case.value(REFERRAL)
    if isinstance(known, date):
        return known, []
    return today, [f"No day of referral was given, so today, {say_date(today)}, stands for it."]


def _day_of(case: Case, referred: date) -> DayOf:
    """The day by which a policy goes, as far as the case tells; else that of referral."""

    def day_of(policy: Policy) -> date:
        day = referred if policy.binds_by == REFERRAL else case.value(policy.binds_by)
        return day if isinstance(day, date) else referred

    return day_of


def _stands_in(answer: Answer, case: Case) -> Iterator[str]:
    """That the day of referral stands for another day by which a policy goes, where the case does not tell that one."""
    for other in dict.fromkeys(candidate.policy.binds_by for candidate in answer.candidates):
        if other != REFERRAL and case.value(other) is None:
            yield f"The {other} is not known, so the day of referral stands for it."


def _couple(looking: Looking, options: Namespace, case: Case) -> Answer:
    """What binds for her, and where her partner's place is given as well, for the two. Raises `CoequalError`."""
    area = options.area or _area(case, "patient area", options)
    by_postcode = options.postcode
    hers = looking.in_district(by_postcode) if by_postcode else looking.at(options.practice, area, options.commissioner)
    if hers is None:
        places = "--practice, --area, --commissioner or --postcode"
        raise CoequalError(f"Say where: {places}, or a --case that gives the patient's area.")
    partners = looking.at(options.partner_practice, options.partner_area or _area(case, "partner area", options))
    return hers if partners is None else for_couple(hers, partners)


def _area(case: Case, fact: str, options: Namespace) -> str | None:
    """The area that a case gives, unless a place was named."""
    named = options.commissioner if fact == "patient area" else None
    found = case.value(fact)
    return str(found) if found is not None and not named else None


def _text(answer: Answer, elsewhere: list[str], notes: list[str]) -> Iterator[str]:
    """Who decides instead, if anyone; then the answer, then the reasons."""
    yield from (f"{paragraph(sentence)}\n" for sentence in elsewhere)
    found = answer.policy
    if found:
        yield paragraph(f"{found.id}@{found.version}: {found.title}")
    elif not answer.candidates:
        yield "None: no policy that is known here binds."
    else:
        yield "There is no one certain answer. It may be:"
        yield bullets(f"{one.policy.id}@{one.policy.version}: {one.policy.title}" for one in answer.candidates)
    yield heading("Because")
    yield bullets(answer.because)
    if notes:
        yield heading("Bear in mind")
        yield bullets(notes)
