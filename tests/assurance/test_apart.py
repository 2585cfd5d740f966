"""Whoever wrote an assessment takes no step with it, and whoever advised on it does not sign it off, unless nobody else is there."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.models import Membership
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.assurance.impact.answering import Signed, advise, may_speak_for, sign_off, take_down
from coequal.assurance.impact.apart import NOT_ALONE, Alone
from coequal.assurance.impact.document import impact_document
from coequal.assurance.impact.writing import draft_of, write
from coequal.assurance.models import ImpactVersion
from coequal.documents.html import body
from coequal.errors import CoequalError
from tests.assurance.making import acting, needing, submitted
from tests.web.signing import person

pytestmark = pytest.mark.django_db
IG, ADMIN, DIRECTOR = Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR, Role.GOVERNANCE
ALONE = Alone("Ada, chair of the board", "The post beside it is vacant until May.")


def in_roles(*roles: Role) -> Acting:
    """One person who has several roles."""
    for role in roles:
        found = person(role, email="both@exampleshire.example")
    return person_acting(found)


def written_by(author: Acting) -> ImpactVersion:
    """A version that a policy manager submitted, in which somebody else wrote too."""
    use = needing()
    write(author, use, draft_of(use).mark, {"need": "Mine."})
    return submitted(use)


def signed(alone: Alone = NOT_ALONE) -> Signed:
    """A sign-off by which the advice is followed."""
    later = timezone.localdate() + timedelta(200)
    told = {"accepted_by": "Ada", "followed": True, "why_overruled": "", "on_consultation": "", "kept_by": "Ada"}
    return Signed(**told, review_due=later, alone=alone)  # type: ignore[arg-type]


def all_but_signed(version: ImpactVersion, adviser: Acting, alone: Alone = NOT_ALONE) -> None:
    """Advised on and approved."""
    advise(adviser, version, "go ahead", "It is careful.", alone)
    take_down(acting(IG), version, "Information governance", approved=True, says="")
    take_down(acting(ADMIN), version, "Technical group", approved=True, says="")


def test_whoever_wrote_in_it_neither_advises_nor_approves_nor_signs_where_others_are_there() -> None:
    """Even with the roles for it, and with somebody who would answer for it."""
    author = in_roles(IG, ADMIN, DIRECTOR)
    version = written_by(author)
    others = [acting(role) for role in (IG, ADMIN, DIRECTOR)]
    assert list(version.writers.all()) == [author.person, version.by]
    assert may_speak_for(author, version) == []
    with pytest.raises(NotAllowed, match="You wrote in this assessment"):
        advise(author, version, "go ahead", "It is careful.", ALONE)
    with pytest.raises(NotAllowed, match="You wrote in this assessment"):
        take_down(author, version, "Technical group", approved=True, says="", alone=ALONE)
    all_but_signed(version, others[0])
    with pytest.raises(NotAllowed, match="You wrote in this assessment"):
        sign_off(author, version, signed(ALONE))
    sign_off(others[2], version, signed())
    assert version.use.may_begin


def test_whoever_advised_does_not_sign_it_off_where_somebody_else_is_there() -> None:
    """The one who signs can overrule the advice, so they are two."""
    officer, version = in_roles(IG, DIRECTOR), submitted()
    director = acting(DIRECTOR)
    all_but_signed(version, officer)
    with pytest.raises(NotAllowed, match="You advised on this assessment"):
        sign_off(officer, version, signed(ALONE))
    sign_off(director, version, signed())


def test_where_nobody_else_has_the_role_somebody_answers_for_it_on_record() -> None:
    """By name and with a reason; both stand in the assessment, and of them the trail has only that it was so."""
    officer, version = in_roles(IG, DIRECTOR), submitted()
    all_but_signed(version, officer)
    for alone, says in ((NOT_ALONE, "Name who answers"), (Alone("Ada", " "), "Say why nobody else")):
        with pytest.raises(CoequalError, match=says):
            sign_off(officer, version, signed(alone))
    assert not version.use.may_begin
    made = sign_off(officer, version, signed(ALONE))
    assert (made.alone_by, made.alone_why) == (ALONE.answers_for_it, ALONE.why)
    assert f"{ALONE.answers_for_it} answers for that: {ALONE.why}" in body(impact_document(version))
    last = Entry.objects.latest("pk")
    assert (last.purpose, json.loads(last.detail)["alone"]) == ("", True)
    assert ALONE.answers_for_it not in last.detail


def test_whoever_does_it_with_others_there_has_nothing_of_being_alone_on_record() -> None:
    """Whatever is sent."""
    version = submitted()
    advise(acting(IG), version, "go ahead", "It is careful.", ALONE)
    kept = version.advices.get()
    assert (kept.alone_by, kept.alone_why) == ("", "")


@pytest.mark.parametrize("there", ["offered", "shut out", "submitted it", "wrote in it"])
def test_whoever_cannot_take_the_step_is_not_there_for_it(there: str) -> None:
    """A role that is only offered, an account that is shut, and whoever has a part in it themselves."""
    author = in_roles(IG, DIRECTOR)
    use = needing()
    write(author, use, draft_of(use).mark, {"need": "Mine."})
    if there == "wrote in it":
        write(acting(IG), use, draft_of(use).mark, {"need": "Ours."})
    version = submitted(use)
    if there == "submitted it":
        person(IG, email=version.by.email)
    if there in ("offered", "shut out"):
        other = acting(IG).person
        assert other is not None
        if there == "offered":
            Membership.objects.filter(person=other).update(accepted=None)
        else:
            type(other).objects.filter(pk=other.pk).update(is_active=False)
    advise(author, version, "go ahead", "It is careful.", ALONE)
    assert version.advices.get().alone_by == ALONE.answers_for_it


def test_a_group_is_spoken_for_by_its_own_role() -> None:
    """Somebody in another role who could approve is no help: the answer is taken down in the group's."""
    author = in_roles(IG)
    version = written_by(author)
    acting(ADMIN)
    assert [one.name for one in may_speak_for(author, version)] == ["Information governance"]
    take_down(author, version, "Information governance", approved=True, says="", alone=ALONE)
    acting(IG)
    assert version.approvals.get().alone_why == ALONE.why
