"""The tables of assessments and of retention come and go beside a data register with something in it, which stays as it is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

REGISTER, EQUALITY, RETENTION = (("assurance", name) for name in ("0001_data_register", "0002_equality", "0003_retention"))
DAY = date(2026, 3, 2)
TEXTS = {"eliminate": "It does."}
GROUPS = {"zebra": {"effect": "negative"}, "age": {"effect": "not known"}}


def to(target: tuple[str, str]) -> Any:
    """Bring the tables to a state, and give the models of that state."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


@pytest.fixture
def before() -> Iterator[Any]:
    """The models from before there were assessments, with their tables; afterwards those of now are there again."""
    yield to(REGISTER)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def registered(apps: Any) -> tuple[Any, Any]:
    """Somebody, and an entry of the data register that they made."""
    person = apps.get_model("accounts", "Person").objects.create(email="one@exampleshire.example")
    body = apps.get_model("accounts", "Organisation").objects.create(code="EXA1", name="Exampleshire", invented=True)
    uses = apps.get_model("assurance", "DataUse").objects
    uses.create(organisation=body, title="Waiting list", kind="data set", purpose="To call people.", made_by=person)
    return person.pk, body.pk


def assess(apps: Any, person: int, body: int) -> None:
    """An assessment with a version that was signed off, and a further group."""
    found = apps.get_model("assurance", "EqualityAssessment").objects.create(
        organisation_id=body, made_by_id=person, kind="option", subject="O-2222-2222", title="Two cycles", groups=GROUPS
    )
    found.writers.add(person)
    version = apps.get_model("assurance", "EqualityVersion").objects.create(
        assessment=found, number=1, about="sha256:1", texts=TEXTS, groups=GROUPS, aspects={}, digest="sha256:2", by_id=person
    )
    apps.get_model("assurance", "EqualityOutcome").objects.create(version=version, signed=True, says="Sound.", review_due=DAY)
    apps.get_model("assurance", "AssessedGroup").objects.create(organisation_id=body, title="farmers")


def keep(apps: Any, person: int, body: int) -> None:
    """A rule, a hold, and a review with its certificate."""
    of = {"organisation_id": body, "by_id": person, "kind": "answers"}
    apps.get_model("assurance", "RetentionRule").objects.create(**of, months=24, source="Our own rule")
    apps.get_model("assurance", "RetentionHold").objects.create(**of, reason="inquiry", why="It is asked for.", since=DAY)
    review = apps.get_model("assurance", "RetentionReview").objects.create(**of, records=["I-1"], found="dispose")
    told = {
        "reviewed_by": "One",
        "reviewed_on": DAY,
        "records": ["I-1"],
        "rows": {},
        "line": {},
        "at": review.at,
        "digest": "sha256:3",
    }
    apps.get_model("assurance", "DisposalCertificate").objects.create(**of, **told, review=review)


@pytest.mark.django_db(transaction=True)
def test_the_tables_come_and_go_with_something_in_them(before: Any) -> None:
    """Forwards each holds what is put in it; backwards the rest stays; forwards again they are there, and empty."""
    person, body = registered(before)
    assess(to(EQUALITY), person, body)
    after = to(RETENTION)
    keep(after, person, body)
    found = after.get_model("assurance", "EqualityVersion").objects.get()
    assert (found.texts, found.groups, found.outcome.review_due) == (TEXTS, GROUPS, DAY)
    back = to(EQUALITY)
    assert back.get_model("assurance", "EqualityAssessment").objects.get().groups == GROUPS
    assert "assurance_retentionhold" not in connection.introspection.table_names()
    again = to(RETENTION)
    assert again.get_model("assurance", "RetentionHold").objects.count() == 0
    assert again.get_model("assurance", "EqualityOutcome").objects.count() == 1
    back = to(REGISTER)
    assert back.get_model("assurance", "DataUse").objects.get().title == "Waiting list"
    assert not [name for name in connection.introspection.table_names() if name.startswith("assurance_equality")]
    assert to(RETENTION).get_model("assurance", "EqualityAssessment").objects.count() == 0
