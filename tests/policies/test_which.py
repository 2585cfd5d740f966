"""Which policy binds a referral, in the real organisations of England, with invented policies."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.organisations.areas import Commission
from coequal.organisations.practices import Membership, Practice, Practices
from coequal.policies import because
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.policies.which import Answer, Finder
from tests.policies.owned import (
    ORGANISATIONS,
    PRACTICES,
    TODAY,
    at_practice,
    candidates,
    commissioners,
    finder,
    in_area,
    invented,
    of_body,
    said,
    the_one,
)

# Luton, 2016: a version replaces all previous ones, but governs only those referred from the start of a new contract.
CONTRACT = "{printed: the start of the new contract, not before: 2016-06-02}"
BEGUN = "{printed: the start of the new contract, not before: 2016-06-02, not after: 2017-04-01}"
OLD = invented("luton", "2013", "06P", "2013-04-01", status="superseded")
NEW = invented("luton", "2016", "06P", "2016-06-02", cases=CONTRACT)
NEW_BEGUN = invented("luton", "2016", "06P", "2016-06-02", cases=BEGUN)
BEDFORDSHIRE = invented("bedfordshire", "2015", "06F", "2015-04-01")
MILTON_KEYNES = invented("milton-keynes", "2014", "04F", "2014-04-01")
LEVELLED = invented("bedfordshire-luton-and-milton-keynes", "2023", "QHG", "2023-04-01")


def test_between_the_bounds_of_a_transition_both_versions_are_candidates() -> None:
    """Nobody knows here whether the contract had begun, so neither is sure, and whom to ask is said."""
    found = in_area("06P", date(2016, 8, 1), OLD, NEW)
    assert the_one(found) is None
    assert candidates(found) == ["luton@2016", "luton@2013"]
    assert commissioners(found) == ["06P"]
    assert (
        "Version 2016 of luton/hearing may bind: its start is printed as “the start of the new contract”, and which day that "
        "was is not known. Ask NHS Central East ICB (S1Y5D) which applies."
    ) in found.because
    assert (
        "Version 2013 of luton/hearing governs cases by their referral date, from 1 April 2013, unless a later one already applies."
    ) in found.because


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2016, 6, 1), ["luton@2013 sure"], id="the day before it could have begun"),
        pytest.param(date(2016, 6, 2), ["luton@2016", "luton@2013"], id="the first day on which it could have"),
        pytest.param(date(2017, 3, 31), ["luton@2016", "luton@2013"], id="the last on which it need not have"),
        pytest.param(date(2017, 4, 1), ["luton@2016 sure"], id="when it had"),
        pytest.param(date(2020, 8, 1), ["luton@2016 sure"], id="long after"),
    ],
)
def test_a_transition_is_over_when_its_last_day_has_come(on: date, expected: list[str]) -> None:
    """Before its first day the older version stands alone."""
    found = in_area("06P", on, OLD, NEW_BEGUN)
    assert candidates(found) == expected
    assert (the_one(found) is None) is (len(expected) > 1)


def test_a_transition_that_had_ended_by_then_is_said() -> None:
    """The day itself is still not known."""
    found = in_area("06P", date(2020, 8, 1), OLD, NEW_BEGUN)
    assert (
        "Version 2016 of luton/hearing governs cases by their referral date, from a day that had passed by then." in found.because
    )


def test_a_transition_that_has_not_begun_is_said() -> None:
    """With the first day on which it may begin."""
    found = in_area("06P", date(2016, 5, 1), OLD, NEW)
    assert found.because[-1] == (
        "Version 2016 of luton/hearing is not yet in force on 1 May 2016: it begins on a day that is not known, not before "
        "2 June 2016."
    )


@pytest.mark.parametrize(
    ("on", "body"),
    [
        (date(2016, 6, 2), "06P"),
        (date(2021, 3, 31), "06P"),
        (date(2021, 4, 1), "M1J4Y"),
        (date(2022, 6, 30), "M1J4Y"),
        (date(2022, 7, 1), "QHG"),
        (date(2026, 3, 31), "QHG"),
        (date(2026, 4, 1), "S1Y5D"),
    ],
)
def test_a_policy_stays_in_its_place_while_bodies_come_and_go(on: date, body: str) -> None:
    """Luton's binds in Luton under each body that took the place over; who adopted it and who keeps it is said."""
    found = in_area("06P", on, NEW_BEGUN, BEDFORDSHIRE, invented("luton", "2013", "06P", "2013-04-01", until="2016-06-01"))
    assert [one.removesuffix(" sure") for one in candidates(found)] == ["luton@2016"]
    assert commissioners(found) == [body]
    keeps = f"luton/hearing was adopted by NHS Luton CCG (06P). {ORGANISATIONS.bodies[body].name} ({body}) keeps it until it"
    assert (keeps in said(found)) is (body != "06P")


