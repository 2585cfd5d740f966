"""Sealed columns give back what they were given, show nothing, and refuse every question about what is in them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, models

from coequal.errors import CoequalError
from coequal.referrals.models import ClinicalCase, Consent, Identity
from coequal.referrals.personal.fields import Sealed, SealedBytes, SealedJson, SealedText
from coequal.referrals.personal.numbers import mark_of, marks_of
from tests.referrals.making import request

TEXTS = ("", "Wilhelmina", "é ü ß", "line\nline\x00", "😀" * 50, "x" * 5000)
VALUES = ({}, [], "text", 0, 1.5, True, {"b": [1, None], "a": {"é": "ü"}})


def raw(model: type[models.Model], column: str) -> list[bytes]:
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY id")  # noqa: S608  # names of our own
        return [bytes(row[0]) for row in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back(text: str) -> None:
    """By save, update and bulk_update alike; the database holds nothing of it."""
    row = Identity.objects.get(request=request())
    row.name = text
    row.save()
    assert Identity.objects.get().name == text
    Identity.objects.update(name="other")
    Identity.objects.bulk_update([row], ["name"])
    assert Identity.objects.get().name == text
    assert not text or text.encode() not in raw(Identity, "name")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("value", VALUES)
def test_json_comes_back(value: Any) -> None:
    """Whatever JSON can say."""
    request()
    ClinicalCase.objects.update(facts=value)
    assert ClinicalCase.objects.get().facts == value


def test_half_characters_are_left_out() -> None:
    """No encoding has them."""
    column = Identity._meta.get_field("name")
    assert isinstance(column, SealedText)
    assert column.as_value(column.as_bytes("a\ud800b")) == "ab"


@pytest.mark.django_db
@pytest.mark.parametrize("value", [date(1990, 3, 4), {"born": date(1990, 3, 4)}, float("nan"), b"1990"])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    """And the message does not show it."""
    request()
    with pytest.raises(CoequalError, match="keeps what JSON can say") as error:
        ClinicalCase.objects.update(facts=value)
    assert "1990" not in error.value.message
    with pytest.raises(CoequalError, match="keeps a text"):
        Identity.objects.update(name=1990)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", [{"name": "x"}, {"name": None}, {"name__contains": "x"}, {"name__in": ["x"]}, {"name__length": 3}, {"name__gt": ""}]
)
def test_no_query_looks_into_it(asked: dict[str, Any]) -> None:
    """Only whether there is anything can be asked."""
    with pytest.raises(CoequalError, match="no query can look into it"):
        Identity.objects.filter(**asked).exists()
    request()
    assert Identity.objects.filter(name__isnull=False).count() == 1


@pytest.mark.django_db
def test_it_is_opened_when_it_is_looked_at() -> None:
    """Until then it stays sealed, also where the row is saved; and it never shows."""
    request()
    before = raw(Identity, "name")
    row = Identity.objects.get()
    assert isinstance(row.__dict__["name"], Sealed)
    assert str(row.__dict__["name"]) == repr(row.__dict__["name"]) == "(sealed)"
    row.save()
    assert raw(Identity, "name") == before
    assert Identity.objects.defer("name").get().name == row.name == "Wilhelmina Example"
    assert [found.opened() for found in Identity.objects.values_list("name", flat=True)] == ["Wilhelmina Example"]


@pytest.mark.django_db
def test_a_mark_follows_the_number() -> None:
    """It is made as the row is saved, and taken away with the number."""
    request()
    row = Identity.objects.get(mark__in=marks_of("9990000018"))
    row.nhs_number = "9990000026"
    row.save()
    assert Identity.objects.get().mark == mark_of("9990000026")
    row.nhs_number = ""
    row.save()
    assert Identity.objects.get().mark == ""


def test_it_is_written_into_migrations_and_cannot_be_unique() -> None:
    """With the place that it names, where it names one."""
    for kind in (SealedText, SealedJson, SealedBytes):
        assert kind(null=True, about="old.name").deconstruct()[3] == {"null": True, "about": "old.name"}
        assert kind().deconstruct()[3] == {}
        with pytest.raises(CoequalError, match="cannot be unique"):
            kind(unique=True)


@pytest.mark.django_db
def test_what_is_sealed_is_not_written_out() -> None:
    """Nor does a row of it name anybody."""
    made = request()
    row = Identity.objects.get()
    with pytest.raises(CoequalError, match="is not written out"):
        Identity._meta.get_field("name").value_to_string(row)
    assert "Wilhelmina" not in repr(row) + str(row)
    assert not Consent.objects.filter(request=made).exists()
