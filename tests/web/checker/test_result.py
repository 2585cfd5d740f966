"""What the result, the summary and the other areas say to whoever asked."""

import re
from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client

from coequal.documents.pdf import pdf
from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Dictionary
from coequal.web.checker.checking import begun, can_ask, opened
from coequal.web.checker.places import area_choices, area_says
from coequal.web.checker.result import in_singular, result
from coequal.web.checker.state import CLINICIAN, PUBLIC, State, sealed
from coequal.web.checker.summary import summary
from coequal.web.shelf import shelf
from tests.web.checker.walking import NORFOLK, Walker, heading, hidden, in_boxes, words

ID = NORFOLK.removeprefix("/check/")
HEARING = "staffordshire-and-stoke-on-trent/hearing-aids-adults"
COUPLE = "an eligible couple"


def answered(answers: Mapping[str, Mapping[str, str] | None], who: str = PUBLIC) -> State:
    """A state with some answers under the policy of Norfolk and Waveney."""
    state = begun(ID, who)
    return State(state.policy, state.version, state.digest, state.today, who, answers)


def test_only_areas_of_the_day_are_offered_the_policy_s_own_first() -> None:
    """An area that was merged into another is offered as long as it was one, and none has a code unless another has its name."""
    now = opened(begun(ID, PUBLIC)).interview
    choices = area_choices(now, "patient area")
    assert choices[0] == ("26A", "Norfolk and Waveney (the area of this policy)")
    assert not {"06M", "06V", "06W", "06Y", "07J"} & {code for code, _ in choices}
    assert [name for _, name in choices[1:]] == sorted(name for _, name in choices[1:])
    then = dict(area_choices(opened(begun(ID, PUBLIC, date(2017, 5, 2))).interview, "patient area"))
    assert then["06W"].startswith("Norwich")
    assert all(name != "Norwich" for _, name in choices)
    east = dict(area_choices(opened(begun(ID, PUBLIC)).interview, "partner area"))
    assert east["26A"].endswith("(the area of this policy)")
    assert (area_says("06W"), area_says("ZZZ")) == ("Norwich", "ZZZ")


def test_an_area_that_the_finder_hands_on_is_not_asked_again(client: Client) -> None:
    """It stands as it does on the day, and what is no area is left out."""
    for area, kept in (("26A", "26A"), ("06W", "26A"), ("nowhere", None)):
        page = client.post(NORFOLK, {"referred": "2023-05-02", "area": area})
        page = client.post(f"{NORFOLK}/answers", {"state": hidden(page, "state")})
        assert ("Norfolk and Waveney Change" in words(page)) is (kept is not None)
    assert not opened(begun(HEARING, PUBLIC, area="26A")).state.answers
    unknown = opened(answered({"patient area": None, "shoe size": None, "referral date": {"value": "soon"}}))
    assert dict(unknown.state.answers) == {"patient area": None}


def test_where_nothing_can_be_asked_the_policy_speaks_for_itself(client: Client) -> None:
    """In its own words, without a yes, and without answers to change."""
    page = client.get(f"/check/{HEARING}")
    found = client.post(f"/check/{HEARING}/result", {"state": hidden(page, "state")})
    said = words(found)
    assert "Nothing can be asked" in words(page)
    assert not can_ask(shelf().policy(HEARING))
    assert heading(found) == "We have seen this policy only in part"
    assert "As far as we have seen, no rule here limits who may have it. Ask your GP." in said
    assert "Hearing aids for adults, however much hearing is lost." in said
    assert "nobody can be found eligible under it here" in said
    assert "Change your answers" not in said


def test_a_smoker_of_whom_the_rest_is_not_known_hears_of_stopping() -> None:
    """Something that is known speaks against them already, so what the policy says comes with the answer."""
    found = result(opened(answered({"patient smokes": {"value": "true"}, "patient stop smoking programme": None}, CLINICIAN)))
    assert any("Offer a stop smoking programme" in said for said in found.headline.policy_says)
    assert any("Offer a stop smoking programme" in said for said in found.told.steps)
    found = result(opened(answered({"patient smokes": {"value": "false"}}, CLINICIAN)))
    assert not any("Offer a stop smoking programme" in said for said in found.told.steps)


def test_what_is_not_known_and_still_matters_is_said_beside_the_answers(
    visitor: Walker, people: Mapping[str, Case], words_known: Dictionary
) -> None:
    """Without its number no further question would change the result, but that answer could."""
    without = {name: found for name, found in people[COUPLE].facts.items() if name != "patient BMI"}
    visitor.begin().knows(Case(without), words_known)
    assert "An answer that you gave as “I do not know” still could: use Change." in words(visitor.page)


def test_somebody_who_has_not_been_referred_says_so(visitor: Walker, words_known: Dictionary) -> None:
    """The button has the words, and the answers repeat them."""
    visitor.begin().knows(Case({}), words_known, until="referral date")
    assert "I have not been referred yet, or do not know when" in words(visitor.page)
    visitor.unknown()
    assert "I have not been referred yet, or do not know when" in words(visitor.send("answers"))


def test_a_referral_that_is_still_to_come_is_not_taken_as_made() -> None:
    """The way to it is shown, and that its day has not come."""
    facts = {"patient sterilised": {"value": "false"}, "referral date": {"value": "2090-05-02"}}
    steps = result(opened(answered(facts, CLINICIAN))).headline.steps
    assert steps == ()
    found = result(opened(answered({"referral date": {"value": "2027-05-02"}})))
    assert found.headline.kind == "so far"