def test_who_took_the_place_of_whom_is_said() -> None:
    """And who answers today for a body that has ended."""
    first, second, third, *_ = in_area("06P", date(2023, 3, 1), OLD).because
    assert first == "On 1 March 2023 NHS Bedfordshire, Luton and Milton Keynes ICB (QHG) commissions for Luton (06P)."
    assert second == (
        "NHS Bedfordshire, Luton and Milton Keynes ICB (QHG) took the place of NHS Bedfordshire, Luton and Milton Keynes CCG "
        "(M1J4Y) there on 1 July 2022."
    )
    assert third == (
        "NHS Bedfordshire, Luton and Milton Keynes ICB (QHG) has ended since; today its place is that of NHS Central East ICB "
        "(S1Y5D)."
    )


def test_from_whom_an_area_came_is_said() -> None:
    """Where it left a body that goes on: that is no succession."""
    luton = ORGANISATIONS.areas["06P"]
    day = date(2027, 4, 1)
    left = replace(luton.commissions[-1], until=date(2027, 3, 31))
    came = Commission(ORGANISATIONS.bodies["QRL"], day, None)
    first, second = because.succession(replace(luton, commissions=(*luton.commissions[:-1], left, came)), day)
    assert first == "On 1 April 2027 NHS Hampshire and Isle of Wight ICB (QRL) commissions for Luton (06P)."
    assert second == (
        "Luton (06P) came to NHS Hampshire and Isle of Wight ICB (QRL) on 1 April 2027 from NHS Central East ICB (S1Y5D)."
    )


@pytest.mark.parametrize(
    ("area", "old"),
    [("06P", "luton@2013 sure"), ("06F", "bedfordshire@2015 sure"), ("04F", "milton-keynes@2014 sure")],
)
def test_a_policy_of_its_own_binds_in_all_places_of_a_body_from_its_start(area: str, old: str) -> None:
    """On the day before, the old ones still do; a case of that day keeps the old one, whenever it is asked about."""
    policies = (OLD, BEDFORDSHIRE, MILTON_KEYNES, LEVELLED)
    before, after = in_area(area, date(2023, 3, 31), *policies), in_area(area, date(2023, 4, 1), *policies)
    assert candidates(before) == [old]
    assert candidates(after) == ["bedfordshire-luton-and-milton-keynes@2023 sure"]
    assert "is not yet in force on 31 March 2023: it begins on 1 April 2023." in said(before)
    assert "keeps it" not in said(after)
    assert "S1Y5D) keeps it" in said(in_area(area, date(2026, 5, 1), *policies))


def test_a_merged_area_whose_parts_differ_has_no_one_policy() -> None:
    """Each binds in its own part; where a practice belonged before tells which."""
    found = in_area("M1J4Y", date(2021, 6, 1), OLD, BEDFORDSHIRE, MILTON_KEYNES)
    assert the_one(found) is None
    assert candidates(found) == ["milton-keynes@2014 sure", "bedfordshire@2015 sure", "luton@2013 sure"]
    assert commissioners(found) == ["M1J4Y"]
    assert "where a practice belonged before tells which it is in" in said(found)


def test_a_merged_area_has_no_one_policy_where_nothing_is_known_of_a_part() -> None:
    """A policy of Luton is not that of Bedford, though it is the only one in the library."""
    found = in_area("M1J4Y", date(2021, 6, 1), OLD)
    assert the_one(found) is None
    assert candidates(found) == ["luton@2013 sure"]
    assert (
        "This library holds no policy that binds in what was the place of NHS Milton Keynes CCG (04F) and NHS Bedfordshire CCG "
        "(06F); there may be one."
    ) in found.because


def test_parts_that_merged_on_different_days_each_keep_their_own() -> None:
    """East Berkshire was put together in 2018, and joined Surrey Heath and North East Hampshire in Frimley in 2021."""
    east_berkshire = invented("east-berkshire", "2018", "15D", "2018-04-01")
    surrey_heath = invented("surrey-heath", "2013", "10C", "2013-04-01")
    slough = invented("slough", "2013", "10T", "2013-04-01")
    found = in_area("D4U1Y", date(2021, 6, 1), east_berkshire, surrey_heath, slough)
    assert the_one(found) is None
    assert candidates(found) == ["surrey-heath@2013 sure", "east-berkshire@2018 sure"]
    assert "what was the place of NHS North East Hampshire and Farnham CCG (99M); there may be one" in said(found)


