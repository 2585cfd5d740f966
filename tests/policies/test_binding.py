"""Which version binds on a day, and what is said about the choice."""

from datetime import date
from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.policies.binding import Chosen, binds, bound, choose, named, span, why_not_sure
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


def text(
    version: str, start: str, end: str | None = None, status: str = "in force", *, owners: str = "", cases: str | None = None
) -> str:
    """A version of the policy; `cases` is the day of a case from which it governs, where that is another."""
    owned = f"commissioners: [{owners}]\n" if owners else ""
    more = "".join(f"  {key}: {day}\n" for key, day in (("until", end), ("for cases from", cases)) if day)
    return PLAIN.format(version=version, start=start, end=more, status=status, owners=owned)


FIRST = text("2020", "2020-04-01", "2022-03-31", "superseded")
SECOND = text("2022", "2022-04-01")
DRAFT = text("2030", "2020-01-01", status="draft")


def chosen(tmp_path: Path, name: str, day: date | None, *texts: str) -> Chosen:
    """The version chosen for a case of a day from a library of these."""
    return choose(Library(library_folder(tmp_path, *texts)), name, lambda _policy: day, TODAY)


@pytest.mark.parametrize(
    ("day", "does"),
    [
        (date(2020, 3, 31), False),
        (date(2020, 4, 1), True),
        (date(2022, 3, 31), True),
        (date(2022, 4, 1), False),
    ],
)
def test_a_version_binds_from_its_first_day_to_its_last(day: date, does: bool) -> None:
    """Both days included."""
    assert binds(policy(FIRST), day) is does


def test_a_version_without_an_end_goes_on() -> None:
    """So does one whose end is printed in words that we cannot read as a day."""
    assert binds(policy(SECOND), date(2099, 1, 1))
    assert binds(policy(changed("binds by", "  until: {printed: further notice}\nbinds by", SECOND)), date(2099, 1, 1))


def test_of_a_version_whose_start_is_not_known_it_is_not_known_whether_it_binds() -> None:
    """Nothing says since when: that is neither yes nor no."""
    assert binds(policy(text("x", "{printed: none}")), TODAY) is None


def test_a_version_whose_start_is_not_known_does_not_bind_after_its_end() -> None:
    """Whenever it began, it is over."""
    ended = policy(text("x", "{printed: none}", "2022-03-31"))
    assert binds(ended, date(2022, 3, 31)) is None
    assert binds(ended, date(2022, 4, 1)) is False


@pytest.mark.parametrize(
    ("day", "does"),
    [
        pytest.param(date(2016, 6, 1), False, id="before the first day on which it may have begun"),
        pytest.param(date(2016, 6, 2), None, id="on that day"),
        pytest.param(date(2017, 3, 31), None, id="on the day before the last on which it may have begun"),
        pytest.param(date(2017, 4, 1), True, id="on that day, when it had"),
    ],
)
@pytest.mark.parametrize("of_cases", [False, True])
def test_between_its_bounds_a_start_is_not_known(day: date, does: bool | None, of_cases: bool) -> None:
    """Whether of coming into force or of the cases that a version governs."""
    between = "{printed: soon, not before: 2016-06-02, not after: 2017-04-01}"
    version = text("x", "2016-06-02", cases=between) if of_cases else text("x", between)
    assert binds(policy(version), day) is does


@pytest.mark.parametrize(
    ("bounds", "day", "does"),
    [
        ("not before: 2016-06-02", date(2016, 6, 1), False),
        ("not before: 2016-06-02", date(2099, 1, 1), None),
        ("not after: 2017-04-01", date(1999, 1, 1), None),
        ("not after: 2017-04-01", date(2017, 4, 1), True),
    ],
)
def test_a_start_may_be_bounded_on_one_side(bounds: str, day: date, does: bool | None) -> None:
    """The other side stays open."""
    assert binds(policy(text("x", f"{{printed: soon, {bounds}}}")), day) is does


