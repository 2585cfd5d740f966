"""What counts as an area of the lottery on a day, and what is set apart, and why."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coequal.comparison.lottery.areas import Area, Day, areas_on
from coequal.comparison.lottery.scopes import AS_SEEN, COUNTED, WHATEVER, areas_of, told
from coequal.errors import CoequalError
from coequal.policies.library import Library
from tests.comparison.lottery.building import (
    BMI,
    CCG_DAY,
    COUNTRY,
    EAST,
    FAR,
    ICB_DAY,
    NATIONAL,
    NEW_DAY,
    NICE,
    NORTH,
    SOUTH,
    TODAY,
    case,
    day_of,
    library_at,
    named,
    policy,
)


@pytest.fixture
def country(tmp_path: Path) -> Library:
    """The invented country."""
    return library_at(tmp_path, *COUNTRY)


def area(day: Day, name: str) -> Area:
    """The area of a day with a name."""
    return next(area for area in day.areas if area.name == name)


@pytest.mark.parametrize(
    ("on", "bodies", "north", "south"),
    [
        (CCG_DAY, ["01N", "02N", "01S", "01E"], ["01N"], ["01S"]),
        (date(2022, 6, 30), ["01N", "02N", "01S", "01E"], ["01N"], ["01S"]),
        (date(2022, 7, 1), ["QNI", "QSI", "QEI"], ["QNI"], ["QSI"]),
        (date(2026, 3, 31), ["QNI", "QSI", "QEI"], ["QNI"], ["QSI"]),
        (NEW_DAY, ["QNI", "QUI"], ["QNI"], ["QUI"]),
    ],
)
def test_the_bodies_are_those_of_the_day(country: Library, on: date, bodies: list[str], north: list[str], south: list[str]) -> None:
    """A policy goes on for whoever followed, and one board may have the policies of several parts."""
    day = day_of(country, on)
    assert [body.code for body in day.bodies] == bodies
    assert [body.code for body in area(day, "north").binds_for] == north
    assert [body.code for body in area(day, "south").binds_for] == south
    assert area(day, "north").may_bind_for == ()


def test_each_policy_is_one_area(country: Library) -> None:
    """Those that count come first, then what binds, then what is no area's policy."""
    day = day_of(country, ICB_DAY)
    assert named(day.areas) == ["far-north", "north", "east", "south", "armed-forces"]
    assert [found.counts for found in day.areas] == [True, True, False, False, False]
    assert named(areas_of(day, COUNTED)) == ["far-north", "north"]
    assert named(areas_of(day, WHATEVER)) == ["far-north", "north", "east", "south"]
    assert named(areas_of(day, AS_SEEN)) == ["far-north", "north", "south"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("south", ("We have seen only a part of it, so nobody is found eligible under it here.",)),
        (
            "east",
            (
                "We know it only from others, so nobody is found eligible under it here.",
                "None of its conditions has been seen.",
            ),
        ),
        ("armed-forces", ("NHS England commissions this for some people wherever they live, so it is no area's policy.",)),
        ("north", ()),
    ],
)
def test_what_is_set_apart_says_why(country: Library, name: str, why: tuple[str, ...]) -> None:
    """Not seen whole, none of its conditions seen, or no area's policy."""
    assert area(day_of(country, ICB_DAY), name).apart == why


def test_the_guideline_is_a_yardstick(country: Library, tmp_path: Path) -> None:
    """It is no area; where there is none on the day, there is no yardstick."""
    day = day_of(country, ICB_DAY)
    assert day.yardstick is not None
    assert day.yardstick.policy.id == "nice/care"
    assert day.yardstick.apart == ("It is a yardstick, and nobody's policy.",)
    later = policy("nice", "", BMI, start="2024-01-01")
    assert day_of(library_at(tmp_path / "later", NORTH, later), ICB_DAY).yardstick is None


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_never_bound_is_nowhere(tmp_path: Path, status: str) -> None:
    """A draft and a withdrawn policy are neither counted nor set apart, whosever they are."""
    texts = [policy(name, owner, BMI, status=status) for name, owner in (("north", "01N"), ("nice", ""), ("army", "X24"))]
    day = day_of(library_at(tmp_path, *texts), ICB_DAY)
    assert day.areas == ()
    assert day.yardstick is None
    assert [body.code for body in day.no_policy_seen] == ["QNI", "QSI", "QEI"]