def test_a_merged_area_has_one_policy_where_all_its_parts_adopted_the_same() -> None:
    """As a consortium does."""
    shared = invented("consortium", "2014", "04F 06F 06P", "2014-04-01")
    found = in_area("M1J4Y", date(2021, 6, 1), shared)
    assert the_one(found) == "consortium@2014"
    assert (
        "consortium/hearing was adopted by NHS Milton Keynes CCG (04F), NHS Bedfordshire CCG (06F) and NHS Luton CCG (06P). NHS "
        "Bedfordshire, Luton and Milton Keynes CCG (M1J4Y) keeps it until it adopts one of its own."
    ) in found.because


@pytest.mark.parametrize(
    ("practice", "expected"),
    [
        ("E81006", "luton@2013"),
        ("E81064", "luton@2013"),
        ("E81021", "bedfordshire@2015"),
        ("E81029", "bedfordshire@2015"),
    ],
)
@pytest.mark.parametrize("on", [date(2020, 6, 1), date(2021, 6, 1), date(2023, 6, 1), date(2026, 6, 1)])
def test_a_practice_of_a_merged_area_keeps_the_policy_of_the_place_where_it_was(practice: str, on: date, expected: str) -> None:
    """The area as a whole has several."""
    found = at_practice(practice, on, OLD, BEDFORDSHIRE, MILTON_KEYNES)
    assert the_one(found) == expected
    assert len(found.commissioners) == 1


def test_where_a_practice_belongs_is_said_first() -> None:
    """With the table that says so, and the older place that is looked at."""
    first, second, *_ = at_practice("E81006", date(2021, 6, 1), OLD).because
    assert first == (
        "Stopsley Village Practice (E81006) belongs to Bedfordshire, Luton and Milton Keynes (M1J4Y), by the small "
        "demonstration table."
    )
    assert second == (
        "Before it was part of Bedfordshire, Luton and Milton Keynes (M1J4Y), the place of Stopsley Village Practice (E81006) "
        "was Luton (06P)."
    )


SOUTH_STAFFORDSHIRE = invented("south-staffordshire", "2014", "04Y 05D 05Q 05V", "2014-04-01")


@pytest.mark.parametrize(
    ("area", "binds"), [("04Y", True), ("05D", True), ("05Q", True), ("05V", True), ("05W", False), ("05G", False)]
)
@pytest.mark.parametrize(("on", "body"), [(date(2016, 5, 1), None), (date(2024, 5, 1), "QNC")])
def test_a_policy_of_several_owners_binds_in_the_place_of_each(area: str, binds: bool, on: date, body: str | None) -> None:
    """Before and after one body took over all of Staffordshire."""
    found = in_area(area, on, SOUTH_STAFFORDSHIRE)
    assert the_one(found) == ("south-staffordshire@2014" if binds else None)
    assert commissioners(found) == [body or area]
    assert ("That does not mean that there is none" in said(found)) is not binds


def test_a_body_whose_places_differ_has_several_candidates() -> None:
    """Staffordshire's board keeps three policies until it adopts one."""
    north, stoke = invented("north-staffordshire", "2015", "05G", "2015-04-01"), invented("stoke", "2015", "05W", "2015-04-01")
    found = of_body("QNC", date(2024, 5, 1), SOUTH_STAFFORDSHIRE, north, stoke)
    assert the_one(found) is None
    assert candidates(found) == ["south-staffordshire@2014 sure", "north-staffordshire@2015 sure", "stoke@2015 sure"]
    assert commissioners(found) == ["QNC"]
    assert found.because[0] == (
        "On 1 May 2024 NHS Staffordshire and Stoke-on-Trent ICB (QNC) commissions for Cannock Chase (04Y), East Staffordshire "
        "(05D), North Staffordshire (05G), South East Staffordshire and Seisdon Peninsula (05Q), Stafford and Surrounds (05V) "
        "and Stoke on Trent (05W)."
    )


def test_a_body_has_no_one_policy_where_nothing_is_known_of_some_of_its_places() -> None:
    """They are named, once."""
    found = of_body("QNC", date(2024, 5, 1), SOUTH_STAFFORDSHIRE)
    assert the_one(found) is None
    assert candidates(found) == ["south-staffordshire@2014 sure"]
    assert said(found).count("This library holds no policy") == 1
    assert "that binds in North Staffordshire (05G) and Stoke on Trent (05W) on 1 May 2024." in said(found)


