"""Assessments of equality and quality: written piece by piece, submitted, signed off by others, and withdrawn by a change."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.assurance.equality import writing
from coequal.assurance.equality.answers import (
    BOTH,
    EFFECTS,
    NEGATIVE,
    NONE,
    NOT_KNOWN,
    POSITIVE,
    SIGNS,
    Answer,
    Evidence,
    kept,
    lacking,
    taken_out,
)
from coequal.assurance.equality.document import assessed, equality_document, short_table
from coequal.assurance.equality.groups import answers, groups_of, name_further
from coequal.assurance.equality.matters import AIMS, ASPECTS, FURTHER, PROTECTED
from coequal.assurance.equality.signing import send_back, sign_off
from coequal.assurance.equality.standing import Standing, side_by_side, standing_beside, standing_of
from coequal.assurance.impact.steps import LIKELIHOODS, SEVERITIES, Risk, level
from coequal.assurance.models import EqualityAssessment
from coequal.documents.html import body
from coequal.documents.model import document
from coequal.documents.word import word
from coequal.errors import CoequalError
from tests.assurance.equality_making import SAFE, SHOWS, WORSE, begun, fresh, signed, signer, subject, submitted, whole, writer
from tests.assurance.making import acting
from tests.web.signing import organisation

TEXTS = st.text(max_size=12)
ANSWERS = st.builds(
    Answer, st.sampled_from(EFFECTS), TEXTS, st.booleans(), TEXTS, TEXTS, st.just(""), st.sampled_from(EFFECTS), st.just((SHOWS,))
)
database = pytest.mark.django_db


def test_the_law_protects_nine_characteristics_and_names_three_aims() -> None:
    """Each with the place where it stands; further groups are our own."""
    assert len(PROTECTED) == 9
    assert len({one.title for one in PROTECTED} | set(FURTHER)) == 9 + len(FURTHER)
    assert all(one.source.startswith("Equality Act 2010, section ") for one in (*PROTECTED, *AIMS))
    assert [one.source[-3:] for one in AIMS] == ["(a)", "(b)", "(c)"]
    assert [one.key for one in ASPECTS] == ["safety", "effectiveness", "experience", "access"]


@given(st.dictionaries(st.sampled_from([one.title for one in PROTECTED]), ANSWERS))
def test_a_group_of_which_nothing_is_said_never_reads_as_no_effect(said: dict[str, Answer]) -> None:
    """Neither in a table of one, nor of several, nor in the document, whatever effect was chosen for it."""
    asked = tuple(one.title for one in PROTECTED)
    found = answers({title: kept(one) for title, one in said.items()}, asked)
    silent = {title for title, one in found.items() if not one.says.strip()}
    unknown = f"? {NOT_KNOWN}"
    for title, effect, left in short_table(found).rows:
        if title in silent:
            assert (effect, left) == (unknown, unknown)
    beside = side_by_side("x", [("A", Standing("ready", None, None, "", found)), ("B", Standing("ready", None, None, "", {}))])
    for title, one, other in beside.rows[1:]:
        assert other == unknown
        if title in silent:
            assert one == unknown
    drafted = EqualityAssessment(organisation_id=1, groups={title: kept(one) for title, one in found.items()})
    shown = _group_parts(drafted)
    for title in silent:
        assert NONE not in shown[title]
        assert unknown in shown[title]


def _group_parts(drafted: Any) -> dict[str, str]:
    """What a document says below the heading of each group."""

    class _Version:
        groups, texts, aspects = drafted.groups, {}, {}
        organisation = None

    parts: dict[str, str] = {}
    title = ""
    for block in assessed(_Version()):  # type: ignore[arg-type]
        text = getattr(block, "text", "")
        if getattr(block, "level", 0) == 3:
            title = text.split(" (Equality", maxsplit=1)[0].casefold()
        parts[title] = f"{parts.get(title, '')}\n{text}"
    return parts


@given(ANSWERS)
def test_what_is_kept_of_an_answer_comes_out_as_it_was(one: Answer) -> None:
    """With its evidence and every table in it."""
    table = Evidence("involvement", "Age", "Few.", "I-1", "1 May 2026", "", ("Age", "How many"), (("under 20", "*"),))
    given_ = replace(one, evidence=(table, *one.evidence))
    assert taken_out(kept(given_)) == given_


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_effect_is_told_by_a_sign_and_in_words(effect: str) -> None:
    """No two have the same sign; what harms nobody leaves what it does."""
    one = Answer(effect, "Said.")
    assert one.words == f"{SIGNS[effect]} {effect}"
    assert len(set(SIGNS.values())) == len(EFFECTS)
    assert one.told_left == (effect if effect in (POSITIVE, NONE, NOT_KNOWN) else NOT_KNOWN)


@pytest.mark.parametrize(
    ("one", "wants"),
    [
        (Answer(), "what was looked for"),
        (Answer(NONE, "Said."), "what shows it"),
        (Answer(BOTH, "Said.", evidence=(SHOWS,)), "what is done about it"),
        (Answer(NEGATIVE, "Said.", True, "They are called.", evidence=(SHOWS,)), "until when"),
        (Answer(NEGATIVE, "Said.", False, "It is the law.", evidence=(SHOWS,)), ""),
        (Answer(NOT_KNOWN, "Looked for in the census."), ""),
        (replace(WORSE, evidence=(SHOWS,)), ""),
    ],
)
def test_what_is_lacking_is_said(one: Answer, wants: str) -> None:
    """That it is not known is complete once it is said what was looked for."""
    assert wants in (found := "; ".join(lacking(one)))
    assert bool(wants) == bool(found)


@pytest.mark.parametrize("likelihood", [*LIKELIHOODS, NOT_KNOWN])
@pytest.mark.parametrize("severity", SEVERITIES)
def test_quality_is_weighed_on_the_scale_of_data_protection(likelihood: str, severity: str) -> None:
    """There is no second scale."""
    assert Risk("x", likelihood, severity).before == level(likelihood, severity)


@database
def test_it_is_written_piece_by_piece_and_submitted_only_whole() -> None:
    """What is lacking is said all at once, and what was submitted stays."""
    found, who = begun(), writer()
    with pytest.raises(CoequalError, match=r"age: say what.*Good relations: write.*experience: say what"):
        writing.submit(who, found, 0, subject())
    with pytest.raises(CoequalError, match="say what was looked for"):
        writing.answer(who, found, 0, "age", Answer())
    with pytest.raises(CoequalError, match="Choose an effect"):
        writing.answer(who, found, 0, "age", Answer("better", "Said."))
    with pytest.raises(CoequalError, match="not asked about"):
        writing.answer(who, found, 0, "left-handed people", Answer(NONE, "Said."))
    with pytest.raises(CoequalError, match="no such aim"):
        writing.write(who, found, 0, {"win": "Said."})
    for aspect, risk, says in (("speed", SAFE, "no such aspect"), ("safety", replace(SAFE, harm=" "), "could become worse")):
        with pytest.raises(CoequalError, match=says):
            writing.weigh(who, found, 0, aspect, risk)
    found = whole(found)
    version = writing.submit(who, found, found.mark, subject())
    assert (version.number, fresh(found).state) == (1, "waiting for sign-off")
    version.number = 2
    with pytest.raises(CoequalError, match="stays as it is"):
        version.save()
    with pytest.raises(NotAllowed):
        writing.answer(who, found, found.mark, "age", WORSE)


@database
def test_evidence_stays_while_the_answer_changes_and_is_taken_out_by_its_number() -> None:
    """The same stands there once."""
    found, who = begun(), writer()
    for shows, says in ((replace(SHOWS, title=" "), "Name the source"), (replace(SHOWS, says=""), "what it shows")):
        with pytest.raises(CoequalError, match=says):
            writing.add_evidence(who, found, 0, "age", shows)
    writing.add_evidence(who, found, 0, "age", SHOWS)
    writing.answer(who, found, 1, "age", WORSE)
    with pytest.raises(CoequalError, match="already"):
        writing.add_evidence(who, found, 2, "age", SHOWS)
    assert writing.answers_of(fresh(found))["age"] == replace(WORSE, evidence=(SHOWS,))
    with pytest.raises(CoequalError, match="not there any more"):
        writing.take_evidence_out(who, found, 2, "age", 2)
    writing.take_evidence_out(who, found, 2, "age", 1)
    assert writing.answers_of(fresh(found))["age"] == WORSE


@database
def test_two_people_at_once_do_not_write_over_each_other() -> None:
    """The second one is told so, and nothing is kept of theirs."""
    found, one, other = begun(), writer(), acting(Role.POLICY_MANAGER)
    writing.answer(one, found, 0, "age", WORSE)
    with pytest.raises(CoequalError, match="Somebody else"):
        writing.answer(other, found, 0, "race", WORSE)
    assert writing.answers_of(fresh(found))["race"] == Answer()


@database
def test_what_is_sent_twice_is_made_once() -> None:
    """Beginning, submitting and signing alike; the trail has each once."""
    first, second = begun(), begun()
    assert first == second
    version = signed().version
    found = version.assessment
    with pytest.raises(CoequalError, match="Nothing was changed"):
        writing.submit(writer(), found, fresh(found).mark, subject())
    with pytest.raises(NotAllowed):
        send_back(signer(), version, "Once more.")
    for did in ("began", "submitted", "signed off"):
        assert Entry.objects.filter(action__startswith=f"{did} an assessment of equality").count() == 1


@database
def test_nobody_signs_what_they_wrote() -> None:
    """Whoever began it or wrote a word of it, in whichever role they come."""
    both = acting(Role.GOVERNANCE)
    person = both.person
    assert person is not None
    version = submitted()
    version.assessment.writers.add(person)
    told = {"says": "Sound.", "answers_for_it": "Gwen Mock", "review_due": timezone.localdate() + timedelta(9)}
    with pytest.raises(NotAllowed, match="You wrote some"):
        sign_off(both, version, subject(), **told)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="You wrote some"):
        send_back(both, version, "Change it.")
    with pytest.raises(NotAllowed):
        sign_off(writer(), version, subject(), **told)  # type: ignore[arg-type]
    assert version.came_to == "waiting for sign-off"


@database
def test_signing_needs_a_reason_somebody_who_answers_and_a_later_day() -> None:
    """And what it is about has to be as it was submitted."""
    version, who = submitted(), signer()
    told = {"says": "Sound.", "answers_for_it": "Gwen Mock", "review_due": timezone.localdate() + timedelta(9)}
    for values, about, says in (
        ({"says": " "}, subject(), "Say why"),
        ({"answers_for_it": ""}, subject(), "Name who"),
        ({"review_due": timezone.localdate()}, subject(), "later day"),
        ({}, subject(digest="sha256:2"), "changed since"),
        ({}, None, "not there any more"),
    ):
        with pytest.raises(CoequalError, match=says):
            sign_off(who, version, about, **{**told, **values})  # type: ignore[arg-type]
    with pytest.raises(CoequalError, match="what has to change"):
        send_back(who, version, " ")
    send_back(who, version, "Ask carers.")
    assert fresh(version.assessment).state == "returned"
    again = whole(version.assessment, told=replace(WORSE, says="They wait much longer."))
    second = writing.submit(writer(), again, again.mark, subject())
    with pytest.raises(CoequalError, match="later version"):
        send_back(who, version, "Still.")
    sign_off(who, second, subject(), **told)  # type: ignore[arg-type]
    assert fresh(again).state == "signed off"


@database
def test_a_signed_version_counts_until_what_it_is_about_is_changed() -> None:
    """Then it is withdrawn, every effect is not known again, and the page says why; so it is for one that nobody began."""
    about = subject()
    assert standing_of(about, timezone.localdate()).state == "not assessed"
    begun(about)
    assert standing_of(about, timezone.localdate()).state == "being written"
    version = signed(about).version
    ready = standing_of(about, timezone.localdate())
    assert (ready.state, ready.counts, ready.unknown) == ("ready", True, ())
    assert standing_of(about, timezone.localdate() + timedelta(300)).state == "to be looked at again"
    changed = standing_of(subject(digest="sha256:2"), timezone.localdate())
    assert (changed.state, changed.counts) == ("changed since", False)
    assert set(changed.unknown) == set(groups_of(organisation()))
    assert "was changed since version 1" in changed.says
    assert standing_beside(version.assessment, None, timezone.localdate()).state == "changed since"
    text = body(equality_document(version, changed))
    assert "Changed since" in text
    assert "that version is withdrawn" in text


@database
def test_what_is_not_known_in_a_signed_version_is_named() -> None:
    """A reader of the standing alone sees for whom."""
    signed(told=Answer(NOT_KNOWN, "Looked for in the census."))
    found = standing_of(subject(), timezone.localdate())
    assert found.state == "ready"
    assert "Not known for: age, disability" in found.says


@database
def test_a_group_that_was_named_after_it_was_signed_is_not_known() -> None:
    """It is not left out, neither in words nor beside others."""
    signed()
    name_further(signer(), organisation(), [*FURTHER, "farmers"])
    told = standing_of(subject(), timezone.localdate())
    assert "farmers" in told.unknown
    assert "farmers" in told.says


@database
def test_the_document_says_it_all_as_a_page_and_as_a_word_file() -> None:
    """With published figures as a table, the law beside each characteristic, and that it is invented."""
    found = begun()
    table = Evidence(
        "involvement",
        "Age of those who answered",
        "Few are young.",
        "I-1",
        "1 May 2026",
        "",
        ("Age", "How many"),
        (("under 20", "*"),),
    )
    writing.add_evidence(writer(), found, 0, "age", table)
    whole(found)
    version = signed().version
    text = body(equality_document(version, standing_of(subject(), timezone.localdate())))
    for says in (
        "An invented area",
        "Age (Equality Act 2010, section 5)",
        "under 20",
        "Head of access",
        "31 January 2030",
        "− negative",
    ):
        assert says in text
    assert word(document("x", "", list(assessed(version))))[:2] == b"PK"


@database
def test_an_organisation_names_its_further_groups_and_what_was_said_of_others_stays() -> None:
    """None of them twice, and none that the law protects anyway."""
    found, at = whole(), organisation()
    for titles, says in (
        ([], "at least one"),
        (["a", "A"], "twice"),
        (["Race"], "in any case"),
        (["x" * 121], "at most 120"),
        ([str(n) for n in range(21)], "at most 20"),
    ):
        with pytest.raises(CoequalError, match=says):
            name_further(signer(), at, titles)
    with pytest.raises(NotAllowed):
        name_further(writer(), at, ["farmers"])
    name_further(signer(), at, ["farmers", ""])
    name_further(signer(), at, ["farmers"])
    assert groups_of(at)[9:] == ("farmers",)
    there = writing.answers_of(fresh(found))
    assert there["farmers"] == Answer()
    assert there["carers"].says == WORSE.says
    assert Entry.objects.filter(action="named the further groups that assessments ask about").count() == 1


@database
def test_an_assessment_of_another_organisation_is_nobody_elses() -> None:
    """They are told that there is no such thing."""
    begun()
    with pytest.raises(Http404):
        writing.begin(writer(), subject(at="SAM1"))
    assert EqualityAssessment.objects.count() == 1
