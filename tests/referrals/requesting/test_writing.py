"""Applications as they are written: begun once, kept part by part, and nobody's work lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.accounts.models import Organisation
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.referrals.models import Identity, Request
from coequal.referrals.moves import states as at
from coequal.referrals.requesting.beginning import commissioners
from coequal.referrals.requesting.completeness import of_section
from coequal.referrals.requesting.form import asking, exceptional, sections
from coequal.referrals.requesting.held import held, mark
from coequal.referrals.requesting.questions import Kind, Question, Section, applying, read_answer, say_answer
from coequal.referrals.requesting.sections import ABOUT_EQUALITY, EVIDENCE, URGENCY, WHO_IS_IT
from coequal.referrals.requesting.writing import Clash, keep, keep_unmet, read_answers
from coequal.referrals.rules.model import PATIENT, PROVIDER
from coequal.referrals.rules.reading import shipped
from tests.referrals import making as people
from tests.referrals.requesting.making import WHO, answer_to, begun, clinician, write
from tests.web.signing import OTHER, organisation

RULES = shipped()["EXA1"]


@pytest.mark.django_db
def test_a_form_that_is_sent_twice_begins_one_request() -> None:
    """The reference was made with the form; whoever else sends it is told."""
    first = begun(reference="Q-2222-2222")
    assert begun(reference="Q-2222-2222") == first
    with pytest.raises(CoequalError, match="began another request"):
        begun(clinician("other@exf1.example"), reference="Q-2222-2222")
    assert Request.objects.count() == 1
    assert [one.kind for one in first.steps.all()] == ["begun"]


@pytest.mark.django_db
def test_only_a_clinician_of_the_clinic_begins_one() -> None:
    """An officer does not, nor a clinician for another clinic; and whoever has no rules cannot be asked."""
    with pytest.raises(NotAllowed):
        begun(people.acting(Role.IFR_OFFICER, at_=people.CLINIC))
    with pytest.raises(CoequalError, match="by which rules"):
        begun(commissioner=organisation(OTHER))
    with pytest.raises(CoequalError, match="no criterion"):
        begun(unmet=("body-mass-index",))
    for named in ({"service": "Wilhelmina"}, {"treatment": "for Wilhelmina"}):
        with pytest.raises(CoequalError, match="by their ids"):
            begun(**named)
    assert not Request.objects.exists()
    assert list(commissioners()) == list(Organisation.objects.filter(code="EXA1"))


@pytest.mark.django_db
def test_a_part_is_kept_as_far_as_it_is_written() -> None:
    """With an entry of the trail that says which part, and nothing of what was written; keeping the same again does nothing."""
    acting, made = clinician(), begun()
    write(acting, made, "request", **{"request.condition": "  Blocked \x07 tubes "})
    assert held(made, sections(RULES)[0]) == {"request.condition": "Blocked tubes"}
    entries = Entry.objects.count()
    write(acting, made, "request", **{"request.condition": "Blocked tubes"})
    assert Entry.objects.count() == entries
    entry = Entry.objects.last()
    assert entry is not None
    assert "Blocked" not in entry.detail


@pytest.mark.django_db
def test_of_two_who_write_at_once_neither_loses_anything() -> None:
    """The second is shown what the first wrote; once they have seen it, what they send stands."""
    acting, made, section = clinician(), begun(), sections(RULES)[0]
    seen = mark(made, section, {})
    keep(clinician("other@exf1.example"), made, "request", {"request.condition": "Theirs"}, seen)
    with pytest.raises(Clash) as clash:
        keep(acting, made, "request", {"request.condition": "Mine"}, seen)
    assert clash.value.theirs == {"request.condition": "Theirs"}
    assert held(made, section) == {"request.condition": "Theirs"}
    keep(acting, made, "request", {"request.condition": "Theirs and mine"}, clash.value.mark)
    assert held(made, section) == {"request.condition": "Theirs and mine"}


@pytest.mark.django_db
def test_who_the_patient_is_stands_apart_from_the_case() -> None:
    """With a mark by which other requests of the same person are found, and none of an empty number."""
    acting, made = clinician(), begun()
    write(acting, made, "who", **WHO)
    identity = Identity.objects.get(request=made)
    assert (identity.nhs_number, identity.date_of_birth) == ("9990000018", "1990-03-04")
    assert identity.mark
    assert "Wilhelmina" not in str(made.clinical.statements)
    assert held(made, WHO_IS_IT) == {**WHO, "who.nhs_number": "9990000018"}
    write(acting, made, "who", **{"who.nhs_number": ""})
    assert Identity.objects.get(request=made).mark == ""


@pytest.mark.django_db
def test_equality_answers_stand_in_a_table_of_their_own() -> None:
    """And cannot be written once a panel has asked something."""
    acting, made = clinician(), begun()
    write(acting, made, "equality", **{"equality.sex": "female"})
    assert held(made, ABOUT_EQUALITY) == {"equality.sex": "female"}
    Request.objects.filter(pk=made.pk).update(state=at.DEFERRED)
    made.refresh_from_db()
    with pytest.raises(CoequalError, match="no part of this name"):
        write(acting, made, "equality", **{"equality.sex": "male"})


@pytest.mark.django_db
def test_urgency_is_read_from_its_answer() -> None:
    """And taken back with it, together with what was said about it."""
    acting, made = clinician(), begun()
    assert write(acting, made, "urgency", **{"urgency.is": "yes", "urgency.why": "Surgery.", "urgency.by": "2026-12-01"}).urgent
    assert not write(acting, made, "urgency", **{"urgency.is": "no"}).urgent
    assert held(made, URGENCY) == {"urgency.is": "no"}


@pytest.mark.django_db
@pytest.mark.parametrize("state", [at.SUBMITTED, at.WITH_PANEL, at.APPROVED, at.WITHDRAWN])
def test_nothing_is_written_where_it_does_not_wait_for_the_clinician(state: str) -> None:
    """Whoever writes is told where it stands."""
    made = people.request(state)
    with pytest.raises(NotAllowed):
        write(people.acting(Role.CLINICIAN), made, "request", **{"request.condition": "Late"})


@pytest.mark.django_db
def test_criteria_that_are_not_met_are_those_of_the_policy() -> None:
    """In its order, each once; a request without a policy has none."""
    acting, made = clinician(), people.request(at.WRITING, policy=people.POLICY)
    known = ("age", "body-mass-index", "smoking")
    for _ in range(2):
        assert keep_unmet(acting, made, ("smoking", "age", "age"), known).unmet == ["age", "smoking"]
    assert Entry.objects.filter(action="said which criteria are not met").count() == 1
    with pytest.raises(CoequalError, match="no criterion"):
        keep_unmet(acting, made, ("eyes",), known)
    with pytest.raises(CoequalError, match="about no policy"):
        keep_unmet(acting, begun(), ("age",), known)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"evidence.is": "perhaps"}, "choose one of the answers"),
        ({"evidence.is": "x" * 300}, "at most 200 letters"),
        ({"evidence.references": "x" * 20_001}, "at most 20,000 letters"),
        ({"evidence.other": "x"}, "does not ask for"),
    ],
)
def test_what_no_form_sends_is_refused(typed: dict[str, str], says: str) -> None:
    """And the message shows nothing of it."""
    with pytest.raises(CoequalError, match=says):
        read_answers(EVIDENCE, typed)


def test_an_answer_that_does_not_apply_is_not_kept() -> None:
    """References without published evidence."""
    assert read_answers(EVIDENCE, {"evidence.is": "none", "evidence.references": "A book"}) == {"evidence.is": "none"}


@pytest.mark.parametrize("typed", ["999 000 0019", "123", "2026-02-30", "30/02/2026", "nobody", "a@b", "x" * 201])
def test_what_cannot_be_kept_is_never_shown_in_the_message(typed: str) -> None:
    """Of numbers, days and addresses."""
    asked = [one for one in (*WHO_IS_IT.questions, *URGENCY.questions) if refusal(one, typed)]
    assert asked
    assert not [one.id for one in asked if typed in refusal(one, typed)]


def refusal(question: Question, typed: str) -> str:
    """Why an answer cannot be kept; nothing where it can."""
    try:
        read_answer(question, typed)
    except CoequalError as error:
        return error.message
    return ""


def some_answers(section: Section) -> st.SearchStrategy[dict[str, str]]:
    """Any of the answers to a section: some are given, some are not."""
    choices = {
        one.id: st.sampled_from(["", *(key for key, _words in one.choices)])
        if one.choices
        else st.sampled_from(["", answer_to(one)])
        for one in section.questions
    }
    return st.fixed_dictionaries(choices)


@given(st.data())
def test_a_section_lacks_what_applies_is_required_and_not_answered(data: st.DataObject) -> None:
    """And nothing else; what was kept is kept the same again, and lacks the same."""
    section = data.draw(st.sampled_from(sections(RULES)))
    typed = data.draw(some_answers(section))
    kept = read_answers(section, typed)
    assert read_answers(section, kept) == kept
    wanted = {one.id for one in applying(section, kept) if one.required and not typed[one.id]}
    assert {one.question for one in of_section(section, kept)} == wanted
    assert set(kept) == {one.id for one in applying(section, kept) if typed[one.id]}


@given(st.text(max_size=300))
def test_a_passage_that_was_kept_is_kept_the_same_again(typed: str) -> None:
    """Without signs that only steer a machine."""
    question = Question("a.b", "What", kind=Kind.PASSAGE)
    once = read_answer(question, typed)
    assert read_answer(question, once) == once
    assert not any(ord(sign) < 32 and sign != "\n" for sign in once)


def test_the_questions_about_exceptionality_are_the_commissioners() -> None:
    """In its order; one of ours where its own were not found."""
    assert [one.id for one in exceptional(RULES).questions] == ["different", "benefit", "effective", "resources", "social"]
    unknown = next(rules for rules in shipped().values() if rules.questions is None)
    assert [one.id for one in exceptional(unknown).questions] == ["exceptional.why"]


def test_where_a_patient_asks_a_clinician_has_to_support_it() -> None:
    """In words, with name and day; and only who may ask by the rules is offered."""
    section = asking(RULES)
    by_provider, by_patient = read_answers(section, {"asking.who": PROVIDER}), read_answers(section, {"asking.who": PATIENT})
    wanted = {one.id for one in applying(section, by_patient)} - {one.id for one in applying(section, by_provider)}
    assert wanted == {"asking.support", "asking.supporter", "asking.supported"}
    assert [one for one, _words in section.questions[0].choices] == list(RULES.who_may_ask or ())


def test_every_question_has_an_id_of_its_own() -> None:
    """Ours have a point in it, which none of the rules has."""
    ids = [one.id for section in sections(RULES) for one in section.questions]
    assert len(ids) == len(set(ids))
    own: list[Any] = [one for one in ids if "." not in one]
    assert own == [one.id for one in RULES.questions or ()]


def test_answers_are_said_in_words() -> None:
    """Of each kind."""
    said = {one.id: say_answer(one, WHO.get(one.id, "")) for one in WHO_IS_IT.questions}
    assert said["who.born"] == "4 March 1990"
    assert said["who.way"] == "By telephone"
    assert said["who.email"] == "not answered"
    assert say_answer(WHO_IS_IT.questions[1], "9990000018") == "999 000 0018"