def test_a_body_that_adopted_its_own_has_one_policy() -> None:
    """In all its places."""
    own = invented("staffordshire-and-stoke-on-trent", "2024", "QNC", "2024-04-01")
    found = of_body("QNC", date(2024, 5, 1), SOUTH_STAFFORDSHIRE, own)
    assert the_one(found) == "staffordshire-and-stoke-on-trent@2024"
    assert "keeps it" not in said(found)


FRIMLEY = invented("frimley", "2021", "D4U1Y", "2021-04-01")
THAMES_VALLEY = invented("thames-valley", "2026", "S0E4D", "2026-04-15")
SPLIT = date(2026, 5, 1)


def test_after_a_split_each_part_has_that_of_its_own_body() -> None:
    """One successor adopted its own; the others keep the one that they took over."""
    found = in_area("D4U1Y", SPLIT, FRIMLEY, THAMES_VALLEY)
    assert the_one(found) is None
    assert commissioners(found) == ["S0E4D", "S9B9J", "QRL"]
    assert [[(one.policy.id, one.commissioner.code, one.sure) for one in part] for part in found.parts] == [
        [("thames-valley/hearing", "S0E4D", True)],
        [("frimley/hearing", "S9B9J", True)],
        [("frimley/hearing", "QRL", True)],
    ]
    assert "Frimley (D4U1Y) is then in parts, and only the practice tells which of them a person belongs to." in found.because
    assert "NHS Surrey and Sussex ICB (S9B9J) keeps it" in said(found)
    assert "NHS Thames Valley ICB (S0E4D) keeps it" not in said(found)


def test_before_one_successor_adopts_its_own_a_split_place_has_one_policy() -> None:
    """There is one policy, though three bodies answer for it."""
    found = in_area("D4U1Y", date(2026, 4, 14), FRIMLEY, THAMES_VALLEY)
    assert the_one(found) == "frimley@2021"
    assert found.commissioner is None
    assert "Version 2026 of thames-valley/hearing is not yet in force on 14 April 2026" in said(found)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("S0E4D", ["thames-valley@2026 sure"], id="the successor with its own"),
        pytest.param("S9B9J", ["frimley@2021 sure"], id="a successor that keeps it"),
        pytest.param("QRL", ["frimley@2021 sure"], id="one that was there before and gained a part"),
        pytest.param("D4U1Y", ["thames-valley@2026 sure", "frimley@2021 sure"], id="the body of old"),
        pytest.param("QNQ", ["thames-valley@2026 sure", "frimley@2021 sure"], id="the body that was split"),
    ],
)
def test_a_body_is_asked_in_its_own_part_of_a_split_place(body: str, expected: list[str]) -> None:
    """What binds under its neighbours is no answer for it."""
    found = of_body(body, SPLIT, FRIMLEY, THAMES_VALLEY)
    assert sorted(candidates(found)) == sorted(expected)


def test_a_body_with_a_part_of_a_place_is_said_to_have_a_part() -> None:
    """Farnham lies in Surrey, the rest of its old group in Hampshire."""
    found = of_body("QRL", SPLIT, FRIMLEY)
    assert "a part of North East Hampshire and Farnham (99M)" in found.because[0]
    assert all(body.code == "QRL" for body in found.commissioners)


def test_a_place_in_two_parts_that_agree_has_one_policy() -> None:
    """As 99M has until one of its two bodies adopts another."""
    assert the_one(in_area("99M", SPLIT, FRIMLEY)) == "frimley@2021"
    own = invented("surrey-and-sussex", "2026", "S9B9J", "2026-04-01")
    assert the_one(in_area("99M", SPLIT, FRIMLEY, own)) is None
    assert candidates(of_body("QRL", SPLIT, FRIMLEY, own)) == ["frimley@2021 sure"]


def practices(*memberships: tuple[str, date | None, date | None]) -> Practices:
    """A table with one made-up practice."""
    places = tuple(Membership(*membership) for membership in memberships)
    return Practices({"X00001": Practice("X00001", "An invented practice", places, None, None)}, "a made-up table")


