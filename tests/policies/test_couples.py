"""Two people with practices in two areas: the policy that binds is that of her area, unless a policy says otherwise."""

from datetime import date

import pytest

from coequal.policies.couples import for_couple
from coequal.policies.which import Answer
from tests.policies.owned import at_practice, candidates, commissioners, in_area, invented, of_body, said, the_one
from tests.policies.test_which import practices

ON = date(2018, 5, 1)
HERS, PARTNERS = "luton@2013", "bedfordshire@2013"
EVERY_RULE = ("her area", "either area", "both areas", None)


def asked(hers: str | None, partners: str | None, partner_in: str = "06F") -> Answer:
    """What binds a couple of whom she is in Luton, under two policies with these rules."""
    policies = (
        invented("luton", "2013", "06P", "2013-04-01", couples=hers),
        invented("bedfordshire", "2013", "06F", "2013-04-01", couples=partners),
    )
    return for_couple(in_area("06P", ON, *policies), in_area(partner_in, ON, *policies))


@pytest.mark.parametrize(
    ("hers", "partners", "bind"),
    [
        ("her area", "her area", [HERS]),
        ("her area", "either area", [HERS, PARTNERS]),
        ("her area", "both areas", [HERS]),
        ("her area", None, [HERS]),
        ("either area", "her area", [HERS]),
        ("either area", "either area", [HERS, PARTNERS]),
        ("either area", "both areas", [HERS]),
        ("either area", None, [HERS]),
        ("both areas", "her area", []),
        ("both areas", "either area", [PARTNERS]),
        ("both areas", "both areas", []),
        ("both areas", None, []),
        (None, "her area", [HERS]),
        (None, "either area", [HERS, PARTNERS]),
        (None, "both areas", [HERS]),
        (None, None, [HERS]),
    ],
)
def test_each_policy_says_whose_practice_counts(hers: str | None, partners: str | None, bind: list[str]) -> None:
    """Hers by itself; the partner's where either will do; neither where both must be in one area, and they are not."""
    found = asked(hers, partners)
    assert candidates(found) == [f"{one} sure" for one in bind]
    assert the_one(found) == (bind[0] if len(bind) == 1 else None)
    assert commissioners(found) == ["06P", *(["06F"] if PARTNERS in bind else [])]


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_two_people_in_one_area_have_its_policy(rule: str | None) -> None:
    """And nothing need be said about whose practice counts."""
    found = asked(rule, None, partner_in="06P")
    assert the_one(found) == HERS
    assert not any(words in said(found) for words in ("practice", "partner"))


@pytest.mark.parametrize(
    ("hers", "words"),
    [
        ("her area", "luton/hearing goes by her practice, so that of her partner does not matter."),
        ("either area", "luton/hearing takes couples of whom either has a practice in its area, and hers is there."),
        ("both areas", "luton/hearing asks that both have their practice in its area, so it does not bind for them."),
        (None, "luton/hearing does not say whose practice counts where two people are in two areas; hers is taken."),
    ],
)
def test_why_the_policy_of_her_area_binds_or_does_not_is_said(hers: str | None, words: str) -> None:
    """In a sentence."""
    assert words in asked(hers, "her area").because


@pytest.mark.parametrize(
    ("partners", "words"),
    [
        ("her area", "goes by her practice, so it does not bind for them."),
        ("either area", "takes couples of whom either has a practice in its area, so they can be referred under it too."),
        ("both areas", "asks that both have their practice there, so it does not bind for them."),
        (None, "does not say whose practice counts where two people are in two areas; hers is taken."),
    ],
)
def test_why_the_policy_of_the_partners_area_binds_or_does_not_is_said(partners: str | None, words: str) -> None:
    """The reasons in that area are given only where its policy comes in."""
    found = asked("her area", partners)
    assert f"bedfordshire/hearing, of the partner's area, {words}" in found.because
    assert ("For the partner: On 1 May 2018 NHS Bedfordshire CCG (06F)" in said(found)) is (partners == "either area")


def test_where_nothing_is_known_of_her_area_the_partners_policy_is_only_a_candidate() -> None:
    """Hers may have one too."""
    either = invented("bedfordshire", "2013", "06F", "2013-04-01", couples="either area")
    found = for_couple(in_area("06P", ON, either), in_area("06F", ON, either))
    assert (the_one(found), candidates(found)) == (None, ["bedfordshire@2013 sure"])


def test_where_nothing_is_known_of_the_partners_area_hers_binds() -> None:
    """A policy that asks for both areas binds in its own places alone."""
    policy = invented("luton", "2013", "06P", "2013-04-01", couples="either area")
    assert the_one(for_couple(in_area("06P", ON, policy), in_area("06F", ON, policy))) == HERS
    both = invented("luton", "2013", "06P", "2013-04-01", couples="both areas")
    assert for_couple(in_area("06P", ON, both), in_area("06F", ON, both)).candidates == []


BOTH = invented("luton", "2013", "06P", "2013-04-01", couples="both areas")


@pytest.mark.parametrize("place", ["a merged area", "an area that is not known"])
def test_a_policy_for_both_areas_is_not_sure_where_that_of_the_partner_is_not(place: str) -> None:
    """The partner may be in Luton, or not."""
    on = date(2021, 5, 1)
    if place == "a merged area":
        partners = in_area("M1J4Y", on, BOTH)
    else:
        partners = at_practice("X00001", on, BOTH, practices=practices(("99Z", None, None)))
    found = for_couple(in_area("06P", on, BOTH), partners)
    assert (the_one(found), candidates(found)) == (None, ["luton@2013"])
    assert (
        "luton/hearing asks that both have their practice in its area; whether her partner's is there is not certain."
        in found.because
    )


def test_of_her_candidates_only_those_stay_that_take_them() -> None:
    """What was not sure for her is not sure for the two."""
    policies = (
        invented("luton", "2013", "06P", "2013-04-01", couples="her area", status="superseded"),
        invented("luton", "2016", "06P", "2016-06-02", cases="{printed: later, not before: 2016-06-02}", couples="both areas"),
    )
    found = for_couple(in_area("06P", ON, *policies), in_area("06F", ON, *policies))
    assert (the_one(found), candidates(found)) == (None, ["luton@2013"])


def test_a_body_with_no_area_leaves_the_partners_policy() -> None:
    """If that takes couples of whom either is in its area."""
    either = invented("bedfordshire", "2013", "06F", "2013-04-01", couples="either area")
    found = for_couple(of_body("X24", ON, either), in_area("06F", ON, either))
    assert the_one(found) == "bedfordshire@2013"