@pytest.mark.parametrize(
    ("start", "why"),
    [
        (
            "{printed: spring}",
            "It may bind, but that is not certain: its start is printed as “spring”, and which day that was is not known.",
        ),
        ("{printed: none}", "It may bind, but that is not certain: no start is printed, and which day that was is not known."),
    ],
)
def test_what_only_may_bind_is_set_apart(tmp_path: Path, start: str, why: str) -> None:
    """It counts in no scope, and says why it may not bind."""
    found = area(day_of(library_at(tmp_path, policy("north", "01N", BMI, start=start)), ICB_DAY), "north")
    assert found.apart == (why,)
    assert [found.binds, found.counts, found.counts_as_seen] == [False, False, False]
    assert [body.code for body in found.may_bind_for] == ["QNI"]


def test_what_binds_unless_another_does_is_set_apart(tmp_path: Path) -> None:
    """A later version whose start is not known may have taken its place."""
    later = policy("north", "01N", BMI, version="v2", start="{printed: none}")
    day = day_of(library_at(tmp_path, NORTH, later), ICB_DAY)
    assert [(found.policy.version, found.counts) for found in day.areas] == [("v1", False), ("v2", False)]
    assert day.areas[0].apart == ("It may bind, but that is not certain: another may bind instead.",)


def test_an_investigation_is_no_condition(tmp_path: Path) -> None:
    """It touches no outcome, so a policy of which only that was seen is not compared."""
    text = policy("north", "01N", ("test", "kind: readiness\nmet when: smokes is known"), completeness="partial")
    found = area(day_of(library_at(tmp_path, text), ICB_DAY), "north")
    assert found.apart[-1] == "None of its conditions has been seen."
    assert not found.counts_as_seen


def test_of_two_policies_of_one_body_it_is_not_certain_which_binds(tmp_path: Path) -> None:
    """Either may, so neither counts."""
    day = day_of(library_at(tmp_path, NORTH, policy("norths-other", "01N", BMI)), ICB_DAY)
    assert [found.apart for found in day.areas] == [("It may bind, but that is not certain: another may bind instead.",)] * 2


def test_a_national_policy_that_may_bind_says_so(tmp_path: Path) -> None:
    """That of NHS England, whose start is not known."""
    day = day_of(library_at(tmp_path, policy("army", "X24", BMI, start="{printed: none}", completeness="partial")), ICB_DAY)
    assert len(day.areas[0].apart) == 3
    assert "may bind" in day.areas[0].apart[1]


def test_rules_that_were_not_found_set_a_policy_apart(tmp_path: Path) -> None:
    """Even where all of the rest was seen."""
    library = library_at(tmp_path, NORTH)
    (whole,) = library.of_service("care")
    lacking = replace(whole, criteria=(replace(whole.criteria[0], found=False), *whole.criteria[1:]))
    (found,) = areas_on([lacking], library.organisations, ICB_DAY, TODAY).areas
    assert found.apart == ("Rules of it were looked for and not found, so nobody is found eligible under it here.",)
    assert found.counts_as_seen


def test_bodies_without_a_policy_are_named(tmp_path: Path) -> None:
    """And those of which only a part has one that was seen."""
    day = day_of(library_at(tmp_path, NORTH), ICB_DAY)
    assert [body.code for body in day.no_policy_seen] == ["QSI", "QEI"]
    assert [body.code for body in day.seen_for_a_part] == ["QNI"]
    whole = day_of(library_at(tmp_path / "whole", NORTH, FAR, SOUTH, EAST, NICE, NATIONAL), ICB_DAY)
    assert whole.no_policy_seen == whole.seen_for_a_part == ()


@pytest.mark.parametrize("on", [date(2013, 3, 31), date(1999, 1, 1)])
def test_a_day_before_the_bodies_are_known_is_refused(country: Library, on: date) -> None:
    """With the day from which they are."""
    with pytest.raises(CoequalError, match="They are known from 1 April 2013"):
        day_of(country, on)


