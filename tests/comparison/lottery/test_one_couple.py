"""One case in every area: outcomes, amounts, and why it is refused."""

from pathlib import Path

import pytest

from coequal.comparison.lottery.beside import JUDGED, REFUSED_HERE, REFUSED_THERE, UNTOLD, beside_for_one
from coequal.comparison.lottery.measures import DEPENDS, FUNDED, OUTCOME, measures
from coequal.comparison.lottery.one_couple import Reason, Treated, in_order, sums, treated
from coequal.comparison.lottery.scopes import AS_SEEN, COUNTED, WHATEVER
from coequal.errors import CoequalError
from coequal.policies.library import Library
from tests.comparison.lottery.building import BMI, COUNTRY, ICB_DAY, NORTH, SOUTH, case, day_of, library_at, policy


@pytest.fixture
def country(tmp_path: Path) -> Library:
    """The invented country."""
    return library_at(tmp_path, *COUNTRY)


def everywhere(library: Library, **changes: str | None) -> dict[str, Treated]:
    """The couple, with some facts changed, in every area of a day."""
    couple = case(library.vocabulary("care"), **changes)
    return {area.name: treated(area, couple) for area in day_of(library, ICB_DAY).areas}


@pytest.mark.parametrize(
    ("changes", "stands", "seen"),
    [
        ({}, ["eligible", "eligible", "not known", "not known"], ["eligible", "eligible", "eligible", "eligible"]),
        (
            {"BMI": "30.1"},
            ["not eligible", "not eligible", "not known", "not known"],
            ["not eligible", "not eligible", "eligible", "eligible"],
        ),
        ({"BMI": None}, ["not known", "not known", "not known", "not known"], ["not known", "not known", "eligible", "eligible"]),
        (
            {"worry": "true"},
            ["for judgement", "eligible", "not known", "not known"],
            ["for judgement", "eligible", "eligible", "eligible"],
        ),
        (
            {"smokes": "true"},
            ["eligible", "not eligible", "not known", "not eligible"],
            ["eligible", "not eligible", "eligible", "not eligible"],
        ),
    ],
)
def test_outcomes_as_policies_stand_and_as_far_as_seen(
    country: Library, changes: dict[str, str | None], stands: list[str], seen: list[str]
) -> None:
    """Nobody is eligible under a policy that was not seen whole; the seen part refuses whom it refuses."""
    found = everywhere(country, **changes)
    names = ["far-north", "north", "east", "south"]
    assert [found[name].as_it_stands.outcome for name in names] == stands
    assert [found[name].as_far_as_seen.outcome for name in names] == seen


def test_a_refusal_is_a_criterion_with_its_reason(country: Library) -> None:
    """All that are not met, in the policy's order; none where none is."""
    found = everywhere(country, BMI="30.1", smokes="true")
    assert found["north"].as_it_stands.reasons == (
        Reason("body (clause 1)", "Her body mass index, 30.1, is above 30."),
        Reason("smoking (clause 2)", "She smokes."),
    )
    assert everywhere(country)["north"].as_it_stands.reasons == ()
    open_too = everywhere(country, BMI="31", smokes=None)["north"].as_it_stands
    assert [reason.criterion for reason in open_too.reasons] == ["body (clause 1)"]


@pytest.mark.parametrize(
    ("name", "changes", "reasons"),
    [
        ("north", {"BMI": None}, (Reason("body (clause 1)", "Her body mass index is not known."),)),
        (
            "far-north",
            {"BMI": None, "worry": "true"},
            (Reason("worry (clause 2)", "A person has to judge this, because there is a worry."),),
        ),
        ("far-north", {"BMI": "31", "worry": "true"}, (Reason("body (clause 1)", "Her body mass index, 31, is above 30."),)),
        ("east", {}, ()),
    ],
)
def test_whatever_makes_the_outcome_is_a_reason(
    country: Library, name: str, changes: dict[str, str | None], reasons: tuple[Reason, ...]
) -> None:
    """What is not known, or what a person must judge, where nothing refuses; nothing under a policy of which no rule was seen."""
    assert everywhere(country, **changes)[name].as_far_as_seen.reasons == reasons


def test_the_couple_lives_in_each_area_in_turn(country: Library) -> None:
    """So a policy that asks for a practice of its own does not refuse it for living elsewhere."""
    assert everywhere(country)["south"].moved
    assert everywhere(country)["south"].as_far_as_seen.outcome == "eligible"
    assert not everywhere(country)["north"].moved
    assert everywhere(country, patient_area=None)["south"].as_far_as_seen.outcome == "eligible"


@pytest.mark.parametrize(
    ("name", "changes", "amount"),
    [
        ("north", {}, (("ivf", "cycles"), 3)),
        ("north", {"treatment_sought": "IUI"}, (("iui", "tries"), 6)),
        ("far-north", {"cycles_had": "1"}, (("ivf", "cycles"), 1)),
        ("far-north", {"cycles_had": None}, None),
        ("far-north", {"treatment_sought": "IUI"}, (("ivf", "cycles"), 2)),
        ("north", {"BMI": "31"}, (("ivf", "cycles"), 0)),
    ],
)
def test_the_amount_compared_is_the_first_of_the_treatment_sought(
    country: Library, name: str, changes: dict[str, str | None], amount: object
) -> None:
    """By the names of both; None where it is not known."""
    assert everywhere(country, **changes)[name].as_far_as_seen.amount == amount


