"""What is typed about a request by anybody is searched for who the patient is before it is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.referrals import models
from coequal.referrals.approving import answering, using
from coequal.referrals.approving import submitting as prior
from coequal.referrals.approving.answering import AsRead, Granting
from coequal.referrals.approving.sent import mark_of_sent
from coequal.referrals.deciding import panels, screening
from coequal.referrals.deciding.decide import decide
from coequal.referrals.deciding.views import declare, give_view
from coequal.referrals.models import Approval, PanelDecision, Request, Step
from coequal.referrals.models.deciding import APPROVED, DECLINED, DEFERRED, STAYS
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves import states as at
from coequal.referrals.moves.table import GRANT_AT_ONCE
from coequal.referrals.personal.columns import kept
from coequal.referrals.requesting import submitting
from coequal.referrals.requesting.nameless import TYPED
from tests.referrals.approving import building
from tests.referrals.deciding.sitting import ANSWERS, member, officer, sitting
from tests.referrals.making import acting, request

NAMED = "We talked to Wilhelmina about it."
NUMBERED = "See 999 000 0018."
NOT_SEARCHED = {  # each with why
    models.Identity: "it is who the person is",
    models.EqualityAnswers: "nobody who deals with a request reads them",
    models.ClinicalCase: "it is searched when it is sent, and a clinician may clear it",
    models.Consent: "deciders never see it",
    models.Attachment: "an officer looks at each before deciders do",
    models.Viewing: "information governance alone reads it",
    models.KeepingReview: "information governance alone reads it",
    models.Disclosure: "it names a fact of the dictionary, and the clinic alone reads it",
    models.StandingAuthorisation: "it is about no request",
    models.Use: "it is one of the amounts of an approval",
    models.Letter: "it is searched when it is edited, and has the name put in when it is printed",
}
MADE_HERE = {  # of a decision, from the record, or of the step that says the same
    ("Approval", "reasons"),
    ("Approval", "conditions"),
    ("Approval", "amounts"),
    ("Panel", "why_called_off"),
}


def test_every_sealed_text_is_searched_or_it_is_said_why_not() -> None:
    """A new column has to be named here or there."""
    sealed = {(one.model.__name__, column.name) for one in kept() for column in one.sealed if one.model not in NOT_SEARCHED}
    searched = {(model.__name__, column) for model, typed in TYPED.items() for column in typed.columns}
    assert sealed - searched - MADE_HERE == set()
    assert not set(TYPED) & set(NOT_SEARCHED)


def _funding(state: str) -> Request:
    return request(state)


def _prior() -> Request:
    made = building.begun()
    prior.submit(acting(Role.CLINICIAN), made, building.bound())
    return Request.objects.get(pk=made.pk)


def _read(of: Request) -> AsRead:
    return AsRead(building.bound(), mark_of_sent(of))


def _answered(how: Callable[..., object], text: str) -> object:
    made = _prior()
    return how(officer(), made, _read(made), text)


def _granted(text: str, **changes: Any) -> object:
    until = timezone.localdate() + timedelta(90)
    said: dict[str, Any] = {"reasons": "It is met.", "amounts": {"cycles": 1}, "expires": until, **changes}
    made = _prior()
    how = Granting(**{name: text if one is None else one for name, one in said.items()})
    return answering.grant(officer(), made, _read(made), how)


def _decided(outcome: str, text: str, **changes: Any) -> object:
    until = timezone.localdate() + timedelta(90) if outcome == APPROVED else None
    said: dict[str, Any] = {"answers": ANSWERS, "reasons": "It helps.", "expires": until, **changes}
    said = {name: text if one == "?" else one for name, one in said.items()}
    return decide(officer(), sitting(), outcome, said.pop("answers"), said.pop("reasons"), **said)


def _answers(text: str) -> dict[str, dict[str, str]]:
    return {one: {"answer": "no", "why": text} for one in ANSWERS}


def _approval_withdrawn(text: str) -> object:
    made = request(at.APPROVED, PRIOR_APPROVAL)
    day = timezone.localdate()
    given = Approval.objects.create(
        request=made, amounts={"cycles": 1}, from_day=day, expires=day + timedelta(9), decided_by=officer().person
    )
    return using.withdraw_approval(officer(), given, text)


def _called_off(text: str) -> None:
    item = panels.list_item(officer(), panels.call(officer(), request().organisation, _call()), _funding(at.FOR_PANEL))
    panels.call_off(officer(), item.panel, text)


def _call() -> panels.Call:
    return panels.Call(on=timezone.localdate(), at="one")


WAYS: dict[str, Callable[[str], object]] = {
    "a funding request is withdrawn": lambda text: submitting.withdraw(acting(Role.CLINICIAN), _funding(at.SUBMITTED), text),
    "a prior approval is withdrawn": lambda text: prior.withdraw(acting(Role.CLINICIAN), _prior(), text),
    "an officer declines": lambda text: _answered(answering.refuse, text),
    "an officer asks back": lambda text: _answered(answering.ask_back, text),
    "an officer sends it elsewhere": lambda text: _answered(answering.send_elsewhere, text),
    "an officer grants, for reasons": lambda text: _granted(text, reasons=text),
    "an officer grants, under conditions": lambda text: _granted(text, conditions=text),
    "an officer grants an amount": lambda text: _granted(text, amounts={text: 1}),
    "an approval is withdrawn": _approval_withdrawn,
    "it is returned": lambda text: screening.return_(officer(), _funding(at.SUBMITTED), text),
    "it is acknowledged": lambda text: screening.acknowledge(officer(), _funding(at.SUBMITTED), text),
    "it is screened in": lambda text: screening.screen_in(officer(), _funding(at.SCREENING), text),
    "it is screened out": lambda text: screening.screen_out(officer(), _funding(at.SCREENING), text),
    "its panel is called off": _called_off,
    "a panel declines": lambda text: _decided(DECLINED, text, reasons="?"),
    "a panel answers the questions": lambda text: _decided(DECLINED, text, answers=_answers(text)),
    "a panel wants to know": lambda text: _decided(DEFERRED, text, wants="?"),
    "a panel sets conditions": lambda text: _decided(APPROVED, text, conditions="?"),
    "a member gives a view": lambda text: give_view(member("one-1"), sitting(), _answers(text), DECLINED),
    "a member declares an interest": lambda text: declare(member("one-1"), sitting(), text, STAYS),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", [NAMED, NUMBERED], ids=["name", "number"])
def test_nothing_that_is_typed_may_name_the_patient(way: str, text: str) -> None:
    """By whichever way it comes, it is refused, shown nowhere, and nothing of it is kept."""
    with pytest.raises(CoequalError, match=r"What you say may hold (a name|an NHS number) ") as refused:
        WAYS[way](text)
    assert text not in refused.value.message
    assert "Wilhelmina" not in refused.value.message
    assert not any(text in one.says for one in Step.objects.all())
    assert PanelDecision.objects.count() == 0
    assert all(one.withdrawn is None for one in Approval.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_what_names_nobody_is_kept(way: str) -> None:
    """The same ways take words that tell nothing."""
    WAYS[way]("The scan shows scars.")


@pytest.mark.django_db
def test_words_of_ours_are_not_taken_for_a_name() -> None:
    """What is said with an approval at once comes from the record, and a patient may be called like a word in it."""
    made = request(at.WRITING, PRIOR_APPROVAL)
    made.identity.name = "Every Criterion"
    made.identity.save()
    Step(request=made, kind=GRANT_AT_ONCE.name, came_to=at.APPROVED, at=timezone.now(), says="Every criterion is met.").save()
    assert made.steps.count() == 1