def test_a_transitional_rule_makes_another_day_than_that_of_coming_into_force() -> None:
    """In force from April, but for cases from July."""
    transitional = policy(text("x", "2022-04-01", cases="2022-07-01"))
    assert binds(transitional, date(2022, 6, 30)) is False
    assert binds(transitional, date(2022, 7, 1)) is True
    assert span(transitional) == "(in force, from 1 July 2022)"


@pytest.mark.parametrize(
    ("status", "does"),
    [("draft", False), ("decided", True), ("in force", True), ("superseded", True), ("withdrawn", False)],
)
def test_only_what_is_or_was_or_was_decided_to_be_in_force_binds(status: str, does: bool) -> None:
    """A draft never does, whatever its dates."""
    assert binds(policy(text("x", "2020-01-01", status=status)), TODAY) is does


@pytest.mark.parametrize(("day", "does"), [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2027, 9, 1), True)])
def test_a_decided_version_governs_from_its_start_on(day: date, does: bool) -> None:
    """As long as nothing else is decided."""
    assert binds(policy(text("x", "2026-09-01", status="decided")), day) is does


SPRING = "{printed: spring 2020, not before: 2020-03-01, not after: 2020-05-31}"


@pytest.mark.parametrize(
    ("end", "day", "does"),
    [
        (SPRING, date(2020, 3, 1), True),
        (SPRING, date(2020, 3, 2), None),
        (SPRING, date(2020, 5, 31), None),
        (SPRING, date(2020, 6, 1), False),
        ("{printed: none, not before: 2020-03-01}", date(2099, 1, 1), None),
        ("{printed: none, not after: 2020-05-31}", date(2020, 5, 31), True),
        ("{printed: further notice}", date(2099, 1, 1), True),
    ],
)
def test_a_version_may_bind_between_the_days_on_which_it_may_have_ended(end: str, day: date, does: bool | None) -> None:
    """It surely does up to the first of them, and surely not after the last; one of whose end nothing is known goes on."""
    assert binds(policy(text("x", "2016-01-01", end)), day) is does


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
        chosen(tmp_path, "here/hearing", day, ended, DRAFT, text("odd", "{printed: none}", status="withdrawn"))
    assert str(caught.value) == (
        f"No version of here/hearing was in force on {said}. The versions are: "
        "2020 (superseded, from 1 April 2020 until 31 December 2023); 2030 (draft, from 1 January 2020); "
        "odd (withdrawn, from a day that is not known)."
    )


@pytest.mark.parametrize(("day", "said"), [(date(2020, 3, 31), "31 March 2020"), (None, "1 July 2026")])
def test_where_no_version_binds_the_latest_may_do_and_that_is_said(tmp_path: Path, day: date | None, said: str) -> None:
    """For one who only wants to read."""
    library = Library(library_folder(tmp_path, FIRST))
    found = choose(library, "here/hearing", lambda _policy: day, TODAY, or_latest=True)
    assert found.assumptions == (
        f"No version binds on {said}; this is the latest (superseded, from 1 April 2020 until 31 March 2022).",
    )


def test_where_the_latest_is_a_draft_that_is_all_there_is_to_say(tmp_path: Path) -> None:
    """Whatever its day, it binds nobody."""
    found = choose(Library(library_folder(tmp_path, FIRST, DRAFT)), "here/hearing", lambda _policy: None, TODAY, or_latest=True)
    assert (found.policy.version, found.assumptions) == ("2030", ("This is only a draft. It binds nobody.",))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            None,
            "The referral date is not known; nor is it known whether this version binds today, 1 July 2026: no start is printed",
        ),
        (date(2024, 5, 1), "It is not known whether this version binds: no start is printed, and which day that was is not known."),
    ],
)
def test_that_it_is_not_known_whether_a_version_binds_is_one_sentence(tmp_path: Path, day: date | None, said: str) -> None:
    """It never says before that the version does bind."""
    (sentence,) = chosen(tmp_path, "here/hearing", day, text("x", "{printed: none}")).assumptions
    assert sentence.startswith(said)


