"""Which version binds on a day, and what is said about the choice."""

from datetime import date
from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.policies.binding import Chosen, binds, choose, named
from coequal.policies.library import Library
from tests.policies.building import changed, library_folder, policy

TODAY = date(2026, 7, 1)
PLAIN = """\
---
policy: here/hearing
version: "{version}"
title: Hearing aids
service: hearing
completeness: whole
{owners}status: {status}
in force:
  from: {start}
{end}binds by: referral date
source: {{title: A test}}
---
```treatments
aids: {{name: Aids}}
```
"""


def text(version: str, start: str, end: str | None = None, status: str = "in force", owners: str = "") -> str:
    """A version of the policy."""
    owned = f"commissioners: [{owners}]\n" if owners else ""
    return PLAIN.format(version=version, start=start, end=f"  until: {end}\n" if end else "", status=status, owners=owned)


FIRST = text("2020", "2020-04-01", "2022-03-31", "superseded")
SECOND = text("2022", "2022-04-01")
DRAFT = text("2030", "2020-01-01", status="draft")


def chosen(tmp_path: Path, name: str, day: date | None, *texts: str) -> Chosen:
    """The version chosen for a case of a day from a library of these."""
    return choose(Library(library_folder(tmp_path, *texts)), name, lambda _policy: day, TODAY)


@pytest.mark.parametrize(
    ("day", "bound"),
    [
        (date(2020, 3, 31), False),
        (date(2020, 4, 1), True),
        (date(2022, 3, 31), True),
        (date(2022, 4, 1), False),
    ],
)
def test_a_version_binds_from_its_first_day_to_its_last(day: date, bound: bool) -> None:
    """Both days included."""
    assert binds(policy(FIRST), day) is bound


def test_a_version_without_an_end_goes_on() -> None:
    """So does one whose end is printed in words that we cannot read as a day."""
    assert binds(policy(SECOND), date(2099, 1, 1))
    assert binds(policy(changed("binds by", "  until: {printed: further notice}\nbinds by", SECOND)), date(2099, 1, 1))


def test_a_version_whose_start_is_not_known_never_binds() -> None:
    """Nothing says since when."""
    assert not binds(policy(text("x", "{printed: none}")), TODAY)


@pytest.mark.parametrize(
    ("status", "bound"),
    [("draft", False), ("decided", False), ("in force", True), ("superseded", True), ("withdrawn", False)],
)
def test_only_what_is_or_was_in_force_binds(status: str, bound: bool) -> None:
    """A draft never does, whatever its dates."""
    assert binds(policy(text("x", "2020-01-01", status=status)), TODAY) is bound


@pytest.mark.parametrize(
    ("day", "version"),
    [(date(2020, 4, 1), "2020"), (date(2022, 3, 31), "2020"), (date(2022, 4, 1), "2022"), (date(2099, 1, 1), "2022")],
)
def test_a_case_is_bound_by_the_version_of_its_day(tmp_path: Path, day: date, version: str) -> None:
    """Nothing need be said about it."""
    found = chosen(tmp_path, "here/hearing", day, FIRST, SECOND, DRAFT)
    assert (found.policy.version, found.assumptions) == (version, ())


def test_of_two_that_could_bind_the_later_does(tmp_path: Path) -> None:
    """A superseded version may lack its last day."""
    endless = text("2020", "2020-04-01", status="superseded")
    assert chosen(tmp_path, "here/hearing", date(2023, 1, 1), endless, SECOND).policy.version == "2022"


def test_today_stands_in_for_a_day_that_is_not_known_and_it_is_said(tmp_path: Path) -> None:
    """With the fact that is not known, and today's date."""
    found = chosen(tmp_path, "here/hearing", None, FIRST, SECOND)
    assert found.policy.version == "2022"
    (said,) = found.assumptions
    assert "referral date is not known" in said
    assert "today, 1 July 2026" in said


@pytest.mark.parametrize(("day", "said"), [(date(2020, 3, 31), "31 March 2020"), (None, "1 July 2026")])
def test_where_no_version_binds_it_is_an_error_with_all_versions(tmp_path: Path, day: date | None, said: str) -> None:
    """Each with its status and its days."""
    ended = changed("  until: 2022-03-31\n", "  until: 2023-12-31\n", FIRST)
    with pytest.raises(CoequalError) as caught:
        chosen(tmp_path, "here/hearing", day, ended, DRAFT, text("odd", "{printed: none}"))
    assert str(caught.value) == (
        f"No version of here/hearing was in force on {said}. The versions are: "
        "2020 (superseded, from 1 April 2020 until 31 December 2023); 2030 (draft, from 1 January 2020); "
        "odd (in force, from a day that is not known)."
    )