def test_a_practice_tells_to_which_part_of_a_split_place_it_belongs() -> None:
    """One that was in Surrey Heath has the board of Surrey."""
    table = practices(("10C", date(2013, 4, 1), date(2021, 3, 31)), ("D4U1Y", date(2021, 4, 1), None))
    found = at_practice("X00001", SPLIT, FRIMLEY, THAMES_VALLEY, practices=table)
    assert (the_one(found), commissioners(found)) == ("frimley@2021", ["S9B9J"])


def test_a_practice_that_moved_has_the_policy_of_the_place_it_moved_to() -> None:
    """Though one body has both places by now: from Leek's group to Stoke's it moved, and Stoke's did not grow out of Leek's."""
    table = practices(("05G", date(2013, 4, 1), date(2018, 3, 31)), ("05W", date(2018, 4, 1), None))
    north, stoke = invented("north-staffordshire", "2015", "05G", "2015-04-01"), invented("stoke", "2015", "05W", "2015-04-01")
    assert the_one(at_practice("X00001", date(2024, 5, 1), north, stoke, practices=table)) == "stoke@2015"
    assert the_one(at_practice("X00001", date(2017, 5, 1), north, stoke, practices=table)) == "north-staffordshire@2015"


def test_a_practice_that_moved_before_a_merger_has_the_policy_of_its_last_place() -> None:
    """From Bedfordshire to Luton in 2018, and with Luton into the whole in 2021."""
    table = practices(
        ("06F", date(2013, 4, 1), date(2018, 3, 31)),
        ("06P", date(2018, 4, 1), date(2021, 3, 31)),
        ("M1J4Y", date(2021, 4, 1), None),
    )
    assert the_one(at_practice("X00001", date(2023, 5, 1), OLD, BEDFORDSHIRE, practices=table)) == "luton@2013"


def test_a_practice_in_between_two_places_may_have_the_policy_of_either() -> None:
    """Where the day of its change is not recorded."""
    table = practices(("05G", date(2013, 4, 1), None), ("05W", None, None))
    north, stoke = invented("north-staffordshire", "2015", "05G", "2015-04-01"), invented("stoke", "2015", "05W", "2015-04-01")
    found = at_practice("X00001", date(2017, 5, 1), north, stoke, practices=table)
    assert the_one(found) is None
    assert candidates(found) == ["north-staffordshire@2015 sure", "stoke@2015 sure"]
    assert commissioners(found) == ["05G", "05W"]
    assert found.because[0] == (
        "An invented practice (X00001) belongs to North Staffordshire (05G) or Stoke on Trent (05W), by a made-up table."
    )
    assert "passed from 05G to 05W on a day that is not recorded" in found.because[1]


def test_an_area_that_the_library_does_not_know_has_no_answer() -> None:
    """It is said that it is not known."""
    found = at_practice("X00001", date(2017, 5, 1), OLD, practices=practices(("99Z", None, None)))
    assert (the_one(found), found.candidates, found.commissioner) == (None, [], None)
    assert "The library knows no area with the code 99Z, so who commissions there is not known." in found.because


def test_a_practice_that_may_be_in_an_area_not_known_has_no_one_answer() -> None:
    """The policy of the other area is only a candidate."""
    table = practices(("06P", date(2013, 4, 1), None), ("99Z", None, None))
    found = at_practice("X00001", date(2017, 5, 1), OLD, practices=table)
    assert (the_one(found), candidates(found)) == (None, ["luton@2013 sure"])
    assert "belongs to Luton (06P) or 99Z" in found.because[0]


def test_a_practice_that_had_closed_is_placed_where_it_was_and_it_is_said() -> None:
    """Wilnecote Surgery closed on 31 January 2018."""
    found = at_practice("M83064", date(2020, 5, 1), SOUTH_STAFFORDSHIRE)
    assert the_one(found) == "south-staffordshire@2014"
    assert "closed on 31 January 2018, so nobody was registered there on 1 May 2020" in found.because[1]


@pytest.mark.parametrize(
    ("status", "on", "words"),
    [
        pytest.param(
            "in force", date(2019, 12, 31), "not yet in force on 31 December 2019: it begins on 1 January 2020", id="early"
        ),
        pytest.param("decided", date(2019, 12, 31), "not yet in force on 31 December 2019", id="decided, early"),
        pytest.param("draft", date(2020, 1, 1), "is a draft and binds nobody", id="draft"),
        pytest.param("draft", date(2019, 12, 31), "is a draft and binds nobody", id="draft, early"),
        pytest.param(
            "withdrawn", date(2020, 1, 1), "That does not mean that there is none: ask NHS Central East ICB (S1Y5D)", id="withdrawn"
        ),
    ],
)
def test_what_does_not_bind_is_no_candidate(status: str, on: date, words: str) -> None:
    """A version before its day, a draft, one that was withdrawn."""
    found = in_area("06P", on, invented("luton", "2020", "06P", "2020-01-01", status=status))
    assert (the_one(found), found.candidates) == (None, [])
    assert words in said(found)


