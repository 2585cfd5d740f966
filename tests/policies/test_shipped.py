"""The shipped policy: no clause without logic or a person's judgement, and no logic without a clause."""

import re
from datetime import date

import pytest

from coequal.policies.binding import binds
from coequal.policies.library import Library
from coequal.policies.markdown import Block, Heading, Prose
from coequal.policies.model import Owner, Policy, PrintedDate

ID = "norfolk-and-waveney/assisted-conception"
CLAUSES = [str(number) for number in range(1, 19)]
CRITERIA = {
    # id: clause, kind, treatments
    "ovarian-reserve": ("1", "requirement", "ivf"),
    "age-under-40": ("2", "requirement", "ivf"),
    "partner-age": ("3", "information", "ivf iui"),
    "body-mass-index": ("4", "requirement", "ivf iui"),
    "infertility": ("5, 14", "requirement", "ivf"),
    "previous-cycles": ("6", "requirement", "ivf"),
    "age-40-to-41": ("7", "requirement", "ivf"),
    "smoking": ("8", "requirement", "ivf iui"),
    "no-living-child": ("9", "requirement", "ivf iui"),
    "no-sterilisation": ("10", "requirement", "ivf iui"),
    "welfare-of-the-child": ("11", "judgement", "ivf iui"),
    "welfare-duty": ("11", "duty", "ivf iui"),
    "other-medical-grounds": ("12", "judgement", "ivf iui"),
    "registration": ("13", "requirement", "ivf iui"),
    "tubal-investigation": ("15", "readiness", "ivf iui"),
    "rubella-antibodies": ("15", "readiness", "ivf iui"),
    "day-2-fsh": ("15", "readiness", "ivf iui"),
    "chlamydia": ("15", "readiness", "ivf iui"),
    "patient-blood-borne-viruses": ("15", "readiness", "ivf iui"),
    "semen-analysis": ("15", "readiness", "ivf iui"),
    "partner-blood-borne-viruses": ("15", "readiness", "ivf iui"),
    "embryo-testing": ("16", "elsewhere", "ivf iui"),
    "rubella-immune": ("17", "requirement", "ivf iui"),
    "iui-donor-sperm": ("18", "requirement", "iui"),
    "iui-offered": ("18", "judgement", "iui"),
}
READINGS = {
    "body-mass-index": ["below 30"],
    "infertility": ["spread over 36 months or more", "period ignored"],
    "previous-cycles": ["private transfers count too"],
    "age-40-to-41": ["nobody of 40 or over"],
    "partner-blood-borne-viruses": ["any partner's viruses"],
}


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy of Norfolk and Waveney."""
    (found,) = Library().versions(ID)
    return found


def numbers(clause: str) -> list[str]:
    """The numbers of a criterion's clauses."""
    return clause.split(", ")


def test_the_page_has_the_clauses_and_kinds_that_it_should_have(policy: Policy) -> None:
    """Each criterion under its clause, of its kind, for its treatments, and no other."""
    found = {one.id: (one.clause, one.kind, " ".join(one.treatments)) for one in policy.criteria}
    assert found == CRITERIA


def test_every_clause_has_a_heading_with_prose_below_it(policy: Policy) -> None:
    """So that the wording leads."""
    told: set[str] = set()
    waiting: list[str] = []
    for part in policy.file.parts:
        if isinstance(part, Heading) and part.level == 2:
            waiting = re.findall(r"\d+", part.text.partition(". ")[0]) if part.text[0].isdigit() else []
        elif isinstance(part, Prose):
            told |= set(waiting)
    assert told == set(CLAUSES)


def test_every_clause_has_a_criterion(policy: Policy) -> None:
    """Logic, or a mark that a person judges it."""
    assert {number for one in policy.criteria for number in numbers(one.clause)} == set(CLAUSES)


def test_every_criterion_stands_under_the_heading_of_its_clause_and_below_its_prose(policy: Policy) -> None:
    """Nobody is tested on what the page does not say."""
    heading, told, seen = "", False, []
    for part in policy.file.parts:
        match part:
            case Heading(level=2, text=text):
                heading, told = text, False
            case Prose():
                told = True
            case Block(kind="criterion", clause=clause):
                seen.append(clause)
                assert clause is not None
                assert heading.startswith(f"{clause}. ")
                assert told
            case _:
                pass
    assert seen == [clause for clause, _, _ in CRITERIA.values()]


def test_every_doubt_has_its_other_readings(policy: Policy) -> None:
    """By the labels that an assessment shows."""
    assert {one.id: [other.label for other in one.readings] for one in policy.criteria if one.readings} == READINGS


def test_every_requirement_says_what_happens_otherwise(policy: Policy) -> None:
    """So do the judgements, and what is needed before referral."""
    silent = [one.id for one in policy.criteria if one.otherwise is None]
    assert silent == ["partner-age", "welfare-duty"]


def test_the_older_clause_decides_instead_from_forty(policy: Policy) -> None:
    """Clause 7 overrides clauses 2 and 6 and nothing else overrides."""
    assert {one.id: one.overrides for one in policy.criteria if one.overrides} == {
        "age-40-to-41": ("age-under-40", "previous-cycles")
    }


def test_nhs_england_decides_on_embryo_testing(policy: Policy) -> None:
    """It is the only body that decides elsewhere."""
    assert {one.id: one.commissioner for one in policy.criteria if one.commissioner} == {"embryo-testing": "NHS England"}


def test_ivf_comes_first_with_the_amounts_of_both_treatments(policy: Policy) -> None:
    """The first treatment is the one that counts where none is sought."""
    assert {one.id: list(one.amounts) for one in policy.treatments} == {
        "ivf": ["fresh cycles", "embryo transfers"],
        "iui": ["cycles"],
    }


def test_the_dates_are_kept_as_printed(policy: Policy) -> None:
    """A ratification after the review is not silently put right."""
    assert policy.ratified == PrintedDate("01/06/2029")
    assert policy.review_due == PrintedDate("30/06/2024")
    assert policy.under_review
    assert policy.completeness == "whole"
    assert policy.owners == (Owner("QMM", date(2022, 7, 1), date(2026, 3, 31)),)


@pytest.mark.parametrize(("day", "bound"), [(date(2022, 6, 30), False), (date(2022, 7, 1), True), (date(2026, 11, 21), True)])
def test_it_binds_from_the_day_on_which_the_board_began(policy: Policy, day: date, bound: bool) -> None:
    """And goes on after the board has ended."""
    assert binds(policy, day) is bound


def test_the_clinic_is_named_with_its_three_sites(policy: Policy) -> None:
    """As printed, on a date that the source does not give."""
    (provider,) = policy.providers
    assert (provider.name, [site.name for site in provider.sites]) == ("Bourn Hall Clinic", ["Bourn", "Colchester", "Norwich"])
    assert provider.printed_on == "not stated"


def test_exceptional_cases_have_their_route(policy: Policy) -> None:
    """An individual funding request."""
    assert policy.exceptions is not None
    assert policy.exceptions.route == "individual funding request"
