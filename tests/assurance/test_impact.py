"""The assessment: its draft, its versions, advice, approvals, the regulator and the sign-off; and checks."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.assurance.checks.checking import Found, Told, check, follow_up, next_check
from coequal.assurance.checks.document import check_document
from coequal.assurance.checks.points import POINTS
from coequal.assurance.impact.answering import Signed, advise, in_the_way, record_regulator, sign_off, take_down, waiting_for
from coequal.assurance.impact.document import BLANKS, impact_document
from coequal.assurance.impact.groups import Group, groups_of, name_groups
from coequal.assurance.impact.steps import LIKELIHOODS, PASSAGES, SEVERITIES, Risk, level
from coequal.assurance.impact.writing import add_risk, change_risk, draft_of, submit, write
from coequal.assurance.models import ImpactVersion
from coequal.assurance.register.entering import TOLD, change
from coequal.assurance.screening.rule import questions
from coequal.documents.html import body
from coequal.documents.model import Heading, Paragraph, Table
from coequal.documents.word import word
from coequal.errors import CoequalError
from tests.assurance.making import HIGH, LOW, acting, needing, screened, submitted, use
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db


def signed(**values: Any) -> Signed:
    told = {"accepted_by": "Ada, director", "followed": True, "why_overruled": "", "on_consultation": "", "kept_by": "Ada"}
    return Signed(**{**told, "review_due": timezone.localdate() + timedelta(200), **values})


def approved_by_all(version: ImpactVersion, advice: str = "go ahead") -> ImpactVersion:
    officer, technical = acting(Role.INFORMATION_GOVERNANCE), acting(Role.ADMINISTRATOR)
    advise(officer, version, advice, "It is careful.")
    take_down(officer, version, "Information governance", approved=True, says="")
    take_down(technical, version, "Technical group", approved=True, says="")
    return version


@pytest.mark.parametrize("severity", SEVERITIES)
@pytest.mark.parametrize("likelihood", LIKELIHOODS)
def test_a_risk_is_never_less_grave_for_being_more_likely_or_more_severe(likelihood: str, severity: str) -> None:
    """And what is not known makes it not known."""
    grave = ("low", "medium", "high")
    here = grave.index(level(likelihood, severity))
    for more in LIKELIHOODS[LIKELIHOODS.index(likelihood) :]:
        assert grave.index(level(more, severity)) >= here
    for more in SEVERITIES[SEVERITIES.index(severity) :]:
        assert grave.index(level(likelihood, more)) >= here
    assert level("not known", severity) == level(likelihood, "not known") == "not known"


def test_a_draft_is_submitted_only_whole_and_then_stays_as_it_is() -> None:
    """Everything that is lacking is said at once."""
    found, author = needing(), acting(Role.POLICY_MANAGER)
    write(author, found, 0, {"need": "It is said."})
    with pytest.raises(CoequalError, match="Name at least one risk"):
        submit(author, found, 1)
    add_risk(author, found, 1, Risk("Lost.", "possible", "not known"))
    with pytest.raises(CoequalError, match=r"how severe risk 1 is.*what is left of it"):
        submit(author, found, 2)
    change_risk(author, found, 2, 0, None)
    with pytest.raises(CoequalError, match="not there any more"):
        change_risk(author, found, 3, 0, LOW)
    with pytest.raises(CoequalError, match="what could happen"):
        add_risk(author, found, 3, Risk(" ", "possible", "severe"))
    with pytest.raises(CoequalError, match="Somebody else"):
        write(author, found, 0, {"need": "Mine."})
    with pytest.raises(CoequalError, match="steps have changed"):
        write(author, found, 3, {"verse": "Mine."})
    version = submitted(found)
    version.texts["need"] = "Another."
    with pytest.raises(CoequalError, match="stays as it is"):
        version.save()
    with pytest.raises(NotAllowed):
        write(author, found, draft_of(found).mark, {"need": "While it waits."})


def test_it_is_signed_off_after_advice_and_every_group_and_data_may_be_used_then() -> None:
    """Whoever submitted it does none of that."""
    version, director = submitted(), acting(Role.GOVERNANCE)
    assert [one.name for one in waiting_for(version)] == ["Information governance", "Technical group"]
    with pytest.raises(CoequalError, match=r"not advised.*Information governance.*Technical group"):
        sign_off(director, version, signed())
    with pytest.raises(NotAllowed, match="another role"):
        take_down(acting(Role.ADMINISTRATOR), version, "Information governance", approved=True, says="")
    approved_by_all(version)
    with pytest.raises(CoequalError, match="answered already"):
        take_down(acting(Role.ADMINISTRATOR), version, "Technical group", approved=True, says="")
    assert not version.use.may_begin
    for values, says in (
        ({"accepted_by": ""}, "Name who accepts"),
        ({"kept_by": ""}, "Name who keeps"),
        ({"followed": False}, "overruled"),
        ({"review_due": timezone.localdate()}, "later day"),
    ):
        with pytest.raises(CoequalError, match=says):
            sign_off(director, version, signed(**values))
    sign_off(director, version, signed(followed=False, why_overruled="It is needed."))
    assert (version.use.state, version.use.may_begin) == ("approved", True)
    assert "It is needed." in body(impact_document(version))


def test_a_high_risk_that_is_left_needs_the_regulators_answer_first() -> None:
    """A question without an answer is not enough."""
    version, officer, director, today = (
        submitted(risk=HIGH),
        acting(Role.INFORMATION_GOVERNANCE),
        acting(Role.GOVERNANCE),
        timezone.localdate(),
    )
    approved_by_all(version)
    with pytest.raises(CoequalError, match="regulator has to be consulted"):
        sign_off(director, version, signed())
    with pytest.raises(CoequalError, match="answer comes after"):
        record_regulator(officer, version, today, today - timedelta(1), "Asked.")
    record_regulator(officer, version, today, None, "Asked by letter.")
    assert len(list(in_the_way(version))) == 1
    record_regulator(officer, version, today, today, "It may go ahead.")
    sign_off(director, version, signed())
    assert version.use.may_begin


def test_nobody_signs_that_the_advice_not_to_go_ahead_is_followed() -> None:
    """The latest advice counts; overruled with a reason, it is signed."""
    version, officer, director = submitted(), acting(Role.INFORMATION_GOVERNANCE), acting(Role.GOVERNANCE)
    approved_by_all(version)
    advise(officer, version, "do not go ahead", "Too much is kept.")
    with pytest.raises(CoequalError, match="overrules that"):
        sign_off(director, version, signed())
    sign_off(director, version, signed(followed=False, why_overruled="It is needed."))
    assert version.use.may_begin


def test_a_version_whose_entry_was_changed_meanwhile_is_not_signed_off() -> None:
    """It is screened anew first."""
    version = approved_by_all(submitted())
    values = {name: getattr(version.use, name) for name in TOLD}
    change(acting(Role.POLICY_MANAGER), version.use, version.use.mark, {**values, "shared": "A supplier"})
    with pytest.raises(CoequalError, match="screened anew first"):
        sign_off(acting(Role.GOVERNANCE), version, signed())


def test_what_is_said_of_a_version_and_sent_twice_is_said_once() -> None:
    """Advice, and what the regulator answered; other words count beside the first."""
    version, officer, today = submitted(), acting(Role.INFORMATION_GOVERNANCE), timezone.localdate()
    for says in ("It is careful.", "It is careful.", "It is most careful."):
        advise(officer, version, "go ahead", says)
        record_regulator(officer, version, today, None, says)
    assert (version.advices.count(), version.consultations.count()) == (2, 2)


def test_a_check_and_a_word_on_a_finding_that_are_sent_twice_are_one() -> None:
    """Also where the word is that it is done."""
    found, officer, today = use(), acting(Role.INFORMATION_GOVERNANCE), timezone.localdate()
    points = dict.fromkeys(POINTS, "yes") | {"kept": "no"}
    one = Found("Old names are there. ", "Delete them.", today, "The records team")
    made = [check(officer, found, Told(today, points, "Nearly.", " Ada, director"), [one]) for _time in range(2)]
    assert made[0] == made[1]
    check(officer, found, Told(today, points, "Nearly.", "Ada, director"), [one, one])
    assert found.checks.count() == 2
    for _time in range(2):
        follow_up(officer, made[0].findings.get(), "done", "All are gone.")
    assert made[0].findings.get().follow_ups.count() == 1


def test_a_returned_version_is_followed_by_another_and_a_new_screening_undoes_both() -> None:
    """What was signed goes on counting while a later version waits; a use that changed is assessed anew."""
    first, officer = submitted(), acting(Role.INFORMATION_GOVERNANCE)
    with pytest.raises(CoequalError, match="what has to change"):
        take_down(officer, first, "Information governance", approved=False, says=" ")
    take_down(officer, first, "Information governance", approved=False, says="Say who sees it.")
    assert first.use.state == "returned"
    second = submitted(first.use)
    assert (first.state, second.state, second.number) == ("followed", "submitted", 2)
    sign_off(acting(Role.GOVERNANCE), approved_by_all(second), signed())
    third = submitted(second.use)
    assert (third.use.state, third.use.may_begin) == ("submitted", True)
    screened(third.use, decides_on_access="yes", personal_data="yes")
    assert (third.use.state, third.use.may_begin, third.state) == ("to be assessed", False, "followed")


def test_an_organisation_names_its_own_groups() -> None:
    """One of them speaks for information governance."""
    officer, at = acting(Role.INFORMATION_GOVERNANCE), organisation()
    group = Group("Risk group", "governance")
    for groups, says in (
        ([group], "information governance"),
        ([Group("", "governance")], "a name"),
        ([group, group], "same name"),
        ([Group("A", "analyst")], "Choose who"),
    ):
        with pytest.raises(CoequalError, match=says):
            name_groups(officer, at, groups)
    name_groups(officer, at, [Group("IG", "information governance"), group])
    assert [one.name for one in groups_of(at)] == ["IG", "Risk group"]


def test_what_a_check_finds_is_reported_and_followed_up_until_it_is_done() -> None:
    """A point that is not met needs a finding, and one that is done stays done."""
    found, officer, today = use(), acting(Role.INFORMATION_GOVERNANCE), timezone.localdate()
    assert next_check(found) == today + timedelta(365)
    points = dict.fromkeys(POINTS, "yes") | {"kept": "no"}
    one = Found("Old names are there.", "Delete them.", today, "The records team")
    for told, findings, says in (
        (Told(today, points, "", " "), [one], "Name the director"),
        (Told(today + timedelta(1), points, "", "Ada"), [one], "in the future"),
        (Told(today, {}, "", "Ada"), [one], "Answer each point"),
        (Told(today, points, "", "Ada"), [], "what was found"),
        (Told(today, points, "", "Ada"), [Found(" ", "x", today, "y")], "Say what was found"),
    ):
        with pytest.raises(CoequalError, match=says):
            check(officer, found, told, findings)
    made = check(officer, found, Told(today, points, "Nearly.", "Ada, director"), [one])
    finding = made.findings.get()
    assert finding.stands == "open"
    follow_up(officer, finding, "under way", "Half are gone.")
    follow_up(officer, finding, "done", "All are gone.")
    with pytest.raises(CoequalError, match="done already"):
        follow_up(officer, finding, "done", "Once more.")
    with pytest.raises(CoequalError, match="Choose how"):
        follow_up(officer, finding, "perhaps", "x")
    written = body(check_document(made))
    assert all(says in written for says in ("Ada, director", "Technical group", "Delete them.", "All are gone."))


@pytest.mark.parametrize("name", list(BLANKS))
def test_every_blank_form_opens_in_word_with_all_that_is_to_be_filled_in(name: str) -> None:
    """Its headings, its texts and the rows of its tables, each of which has an empty place."""
    form = BLANKS[name]()
    opened = docx.Document(BytesIO(word(form)))
    texts = "\n".join(one.text for one in opened.paragraphs)
    for block in form.blocks:
        if isinstance(block, Heading | Paragraph):
            assert block.text in texts
    tables = [block for block in form.blocks if isinstance(block, Table)]
    rows = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened.tables]
    for table in tables:
        there = next(one for one in rows if one[0] == list(table.head))
        assert [tuple(row) for row in there[1:]] == list(table.rows)
        assert all(any(set(cell) == {"…"} for cell in row) for row in there[1:])
    wanted = {
        "screening": [fact.question or "" for fact in questions().values()],
        "assessment": [one.asks for one in PASSAGES.values()],
        "checklist": list(POINTS.values()),
    }[name]
    everything = texts + "\n".join(cell for table in rows for row in table for cell in row)
    assert [one for one in wanted if one not in everything] == []