@pytest.mark.parametrize("amount", ["cycles: not stated", "cycles: 1.5"])
def test_an_amount_that_is_no_whole_number_is_not_compared(tmp_path: Path, amount: str) -> None:
    """Not stated, or broken."""
    found = everywhere(library_at(tmp_path, policy("north", "01N", BMI, amount=amount)))
    assert found["north"].as_it_stands.amount is None


def test_a_treatment_without_amounts_has_none(tmp_path: Path) -> None:
    """Nothing is compared."""
    text = NORTH.replace("ivf: {name: IVF, cycles: 3}", "ivf: {name: IVF}")
    assert everywhere(library_at(tmp_path, text))["north"].as_it_stands.amount is None


def test_the_measures_of_one_couple(country: Library) -> None:
    """Two areas count; of four it is only known what refuses; three were seen far enough to compare."""
    found = list(everywhere(country, smokes="true").values())
    whole, whatever, seen = (measures(sums(found, scope)) for scope in (COUNTED, WHATEVER, AS_SEEN))
    assert whole == {"areas": 2, **{name: {"least": 1, "most": 1} for name in (OUTCOME, FUNDED, DEPENDS)}}
    assert whatever["areas"] == 4
    assert whatever[OUTCOME] == {"least": 2 / 6, "most": 5 / 6}  # far north against north and south; east against all is open
    assert whatever[DEPENDS] == {"least": 1, "most": 1}
    assert seen["areas"] == 3
    assert seen[OUTCOME] == {"least": 2 / 3, "most": 2 / 3}


def test_more_cycles_are_another_treatment_than_fewer(country: Library) -> None:
    """North pays for three and Far North for two, so the outcome is one and the amount is not."""
    found = measures(sums(list(everywhere(country).values()), COUNTED))
    assert (found[OUTCOME]["most"], found[FUNDED]["least"], found[DEPENDS]["most"]) == (0, 1, 0)


def test_areas_stand_in_an_order(country: Library) -> None:
    """The best outcome first; then what nothing seen refuses, with the most first, then by name."""
    found = in_order(list(everywhere(country).values()))
    assert [own.area.name for own in found] == ["north", "armed-forces", "far-north", "east", "south"]
    heavy = in_order(list(everywhere(country, BMI="31", smokes="true").values()))
    assert [own.area.name for own in heavy] == ["east", "armed-forces", "far-north", "north", "south"]


@pytest.mark.parametrize(
    ("here", "there", "says"),
    [
        ("eligible", "eligible", None),
        ("not eligible", "not eligible", None),
        ("for judgement", "for judgement", None),
        ("not eligible", "eligible", REFUSED_HERE),
        ("eligible", "not eligible", REFUSED_THERE),
        ("for judgement", "eligible", JUDGED),
        ("not eligible", "for judgement", JUDGED),
        ("not known", "eligible", UNTOLD),
        ("for judgement", "not known", UNTOLD),
        ("not known", "not known", UNTOLD),
    ],
)
def test_an_area_beside_the_yardstick(here: str, there: str, says: str | None) -> None:
    """Who refuses, or that it cannot be told; nothing where both say the same."""
    assert beside_for_one(here, there) == says


def test_facts_that_cannot_be_true_together_are_refused(country: Library) -> None:
    """As `check` refuses them."""
    with pytest.raises(CoequalError, match="born after the date of referral"):
        everywhere(country, born="2024-01-01")


def test_a_criterion_that_does_not_govern_the_treatment_refuses_nobody(tmp_path: Path) -> None:
    """A refusal is of the treatment sought."""
    smoking = ("smoking", "for: [iui]\nmet when: not(smokes)")
    library = library_at(tmp_path, policy("north", "01N", BMI, smoking, iui="tries: 6"), SOUTH)
    assert everywhere(library, smokes="true")["north"].as_it_stands.reasons == ()
    found = everywhere(library, smokes="true", treatment_sought="IUI")["north"]
    assert [reason.criterion for reason in found.as_it_stands.reasons] == ["smoking (clause 2)"]


def test_another_reading_is_told_where_it_changes_the_outcome(tmp_path: Path) -> None:
    """Of a criterion that governs the treatment sought; with its label and the outcome."""
    read = (
        "body",
        "for: [ivf]\nmet when: BMI <= 30\nor read as: [{label: below 30, met when: BMI < 30}, {label: up to 31, met when: BMI <= 31}]",
    )
    library = library_at(tmp_path, policy("north", "01N", read, iui="tries: 6"))
    found = everywhere(library, BMI="30")["north"].as_it_stands
    assert [(own.criterion.id, own.label, own.outcome) for own in found.readings] == [("body", "below 30", "not eligible")]
    assert everywhere(library, BMI="24")["north"].as_it_stands.readings == ()
    assert everywhere(library, BMI="30", treatment_sought="IUI")["north"].as_it_stands.readings == ()