def test_a_decided_version_binds_from_its_start_and_that_it_was_decided_is_said() -> None:
    """Nothing need have confirmed that it came into force."""
    found = in_area("06P", date(2020, 1, 1), invented("luton", "2020", "06P", "2020-01-01", status="decided"))
    assert the_one(found) == "luton@2020"
    assert "from 1 January 2020, as it was decided." in said(found)


def test_a_start_that_we_read_is_said_with_its_reason() -> None:
    """It is our reading, not the owner's words."""
    read = "{printed: none, read as: 2014-04-01, because: the contract began then}"
    assert (
        "Version 2014 of luton/hearing governs cases by their referral date, from 1 April 2014 (our reading, because the "
        "contract began then)."
    ) in in_area("06P", date(2020, 1, 1), invented("luton", "2014", "06P", read)).because


@pytest.mark.parametrize("practice", [False, True])
def test_before_april_2013_primary_care_trusts_commissioned(practice: bool) -> None:
    """None of their policies is here."""
    on = date(2013, 3, 31)
    found = at_practice("E81006", on, OLD) if practice else in_area("06P", on, OLD)
    assert (found.candidates, commissioners(found)) == ([], ["PCTs"])
    assert (
        "Before 1 April 2013 primary care trusts commissioned; this library holds none of their policies for Luton."
        in found.because
    )


def test_before_the_first_record_nobody_is_known_to_have_commissioned() -> None:
    """Primary care trusts of the kind that ended in 2013 began on 1 October 2006."""
    found = in_area("06P", date(2006, 9, 30), OLD)
    assert (found.candidates, found.commissioner) == ([], None)
    assert "Who commissioned for Luton (06P) before 1 October 2006 is not recorded here." in found.because


def test_a_body_that_had_not_begun_commissioned_nothing() -> None:
    """Its predecessors are not asked instead."""
    found = of_body("QHG", date(2021, 5, 1), OLD)
    assert (found.candidates, found.commissioners) == ([], ())
    assert found.because == (
        "NHS Bedfordshire, Luton and Milton Keynes ICB (QHG) began on 1 July 2022, so it commissioned nothing on 1 May 2021.",
    )


def test_a_body_that_had_ended_is_asked_in_its_places_under_those_that_followed() -> None:
    """Luton's policy binds there yet."""
    found = of_body("06P", date(2023, 5, 1), OLD, BEDFORDSHIRE)
    assert (the_one(found), commissioners(found)) == ("luton@2013", ["QHG"])
    assert found.because[0] == (
        "NHS Luton CCG (06P) ended on 31 March 2021. By 1 May 2023 its place had passed to NHS Bedfordshire, Luton and Milton "
        "Keynes ICB (QHG)."
    )
    assert found.because[1].endswith("(QHG) commissions for Luton (06P).")


def test_whom_nobody_is_known_to_have_followed_has_no_answer() -> None:
    """As with primary care trusts, which are one body in the table."""
    found = of_body("PCTs", date(2014, 5, 1), OLD)
    assert (found.candidates, found.commissioners) == ([], ())
    assert found.because[0].endswith("ended on 31 March 2013, and who followed it is not known.")


def test_many_areas_are_counted_rather_than_named() -> None:
    """Three are named; all of England's, for primary care trusts, are not."""
    found = of_body("QRL", SPLIT)
    assert "a part of North East Hampshire and Farnham" in found.because[0]
    assert re.fullmatch(r"On 1 May 2012 .* commissions for \d{2,3} areas\.", of_body("PCTs", date(2012, 5, 1)).because[0])


def test_nhs_england_commissions_for_no_area_by_itself() -> None:
    """It pays for some people wherever they live."""
    found = of_body("X24", date(2024, 5, 1), OLD)
    assert (found.candidates, found.policy) == ([], None)
    assert found.because == ("NHS England (X24) commissions for no area by itself.",)


def test_owners_that_followed_one_another_count_as_one_adopter() -> None:
    """A policy that names Luton's group and those after it was adopted by the first, so it binds in Luton only."""
    kept = invented("luton", "2016", "06P M1J4Y QHG", "2016-06-02")
    assert the_one(in_area("06P", date(2023, 5, 1), kept)) == "luton@2016"
    assert in_area("06F", date(2023, 5, 1), kept).candidates == []
    assert "was adopted by NHS Luton CCG (06P)." in said(in_area("06P", date(2023, 5, 1), kept))