def test_the_policy_s_words_say_she_to_those_whom_it_means(client: Client) -> None:
    """Of what happens next as of everything else, and the way for exceptional cases stands once."""
    state = sealed(answered({"patient sterilised": {"value": "true"}}))
    said = words(client.post(f"{NORFOLK}/result", {"state": state}))
    assert "What the policy says happens next" in said
    assert said.lower().count("individual funding request. who may ask") == 1
    assert "The clinic asks every couple about the welfare of a child." in said
    assert "This is a duty of the provider" not in said
    assert "(not recorded)" not in said
    assert "What we assumed" in said


def test_answers_are_said_as_people_say_them() -> None:
    """One child, no partner; a date only where it was asked for."""
    found = result(
        opened(
            answered(
                {
                    "partner": {"value": "none"},
                    "patient living children": {"value": "1"},
                    "FSH": {"value": "5"},
                    "referral date": {"value": "2023-05-02"},
                }
            )
        )
    )
    assert [says for _, _, says in found.answers if says] == [
        "No partner",
        "1 child",
        "5 IU/L on a day that is not known",
        "2 May 2023",
    ]
    assert (in_singular("1", "cycles"), in_singular("2", "children")) == ("cycle", "children")


def test_the_summary_is_one_page(visitor: Walker, people: Mapping[str, Case], words_known: Dictionary) -> None:
    """Of a couple that answered everything, and of a clinician's with no facts."""
    visitor.begin().knows(people[COUPLE], words_known)
    file = visitor.send("summary.pdf").content
    assert len(re.findall(rb"/Type ?/Page\b", file)) == 1
    nothing = pdf(summary(result(opened(answered({}, CLINICIAN)))))
    assert len(re.findall(rb"/Type ?/Page\b", nothing)) == 1


@pytest.mark.parametrize("who", [PUBLIC, CLINICIAN])
@pytest.mark.django_db
def test_where_no_version_binds_that_is_said_before_any_outcome(client: Client, who: str) -> None:
    """On the page and in the summary, and only there; under a version that binds there is no warning."""
    said = "No version binds on 2 May 2019; this is the latest (in force, from 1 July 2022)."
    for day, warned in (("2019-05-02", 1), ("2023-05-02", 0)):
        state = answered({"referral date": {"value": day}, "patient smokes": {"value": "true"}}, who)
        found = opened(state)
        page = client.post(f"{NORFOLK}/result", {"state": sealed(found.state)})
        text, lead = words(page), str(summary(result(found)).lead)
        outcome = result(found).headline.title
        assert (text.count(said), lead.count(said)) == (warned, warned)
        assert text.find(said) < text.index(outcome)
        assert lead.find(said) < lead.index(outcome)
        assert said not in result(found).assumptions


@pytest.mark.django_db
def test_a_clinician_reads_beforehand_that_nobody_answers_a_referral_here(client: Client) -> None:
    """By name, in place of the button; and that no version was in force, where none was."""
    for day, said in (
        ("2023-05-02", "is a policy of NHS Norfolk and Waveney ICB (QMM), and nobody there answers requests on this site."),
        ("2023-05-02", "Ask NHS Norfolk and Suffolk ICB (T6Y0W) how requests are taken there."),
        (
            "2019-05-02",
            "You cannot refer this patient from here. No version of norfolk-and-waveney/assisted-conception was in force",
        ),
    ):
        page = client.post(f"{NORFOLK}/result", {"state": sealed(answered({"referral date": {"value": day}}, CLINICIAN))})
        assert said in words(page)
        assert "from-check" not in page.content.decode()


def test_clinicians_see_the_measures_of_the_lottery(client: Client, people: Mapping[str, Case]) -> None:
    """And the public one list whose counts add up to it."""
    smoker = {"patient smokes": {"value": "true"}, "patient sterilised": {"value": "true"}}
    clinician = client.post(f"{NORFOLK}/areas", {"state": sealed(answered(smoker, CLINICIAN))})
    assert "Two areas picked at random differ in the outcome" in words(clinician)
    bmi = {"patient BMI": {"value": "30"}, **{name: {"value": "0"} for name in ("patient living children", "NHS fresh cycles")}}
    for answers in (smoker, bmi):
        public = client.post(f"{NORFOLK}/areas", {"state": sealed(answered(answers))}).content.decode()
        for total, counts in re.findall(r"<p>(\d+) in all\. ([^<]*)\.</p>", public):
            assert sum(map(int, re.findall(r": (\d+)", counts))) == int(total)
    assert isinstance(people[COUPLE].facts["referral date"], Known)
    assert in_boxes("x", True) == {"x": "true"}


def test_a_body_does_not_take_people_away_from_its_own_policy(client: Client) -> None:
    """Under the policy for those who serve, which is NHS England's own, nobody is sent to NHS England."""
    page = client.get("/check/england-armed-forces/assisted-conception").content.decode()
    assert "another body decides" not in page
    assert "another body decides" in client.get("/check/norfolk-and-waveney/assisted-conception").content.decode()


def test_an_invented_area_can_be_chosen() -> None:
    """Of an invented policy the area is a code of its own, which no list of areas knows."""
    interview = opened(begun("testbury/assisted-conception", PUBLIC)).interview
    assert area_choices(interview, "patient area")[0] == ("TES1", "TES1 (the area of this policy)")