def test_a_version_that_is_named_is_used_without_a_word_where_it_binds(tmp_path: Path) -> None:
    """On the last of its days."""
    found = chosen(tmp_path, "here/hearing@2020", date(2022, 3, 31), FIRST, SECOND)
    assert (found.policy.version, found.assumptions) == ("2020", ())


@pytest.mark.parametrize(
    ("name", "day", "warning"),
    [
        ("here/hearing@2020", date(2022, 4, 1), "Version 2020 was named, but it does not bind on 1 April 2022"),
        ("here/hearing@2022", date(2022, 3, 31), "Version 2022 was named, but it does not bind on 31 March 2022"),
        ("here/hearing@2030", date(2022, 4, 1), "Version 2030 was named, but it does not bind on 1 April 2022 (draft, from"),
        ("here/hearing@2020", None, "Version 2020 was named, but it does not bind on 1 July 2026"),
    ],
)
def test_a_version_that_is_named_is_used_with_a_warning_where_it_does_not_bind(
    tmp_path: Path, name: str, day: date | None, warning: str
) -> None:
    """A draft binds on no day."""
    found = chosen(tmp_path, name, day, FIRST, SECOND, DRAFT)
    assert found.policy.version == name[-4:]
    (said,) = found.assumptions
    assert said.startswith(warning)


def test_a_version_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    """And with the nearest."""
    with pytest.raises(CoequalError) as caught:
        chosen(tmp_path, "here/hearing@2021", TODAY, FIRST, SECOND)
    assert str(caught.value).startswith('There is no version "2021". There are: 2020, 2022. Did you mean "202')


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "here/hearing@../../x", "here"])
def test_a_path_is_no_name_of_a_policy(tmp_path: Path, name: str) -> None:
    """Whatever it leads to."""
    with pytest.raises(CoequalError, match="neither a file nor the id of a policy"):
        chosen(tmp_path, name, TODAY, FIRST)


@pytest.mark.parametrize(
    ("owners", "day", "said"),
    [
        pytest.param("", TODAY, None, id="no owner"),
        pytest.param("{code: BBB, from: 2024-04-01}", TODAY, None, id="an owner that goes on"),
        pytest.param("{code: AAA, from: 2015-01-01, until: 2024-03-31}", date(2024, 3, 31), None, id="the owner's last day"),
        pytest.param(
            "{code: AAA, from: 2015-01-01, until: 2024-03-31}", date(2024, 4, 1), ["AAA ended on 31 March 2024", "NHS Here ICB (BBB)"],
            id="one heir",
        ),
        pytest.param(
            "{code: CCC, from: 2015-01-01, until: 2024-03-31}", TODAY,
            ["CCC ended on 31 March 2024", "NHS There ICB (DDD) and NHS Here ICB (BBB)"], id="several heirs",
        ),
        pytest.param(
            "{code: XXX, from: 2015-01-01, until: 2024-03-31}", TODAY, ["XXX ended on 31 March 2024", "who followed it is not known"],
            id="an heir who is not known",
        ),
        pytest.param(
            "{code: AAA, from: 2015-01-01, until: 2024-03-31}, {code: BBB, from: 2024-04-01}", TODAY, None, id="a later owner",
        ),
    ],
)  # fmt: skip
def test_an_owner_that_has_ended_is_said_with_its_heirs(tmp_path: Path, owners: str, day: date, said: list[str] | None) -> None:
    """Whether the version was named or chosen."""
    library = Library(library_folder(tmp_path, text("2015", "2015-01-01", owners=owners)))
    for name in ("here/hearing", "here/hearing@2015"):
        assumptions = choose(library, name, lambda _policy: day, TODAY).assumptions
        assert len(assumptions) == (said is not None)
        for word in said or []:
            assert word in assumptions[0]


def test_a_file_is_used_as_a_version_that_was_named(tmp_path: Path) -> None:
    """A draft on somebody's desk, for today where the day is not known."""
    library = Library(library_folder(tmp_path))
    found = named(policy(DRAFT), library, lambda _policy: None, TODAY)
    assert found.policy.version == "2030"
    assert found.assumptions[0].startswith("Version 2030 was named, but it does not bind on 1 July 2026")
