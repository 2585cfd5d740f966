"""A database of the released version goes on to this one, and nothing that it holds is lost."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE, AFTER = ("referrals", "0002_requests_of_clinic"), ("referrals", "0003_letters")


def to(*targets: tuple[str, str]) -> Any:
    """Bring the tables to a state, and give the models of that state."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


@pytest.fixture
def before() -> Iterator[Any]:
    """The models of the released version, with its tables; afterwards those of now are there again."""
    yield to(BEFORE)
    to(*[node for node in MigrationExecutor(connection).loader.graph.leaf_nodes() if node[0] == "referrals"])


@pytest.mark.django_db(transaction=True)
def test_letters_appeals_and_interventions_of_the_released_version_are_kept(before: Any) -> None:
    """A letter knows its request and its day, an appeal of a withdrawn request waits for nobody, a topic is an intervention."""
    person = before.get_model("accounts", "Person").objects.create(email="one@exampleshire.example")
    body = before.get_model("accounts", "Organisation").objects.create(code="EXA1", name="Exampleshire", invented=True)
    topic = before.get_model("referrals", "Topic").objects.create(organisation=body, name="A third cycle")
    request = before.get_model("referrals", "Request").objects.create(
        organisation=body, provider=body, made_by=person, kind="individual funding request", state="withdrawn",
        service="assisted-conception", referred_on=date(2026, 11, 2), topic=topic,
    )  # fmt: skip
    decision = before.get_model("referrals", "PanelDecision").objects.create(
        request=request, by_way_of="panel", outcome="declined", reasons="Small.", by=person
    )
    letters, now = before.get_model("referrals", "Letter").objects, timezone.now()
    letters.create(decision=decision, to="the patient", text="Dear {name}", sent=now, sent_by=person, how="by post")
    letters.create(decision=decision, to="the clinician", text="Dear colleague")
    before.get_model("referrals", "Appeal").objects.create(
        decision=decision, grounds=[], says="Rushed.", lodged_by=person, lodged_on=now.date()
    )
    after = to(AFTER)
    sent, unsent = after.get_model("referrals", "Letter").objects.order_by("pk")
    assert (sent.request_id, sent.sent_on, sent.made, sent.text) == (
        request.pk,
        timezone.localdate(now),
        decision.at,
        "Dear {name}",
    )
    assert (unsent.request_id, unsent.sent_on, unsent.due) == (request.pk, None, None)
    assert after.get_model("referrals", "Appeal").objects.get().state == "withdrawn"
    assert after.get_model("referrals", "Request").objects.get().intervention.name == "A third cycle"