def test_a_later_version_by_a_body_that_took_the_policy_over_stays_in_its_place() -> None:
    """The same policy, under a new owner."""
    later = invented("luton", "2023", "QHG", "2023-04-01")
    assert the_one(in_area("06P", date(2023, 5, 1), OLD, later)) == "luton@2023"
    assert in_area("06F", date(2023, 5, 1), OLD, later).candidates == []


@pytest.mark.parametrize("owners", ["06P ZZZ", "ZZZ 06P"])
def test_an_owner_that_the_library_does_not_know_is_passed_over(owners: str) -> None:
    """The others still adopted the policy."""
    found = in_area("06P", date(2021, 5, 1), invented("luton", "2016", owners, "2016-06-02"))
    assert the_one(found) == "luton@2016"
    assert "was adopted by NHS Luton CCG (06P)." in said(found)


def test_a_policy_without_a_known_owner_binds_nowhere() -> None:
    """Such as a guideline."""
    for owners in ("", "ZZZ"):
        assert in_area("06P", date(2021, 5, 1), invented("nice", "2016", owners, "2016-06-02")).candidates == []


def test_two_policies_of_one_body_are_two_candidates() -> None:
    """Nothing tells which of them holds."""
    found = in_area("06P", date(2021, 5, 1), OLD, invented("luton-town", "2013", "06P", "2013-04-01"))
    assert (the_one(found), candidates(found)) == (None, ["luton-town@2013 sure", "luton@2013 sure"])
    assert "Which of these holds is not known here; ask NHS Central East ICB (S1Y5D)." in found.because


def test_a_body_whose_own_start_is_not_known_may_still_have_the_one_that_it_took_over() -> None:
    """Both are candidates in each of its places."""
    own = invented("blmk", "2022", "M1J4Y", "{printed: none, not before: 2022-03-29}", status="decided")
    assert candidates(in_area("06P", date(2022, 5, 1), OLD, own)) == ["blmk@2022", "luton@2013"]
    assert candidates(in_area("06P", date(2022, 3, 28), OLD, own)) == ["luton@2013 sure"]


def test_a_version_is_sure_only_where_it_is_so_in_every_part() -> None:
    """In one part of a split place another may have come; in the other parts none has."""
    perhaps = invented("thames-valley", "2026", "S0E4D", "{printed: spring, not before: 2026-04-01}")
    assert candidates(in_area("D4U1Y", SPLIT, FRIMLEY, perhaps)) == ["thames-valley@2026", "frimley@2021"]


def test_a_policy_goes_by_its_own_day() -> None:
    """A case referred in 2016 and fitted in 2017 has the version of 2017, if that goes by the day of fitting."""
    by_fitting = invented("luton", "2017", "06P", "2017-04-01", binds_by="fitting date")
    days = {"referral date": date(2016, 8, 1), "fitting date": date(2017, 5, 1)}
    found = finder(OLD, by_fitting).in_area(ORGANISATIONS.areas["06P"], date(2016, 8, 1), lambda policy: days[policy.binds_by])
    assert the_one(found) == "luton@2017"
    assert "Version 2017 of luton/hearing governs cases by their fitting date, from 1 April 2017." in found.because
    assert "not yet in force" not in said(found)


def test_a_start_that_is_bounded_is_sure_by_a_policys_own_day() -> None:
    """The day of referral is before the bound, that of fitting after it."""
    bounded = invented("luton", "2017", "06P", "{printed: 2017, not after: 2017-12-31}", binds_by="fitting date")
    found = finder(bounded).in_area(ORGANISATIONS.areas["06P"], date(2016, 8, 1), lambda _policy: date(2018, 1, 1))
    assert the_one(found) == "luton@2017"
    assert "may bind" not in said(found)


DAYS_OF_CHANGE = [date(year, month, 1) for year in range(2013, 2028) for month in (4, 7)]


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_every_area_has_an_answer_or_a_reason_on_every_day_of_change() -> None:
    """In the shipped library, each April and July from 2013 to 2027, when bodies change; and somebody commissions always."""
    library = Library()
    found = Finder(library.of_service("assisted-conception"), library.organisations, TODAY)
    for area in library.organisations.areas.values():
        for on in DAYS_OF_CHANGE:
            answer = found.in_area(area, on)
            assert answer.commissioners, (area.code, on)
            assert answer.policy or answer.candidates or "holds no" in said(answer), (area.code, on)
            assert answer.policy or len(answer.because) > 1, (area.code, on)