def test_a_library_without_local_bodies_is_refused(tmp_path: Path) -> None:
    """It names none."""
    library_at(tmp_path, NICE)
    (tmp_path / "organisations" / "bodies.csv").write_text(
        "code,role,name,from,until,successors,source\nX24,NHS England,The national body,2013-04-01,,,a test\n", encoding="utf-8"
    )
    (tmp_path / "organisations" / "areas.csv").write_text("code,name,commissioners\nX,Nowhere,X24\n", encoding="utf-8")
    with pytest.raises(CoequalError, match="The library names none"):
        day_of(Library(tmp_path), ICB_DAY)


def test_an_unseen_part_could_refuse_whom_the_seen_part_does_not(country: Library) -> None:
    """So of a policy that is not whole only a refusal is certain, whatever is unseen."""
    day = day_of(country, ICB_DAY)
    assert told(area(day, "south"), WHATEVER) == ("not eligible",)
    assert told(area(day, "south"), AS_SEEN) == told(area(day, "north"), WHATEVER) == ("eligible", "for judgement", "not eligible")


class TestWherePeopleAreTakenToLive:
    """A policy may ask for a practice in its own area."""

    def test_where_a_policy_names_an_area_people_live_in_it(self, country: Library) -> None:
        """Or stay where they are, if that is one of its areas."""
        home = area(day_of(country, ICB_DAY), "south").home
        vocabulary = country.vocabulary("care")
        found = next(iter(country.versions("south/care")))
        assert home.codes == ("01S",)
        moved = home.moved(case(vocabulary, patient_area="01N"), found)
        assert (moved.value("patient area"), moved.value("partner area")) == ("01S", "01S")
        assert (
            home.moved(case(vocabulary, patient_area="01S", partner_area="01S"), found).facts
            == case(vocabulary, patient_area="01S", partner_area="01S").facts
        )

    def test_where_it_asks_for_none_nobody_moves(self, country: Library) -> None:
        """The case stays as it is, and so does the policy."""
        found = area(day_of(country, ICB_DAY), "north")
        couple = case(country.vocabulary("care"))
        assert found.home.codes == ()
        assert found.home.moved(couple, found.policy) is couple
        assert found.home.moved_policy(found.policy) is found.policy

    def test_areas_that_it_names_come_first(self, tmp_path: Path) -> None:
        """Of those where it binds; one that it names and where it does not bind is not among them."""
        asks = ("home", 'met when: patient area in ("01S", "02N") or BMI < 20')
        later = (
            "grown",
            'applies when: patient area != "01E"\nmet when: BMI <= 30\nor read as: [{label: other, met when: \'patient area = "01N"\'}]',
        )
        text = policy("north", "01N 02N", asks, later, amount="cycles: 'if patient area = \"01N\" then 1 else 2'")
        found = area(day_of(library_at(tmp_path, text), ICB_DAY), "north")
        assert found.home.codes == ("02N", "01N")

    def test_everybody_moves_as_one_does(self, tmp_path: Path) -> None:
        """In readings and amounts too; what is rewritten names no fact that it did not name before."""
        asks = (
            "home",
            'applies when: patient area != "01E"\nmet when: patient area = "01N"\nor read as: [{label: other, met when: \'partner area = "01N"\'}]',
        )
        text = policy("north", "01N", asks, amount="cycles: 'if patient area = \"01N\" then 1 else 2'")
        found = area(day_of(library_at(tmp_path, text), ICB_DAY), "north")
        moved = found.home.moved_policy(found.policy)
        assert moved.criteria[0].condition != found.policy.criteria[0].condition
        assert moved.criteria[0].applies_when != found.policy.criteria[0].applies_when
        assert moved.criteria[0].readings[0].condition != found.policy.criteria[0].readings[0].condition
        assert moved.treatments[0].amounts != found.policy.treatments[0].amounts


def test_today_is_no_day_of_the_lottery(country: Library) -> None:
    """The day that is asked about decides, not the day on which somebody asks."""
    assert TODAY not in (CCG_DAY, ICB_DAY)
    assert {body.role for body in day_of(country, CCG_DAY).bodies} == {"CCG"}