BETWEEN = "{printed: the new contract, not before: 2016-06-02, not after: 2017-04-01}"
OLDER = text("2013", "2013-04-01")


@pytest.mark.parametrize(
    ("versions", "day", "sure", "perhaps"),
    [
        pytest.param([FIRST, SECOND], date(2021, 1, 1), "2020", [], id="the one of its day"),
        pytest.param([FIRST, SECOND], date(2019, 1, 1), None, [], id="before the first"),
        pytest.param([OLDER, text("2016", "2016-06-02")], date(2016, 6, 2), "2016", [], id="the latest of two"),
        pytest.param([text("b", "2016-06-02"), text("a", "2016-06-02")], TODAY, "b", [], id="of one day the last by name"),
        pytest.param([OLDER, text("2016", "2016-06-02", cases=BETWEEN)], date(2016, 8, 1), "2013", ["2016"], id="in transition"),
        pytest.param([OLDER, text("2016", "2016-06-02", cases=BETWEEN)], date(2016, 6, 1), "2013", [], id="before the transition"),
        pytest.param([OLDER, text("2016", "2016-06-02", cases=BETWEEN)], TODAY, "2016", [], id="after the transition"),
        pytest.param([OLDER, text("2016", BETWEEN)], date(2016, 8, 1), "2013", ["2016"], id="a start that may have come"),
        pytest.param([text("2016", BETWEEN), text("2018", "2018-01-01")], date(2018, 1, 1), "2018", [], id="a later one is sure"),
        pytest.param(
            [text("2016", "2016-06-02", cases="{printed: later}"), text("2018", "2018-01-01")], TODAY, "2018", [],
            id="a later one is sure, though of the earlier it is not known",
        ),
        pytest.param([text("x", "{printed: none}")], TODAY, None, ["x"], id="only one that may"),
        pytest.param([text("x", "{printed: none}"), OLDER], TODAY, "2013", ["x"], id="one that may be later"),
        pytest.param(
            [text("x", "{printed: none}", status="superseded"), OLDER], TODAY, "2013", [],
            id="one that was superseded before that which is in force",
        ),
        pytest.param(
            [text("x", "{printed: none}", status="superseded"), text("2013", "2013-04-01", status="superseded")], TODAY, "2013",
            ["x"], id="two that were superseded, one of them may be the later",
        ),
        pytest.param(
            [text("x", "{printed: some day, not after: 2013-03-31}"), OLDER], TODAY, "2013", [], id="one that is surely earlier"
        ),
        pytest.param(
            [text("x", "{printed: some day, not before: 2010-01-01}"), OLDER], TODAY, "2013", ["x"],
            id="one that may have begun before, but also after",
        ),
        pytest.param(
            [text("x", "{printed: some day, not before: 2010-01-01, not after: 2014-01-01}"), OLDER], TODAY, "2013", ["x"],
            id="two that surely bind, of which either may be the later",
        ),
        pytest.param(
            [text("x", "{printed: none}", cases="2018-01-01"), OLDER], TODAY, "x", [], id="only the day of cases is known"
        ),
        pytest.param([DRAFT, OLDER], TODAY, "2013", [], id="a draft is passed over"),
    ],
)  # fmt: skip
def test_the_latest_version_that_is_sure_binds_unless_a_later_one_may(
    versions: list[str], day: date, sure: str | None, perhaps: list[str]
) -> None:
    """In whatever order they stand."""
    for order in (versions, versions[::-1]):
        found = bound(map(policy, order), lambda _policy: day)
        assert (found.sure.version if found.sure else None, [one.version for one in found.perhaps]) == (sure, perhaps)


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("{printed: none}", "no start is printed, and which day that was is not known"),
        ("{printed: soon}", "its start is printed as “soon”, and which day that was is not known"),
    ],
)
def test_why_it_is_not_known_whether_a_version_binds_is_said(start: str, why: str) -> None:
    """With the words that are printed, if any are."""
    assert why_not_sure(policy(text("x", start)), TODAY) == why
    assert why_not_sure(policy(text("x", "2020-01-01", cases=start)), TODAY) == why


