"""An application is sent whole or not at all, with a consent that stands; and is withdrawn, answered and sent again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.errors import CoequalError
from coequal.referrals.models import ClinicalCase, Request, RulesVersion, Step
from coequal.referrals.moves import states as at
from coequal.referrals.requesting.completeness import CONSENT, NAMES, lacking
from coequal.referrals.requesting.consent import IN_WRITING, Told, give, standing, take_back
from coequal.referrals.requesting.held import held
from coequal.referrals.requesting.sections import ANSWERED
from coequal.referrals.requesting.submitting import NotComplete, answer, submit, withdraw
from coequal.referrals.requesting.writing import keep
from coequal.referrals.rules.reading import EXAMPLES
from tests.referrals.requesting.making import begun, clinician, write, written

pytestmark = pytest.mark.django_db
SAID = Told("The patient", date(2026, 11, 3), IN_WRITING)


def in_state(request: Request, state: str) -> Request:
    """The request as it stands elsewhere."""
    Request.objects.filter(pk=request.pk).update(state=state)
    request.refresh_from_db()
    return request


def test_an_empty_application_lacks_everything_at_once() -> None:
    """Every question that applies and has to be answered, and the consent; none that is of choice."""
    made = begun()
    found = lacking(made)
    assert {one.section for one in found} >= {"request", "policy", "tried", "evidence", "exceptional", "urgency", "asking", "who"}
    assert found[-1].section == CONSENT
    assert not {"equality.sex", "who.needs", "evidence.references", "urgency.why", "who.email"} & {one.question for one in found}
    with pytest.raises(NotComplete) as refused:
        submit(clinician(), made)
    assert refused.value.lacking == found
    assert all(f"{one.title} (" in refused.value.message for one in found)
    assert (made.submitted, made.state) == (None, at.WRITING)


def test_a_whole_application_is_sent_and_kept_as_it_was() -> None:
    """The clock begins, the rules of the day are kept with it, and nobody writes in it any more."""
    acting, made = clinician(), written()
    version = RulesVersion(
        organisation=made.organisation,
        since=timezone.localdate() - timedelta(9),
        text=(EXAMPLES / "exampleshire.yaml").read_text(encoding="utf-8"),
        why="The first.",
    )
    version.save()
    step = submit(acting, made)
    made.refresh_from_db()
    case = ClinicalCase.objects.get(request=made)
    assert (step.came_to, made.state, made.rules) == (at.SUBMITTED, at.SUBMITTED, version)
    assert made.submitted is not None
    assert case.sent_statements == case.statements
    with pytest.raises(NotAllowed):
        submit(acting, made)
    with pytest.raises(NotAllowed):
        write(acting, made, "tried", **{"tried.done": "More"})


def test_what_may_name_the_patient_is_not_sent() -> None:
    """The message says where, and never what."""
    acting, made = clinician(), written()
    write(acting, made, "tried", **{"tried.done": "Wilhelmina had three cycles."})
    with pytest.raises(NotComplete) as refused:
        submit(acting, made)
    assert [one.section for one in refused.value.lacking] == [NAMES]
    assert "may hold a name" in refused.value.message
    assert "Wilhelmina" not in refused.value.message


def test_a_consent_that_was_taken_back_stands_no_more() -> None:
    """What was agreed stays on record; a new consent can be given."""
    acting, made = clinician(), written()
    take_back(acting, made, SAID)
    assert standing(made) is None
    assert [one.section for one in lacking(made)] == [CONSENT]
    with pytest.raises(CoequalError, match="No consent stands"):
        take_back(acting, made, SAID)
    give(acting, made, SAID, ["asking", "sharing", "writing"])
    give(acting, made, SAID, ["asking", "sharing", "writing"])
    assert [one.given for one in made.consents.all()] == [True, False, True]


@pytest.mark.parametrize(
    ("told", "agreed", "says"),
    [
        (Told("", date(2026, 11, 3), IN_WRITING), ["asking", "sharing", "writing"], "Say who agreed"),
        (Told("The patient", date(2026, 11, 3), "by telepathy"), ["asking", "sharing", "writing"], "Say how it was said"),
        (Told("The patient", date(2999, 1, 1), IN_WRITING), ["asking", "sharing", "writing"], "still to come"),
        (SAID, ["asking"], "there is no consent"),
    ],
)
def test_a_consent_says_who_when_how_and_to_all_of_it(told: Told, agreed: list[str], says: str) -> None:
    """Nothing less is one."""
    made = begun()
    with pytest.raises(CoequalError, match=says):
        give(clinician(), made, told, agreed)
    assert not made.consents.exists()


def test_a_consent_is_taken_back_also_once_the_request_was_sent() -> None:
    """The request goes on until somebody withdraws it."""
    acting, made = clinician(), written()
    submit(acting, made)
    take_back(acting, made, SAID)
    made.refresh_from_db()
    assert (standing(made), made.state) == (None, at.SUBMITTED)


def test_what_was_returned_is_sent_again_and_what_was_deferred_answered() -> None:
    """The first day stays the first day; an answer says something."""
    acting, made = clinician(), written()
    submit(acting, made)
    made.refresh_from_db()
    first = made.submitted
    submit(acting, in_state(made, at.RETURNED), "The missing letter is there.")
    made.refresh_from_db()
    assert (made.state, made.submitted) == (at.SUBMITTED, first)
    in_state(made, at.DEFERRED)
    with pytest.raises(CoequalError, match="Say what you answer"):
        answer(acting, made, " ")
    step = answer(acting, made, "The scan is attached.")
    assert (step.came_to, step.says) == (at.FOR_PANEL, "The scan is attached.")
    assert held(made, ANSWERED) == {"answered.panel": "The scan is attached."}
    answer(acting, in_state(made, at.DEFERRED), "So is the letter.")
    assert ClinicalCase.objects.get(request=made).sent_statements["answered.panel"] == "The scan is attached.\nSo is the letter."
    with pytest.raises(CoequalError, match="no part of this name"):
        keep(acting, in_state(made, at.RETURNED), "answered", {"answered.panel": "Forged"}, "")


@pytest.mark.parametrize(("state", "act"), [(at.RETURNED, submit), (at.DEFERRED, answer)])
def test_what_goes_with_it_names_nobody_either(state: str, act: Callable[..., Step]) -> None:
    """The message says what may stand there, and not what does."""
    acting, made = clinician(), in_state(written(), state)
    with pytest.raises(CoequalError, match="a name and a telephone number of the patient") as refused:
        act(acting, made, "Ring Wilhelmina at 020 7946 0123.")
    assert "Wilhelmina" not in refused.value.message
    assert not made.steps.filter(left=state).exists()


def test_what_is_not_deferred_is_not_answered() -> None:
    """And what is deferred is not submitted."""
    acting, made = clinician(), written()
    with pytest.raises(CoequalError, match="cannot be answered"):
        answer(acting, made, "Yes.")
    with pytest.raises(CoequalError, match="cannot be submitted"):
        submit(acting, in_state(made, at.DEFERRED))


@pytest.mark.parametrize("state", [at.WRITING, at.SUBMITTED, at.WITH_PANEL, at.APPEALING])
def test_a_request_is_withdrawn_with_a_reason(state: str) -> None:
    """At any time before its end, and once."""
    acting, made = clinician(), in_state(written(), state)
    with pytest.raises(CoequalError, match="Say why"):
        withdraw(acting, made, "")
    withdraw(acting, made, "The patient moved away.")
    made.refresh_from_db()
    assert (made.state, made.ended is None) == (at.WITHDRAWN, False)
    with pytest.raises(NotAllowed):
        withdraw(acting, made, "Again.")


def test_an_answer_that_the_rules_offer_no_more_has_to_be_given_again() -> None:
    """It is said, as anything that is missing."""
    made = written()
    case = ClinicalCase.objects.get(request=made)
    case.statements = {**case.statements, "asking.who": "the clinician in charge"}
    case.save()
    assert [(one.section, one.says) for one in lacking(made)] == [("asking", "“Who asks?” has to be answered again.")]
