"""Somebody who runs involvements, and an involvement that is ready to be announced."""

from datetime import timedelta

from django.utils import timezone

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.roles import Role
from coequal.involvement.conduct.answering_gates import Answer, answer
from coequal.involvement.law.gates import applying
from coequal.involvement.models import Involvement, Paper
from tests.involvement.making import involvement
from tests.web.signing import person

FIRST = {  # for each gate the answer that lets everything go on
    "duty": "applies",
    "equality": "yes",
    "scrutiny": "not substantial",
    "secretary-of-state": "not needed",
    "elections": "none",
}


def officer(*roles: Role, email: str = "pat@exampleshire.example", at: str = "EXA1") -> Acting:
    """An involvement officer, or somebody with other roles."""
    acting = person_acting(person(*(roles or (Role.INVOLVEMENT_OFFICER,)), email=email, at=at))
    return acting.acting_as(acting.posts[0])


def answered(of: Involvement, *, but: str = "") -> Involvement:
    """The same, with every gate answered so that everything can go on, but for one."""
    for gate in applying(of):
        if gate.key != but and not gate.read:
            told = Answer(FIRST.get(gate.key, "yes"), "It is written down.", timezone.localdate())
            answer(officer(), of, gate.key, told)
    return of


def ready(**values: object) -> Involvement:
    """An involvement that can be announced."""
    today = timezone.localdate()
    about = {"purpose": "To hear you.", "proposals": "One cycle.", "questions": "The team", "opens": today + timedelta(3)}
    made = involvement("being prepared", **{**about, "closes": today + timedelta(40), **values})
    Paper.objects.create(
        involvement=made, title="What we propose", kind="proposal", text="## Why\n\nMoney.", published=timezone.now()
    )
    Paper.objects.create(involvement=made, title="In short", kind="easy read", text="We ask you.", published=timezone.now())
    return answered(made)