def test_where_the_start_had_come_it_is_the_end_that_is_not_known() -> None:
    """And that is said."""
    ended = policy(text("x", "2016-01-01", SPRING))
    assert why_not_sure(ended, date(2020, 4, 1)) == "its end is printed as “spring 2020”, and which day that was is not known"


def test_a_version_that_may_bind_instead_is_said(tmp_path: Path) -> None:
    """The one that is sure is chosen."""
    later = text("2016", "2016-06-02", cases=BETWEEN)
    found = chosen(tmp_path, "here/hearing", date(2016, 8, 1), OLDER, later)
    assert (found.policy.version, found.assumptions) == (
        "2013",
        ("Version 2016 may bind instead: its start is printed as “the new contract”, and which day that was is not known.",),
    )
    assert chosen(tmp_path, "here/hearing", date(2018, 8, 1), OLDER, later).assumptions == ()


def test_where_none_is_sure_the_latest_that_may_is_chosen_and_it_is_said(tmp_path: Path) -> None:
    """With the others that may bind."""
    versions = [text("2016", "{printed: soon, not before: 2016-01-01}"), text("2018", "{printed: none, not before: 2018-01-01}")]
    found = chosen(tmp_path, "here/hearing", date(2019, 8, 1), *versions)
    assert (found.policy.version, found.assumptions) == (
        "2018",
        (
            "It is not known whether this version binds: no start is printed, and which day that was is not known.",
            "Version 2016 may bind instead: its start is printed as “soon”, and which day that was is not known.",
        ),
    )


def test_a_version_that_is_named_may_bind_without_a_warning(tmp_path: Path) -> None:
    """The warning is for one that surely does not."""
    later = text("2016", "2016-06-02", cases=BETWEEN)
    assert chosen(tmp_path, "here/hearing@2016", date(2016, 8, 1), OLDER, later).assumptions == ()
    (warning,) = chosen(tmp_path, "here/hearing@2016", date(2016, 6, 1), OLDER, later).assumptions
    assert warning == "Version 2016 was named, but it does not bind on 1 June 2016 (in force, from a day that is not known)."


def test_a_version_that_is_named_is_used_without_a_word_where_it_binds(tmp_path: Path) -> None:
    """On the last of its days."""
    found = chosen(tmp_path, "here/hearing@2020", date(2022, 3, 31), FIRST, SECOND)
    assert (found.policy.version, found.assumptions) == ("2020", ())


@pytest.mark.parametrize(
    ("name", "day", "warning"),
    [
        ("here/hearing@2020", date(2022, 4, 1), "Version 2020 was named, but it does not bind on 1 April 2022"),
        ("here/hearing@2022", date(2022, 3, 31), "Version 2022 was named, but it does not bind on 31 March 2022"),
        ("here/hearing@2030", date(2022, 4, 1), "This is only a draft. It binds nobody."),
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
            "{code: AAA, from: 2015-01-01, until: 2024-03-31}", date(2024, 4, 1), ["(AAA) ended on 31 March 2024", "NHS Here ICB (BBB)"],
            id="one heir",
        ),
        pytest.param(
            "{code: AAA, from: 2015-01-01}", date(2024, 4, 1), ["(AAA) ended on 31 March 2024", "NHS Here ICB (BBB)"],
            id="an owner that ended by the table of bodies, though the file does not say so",
        ),
        pytest.param("{code: XXX, from: 2015-01-01}", TODAY, None, id="an owner that is not known, and of no end"),
        pytest.param(
            "{code: CCC, from: 2015-01-01, until: 2024-03-31}", TODAY,
            ["(CCC) ended on 31 March 2024", "NHS There ICB (DDD) and NHS Here ICB (BBB)"], id="several heirs",
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
    assert found.assumptions[0] == "This is only a draft. It binds nobody."
