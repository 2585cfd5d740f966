"""What somebody answered by hand about data protection stands in the data register once the tables go on to it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("involvement", "0001_involvements"), ("involvement", "0003_from_answers")
DAY = date(2026, 3, 2)
SAID = (  # what was answered, one after another; whether the register has a record of it, and that it was assessed
    (("assessed",), [True]),
    (("not yet", "screened"), [False]),
    (("screened", "not yet"), []),
    (("not yet",), []),
)


def to(target: tuple[str, str]) -> Any:
    """Bring the tables to a state, and give the models of that state."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


@pytest.fixture
def before() -> Iterator[Any]:
    """The models from before there was a data register, with its tables; afterwards those of now are there again."""
    yield to(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def involvements(apps: Any) -> list[int]:
    """One for each way of answering, with a text too long for a title; and one of which nobody answered. All have one title."""
    person = apps.get_model("accounts", "Person").objects.create(email="one@exampleshire.example")
    body = apps.get_model("accounts", "Organisation").objects.create(code="EXA1", name="Exampleshire", invented=True)
    made = []
    for answers, _kept in (*SAID, ((), [])):
        one = apps.get_model("involvement", "Involvement").objects.create(
            organisation=body, made_by=person, title="A" * 200, opens=DAY, purpose=" "
        )
        for answer in answers:
            told = {"gate": "data-protection", "answer": answer, "evidence": f"Record of {answer}", "on": DAY, "by": person}
            apps.get_model("involvement", "GateAnswer").objects.create(involvement=one, **told)
        other = {"gate": "scrutiny", "answer": "assessed", "evidence": "A letter", "on": DAY, "by": person}
        apps.get_model("involvement", "GateAnswer").objects.create(involvement=one, **other)
        made.append(one.pk)
    return made


def entries(apps: Any, made: list[int]) -> list[Any]:
    """The entry of each involvement; None where it has none."""
    found = apps.get_model("involvement", "Involvement").objects.in_bulk(made)
    return [found[one].data_use for one in made]


@pytest.mark.django_db(transaction=True)
def test_each_answer_by_hand_becomes_an_entry_with_its_record(before: Any) -> None:
    """By the latest answer: a record only of what was done, with its evidence, its day and who answered; of no answer no entry."""
    made = involvements(before)
    after = to(AFTER)
    *uses, nothing = entries(after, made)
    assert nothing is None
    assert len({use.pk for use in uses}) == len(SAID)
    for use, (answers, kept) in zip(uses, SAID, strict=True):
        assert (use.kind, use.begins, len(use.title), use.purpose) == (
            "survey",
            DAY,
            200,
            "To hear people before something is decided.",
        )
        assert use.made_by.email == "one@exampleshire.example"
        assert [one.assessed for one in use.records.all()] == kept
        assert all((one.evidence, one.on, one.by) == (f"Record of {answers[-1]}", DAY, use.made_by) for one in use.records.all())


@pytest.mark.django_db(transaction=True)
def test_going_back_and_on_again_loses_nothing_and_makes_nothing_twice(before: Any) -> None:
    """The answers are there as they were; each involvement has its own entry again, with what was recorded of it since."""
    made = involvements(before)
    after = to(AFTER)
    first = entries(after, made)
    records = after.get_model("assurance", "RecordElsewhere").objects
    records.create(use=first[3], assessed=True, evidence="Recorded since", on=DAY)
    counts = (after.get_model("assurance", "DataUse").objects.count(), records.count())
    back = to(BEFORE)
    assert back.get_model("involvement", "GateAnswer").objects.filter(gate="data-protection").count() == 6
    assert set(made) == set(back.get_model("involvement", "Involvement").objects.values_list("pk", flat=True))
    again = to(AFTER)
    assert entries(again, made)[:-1] == [again.get_model("assurance", "DataUse").objects.get(pk=one.pk) for one in first[:-1]]
    assert (
        again.get_model("assurance", "DataUse").objects.count(),
        again.get_model("assurance", "RecordElsewhere").objects.count(),
    ) == counts