CODES = ["04F", "06F", "06P", "M1J4Y", "QHG", "S1Y5D", "10C", "15D", "D4U1Y", "QNQ", "S0E4D", "S9B9J", "QRL"]
AREAS = ["04F", "06F", "06P", "M1J4Y", "10C", "10T", "15D", "99M", "D4U1Y"]
STARTS = [
    "2014-04-01",
    "2021-04-01",
    "{printed: none}",
    "{printed: spring, not before: 2019-04-01}",
    "{printed: autumn, not before: 2016-10-01, not after: 2018-10-01}",
    "{printed: once, not after: 2023-04-01}",
]
VERSIONS = st.builds(
    invented,
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(["2014", "2019", "2024"]),
    st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True).map(" ".join),
    st.sampled_from(STARTS),
    status=st.sampled_from(["draft", "decided", "in force", "in force", "superseded", "withdrawn"]),
    until=st.sampled_from([None, None, "2022-03-31"]),
    cases=st.sampled_from([None, None, "2022-01-01", "{printed: later, not before: 2017-01-01}"]),
)
CHAINS = st.lists(VERSIONS, max_size=5, unique_by=lambda policy: (policy.id, policy.version))
DAYS = st.dates(date(2013, 1, 1), date(2027, 12, 31))


def outline(answer: Answer) -> tuple[object, ...]:
    """All that an answer says."""
    return (
        the_one(answer),
        candidates(answer),
        commissioners(answer),
        [[(one.policy.id, one.policy.version, one.commissioner.code, one.sure) for one in part] for part in answer.parts],
        answer.because,
    )


def answers(policies: list[Policy], area: str, on: date) -> list[Answer]:
    """An area and all who were ever in charge of it, asked."""
    asked = finder(*policies)
    place = ORGANISATIONS.areas[area]
    return [asked.in_area(place, on), *(asked.of_body(one.body, on) for one in place.commissions[1:])]


@given(CHAINS, st.sampled_from(AREAS), DAYS)
@settings(max_examples=60, deadline=None)
def test_there_is_one_answer_only_where_it_is_sure_in_every_part(policies: list[Policy], area: str, on: date) -> None:
    """And there is always a reason."""
    for answer in answers(policies, area, on):
        assert answer.because
        assert all(sentence.endswith(".") for sentence in answer.because)
        versions = {tuple((one.policy.id, one.policy.version, one.sure) for one in part) for part in answer.parts}
        alone = len(versions) == 1 and all(len(part) == 1 and part[0][2] for part in versions)
        assert (answer.policy is not None) is alone


@given(CHAINS.flatmap(lambda chain: st.tuples(st.just(chain), st.permutations(chain))), st.sampled_from(AREAS), DAYS)
@settings(max_examples=40, deadline=None)
def test_the_answer_does_not_depend_on_the_order_of_the_policies(
    orders: tuple[list[Policy], list[Policy]], area: str, on: date
) -> None:
    """However they stand in the library."""
    one, other = ([outline(answer) for answer in answers(order, area, on)] for order in orders)
    assert one == other


@given(CHAINS, st.sampled_from(["04F", "06F", "06P"]), st.dates(date(2021, 4, 1), date(2022, 6, 30)))
@settings(max_examples=40, deadline=None)
def test_a_merged_area_offers_what_its_parts_do(policies: list[Policy], area: str, on: date) -> None:
    """Whatever may bind in Luton, Bedfordshire or Milton Keynes may bind in the whole."""
    whole = {(one.policy.id, one.policy.version) for one in in_area("M1J4Y", on, *policies).candidates}
    assert whole >= {(one.policy.id, one.policy.version) for one in in_area(area, on, *policies).candidates}
    one = in_area("M1J4Y", on, *policies).policy
    assert one is None or in_area(area, on, *policies).policy == one


def test_the_demonstration_practices_all_have_a_place() -> None:
    """Each April somebody commissions for each."""
    asked = finder(OLD, BEDFORDSHIRE, SOUTH_STAFFORDSHIRE)
    for code in PRACTICES.by_code:
        for on in DAYS_OF_CHANGE[::2]:
            found = asked.of_practice(code, PRACTICES, on)
            assert found.commissioner is not None, (code, on)
            assert len(found.candidates) < 2, (code, on)
