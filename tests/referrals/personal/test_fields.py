"""Sealed columns give back what they were given, show nothing, and refuse every question about what is in them."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from coequal.errors import CoequalError
from coequal.referrals.models import ClinicalCase, Consent, Identity
from coequal.referrals.personal.columns import kept
from coequal.referrals.personal.fields import Sealed, SealedBytes, SealedJson, SealedText
from coequal.referrals.personal.numbers import mark_of, marks_of
from coequal.referrals.personal.sealing import CannotOpen, seal
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
    """The database holds nothing of it."""
    row = Identity.objects.get(request=request())
    row.name = text
    row.save()
    assert Identity.objects.get().name == text
    assert not text or text.encode() not in raw(Identity, "name")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("value", VALUES)
def test_json_comes_back(value: Any) -> None:
    """Whatever JSON can say."""
    row = ClinicalCase.objects.get(request=request())
    row.facts = value
    row.save(update_fields=["facts"])
    assert ClinicalCase.objects.get().facts == value


@pytest.mark.django_db
def test_a_value_is_kept_by_saving_its_row() -> None:
    """Neither update nor bulk_update knows the row that it would be sealed for; emptying needs none, and says so to nobody."""
    row = Identity.objects.get(request=request())
    row.name = "Somebody Else"
    with pytest.raises(CoequalError, match="Set it in each row, and save the row") as refused, transaction.atomic():
        Identity.objects.update(name="Somebody Else")
    with pytest.raises(CoequalError, match="Set it in each row, and save the row"), transaction.atomic():
        Identity.objects.bulk_update([row], ["name"])
    assert "Else" not in refused.value.message
    Identity.objects.update(name="", contact={})
    found = Identity.objects.get()
    assert (found.name, found.contact, found.address) == ("", {}, "1 Sample Street")


@pytest.mark.django_db
def test_what_lies_in_one_row_opens_in_no_other() -> None:
    """Neither by itself, nor with the name of its row, which no two rows can have."""
    mine, other = request(), request()
    Identity.objects.filter(request=other).update(name="")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE referrals_identity SET name = (SELECT name FROM referrals_identity WHERE request_id = %s) WHERE request_id = %s",
            [mine.pk, other.pk],
        )
    with pytest.raises(CannotOpen, match="moved from another row"):
        _ = Identity.objects.get(request=other).name
    assert Identity.objects.get(request=mine).name == "Wilhelmina Example"
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.filter(request=other).update(row=Identity.objects.get(request=mine).row)


@pytest.mark.django_db
def test_a_sealed_value_is_not_copied_into_a_new_row() -> None:
    """It would never open there: whoever copies it opens it first, and what is loose is said at once."""
    held = Identity.objects.get(request=request()).__dict__["name"]
    other = Identity(request=request(), name=held)
    with pytest.raises(CoequalError, match="sealed for another row"):
        other.save(force_insert=True)


@pytest.mark.django_db
def test_what_is_sealed_for_a_column_alone_says_nothing() -> None:
    """What was emptied opens; whatever says something has to be sealed for its row."""
    made = request()
    for text, opens in (("", True), ("Wilhelmina Example", False)):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE referrals_identity SET name = %s", [seal(text.encode(), "referrals_identity.name")])
        row = Identity.objects.get(request=made)
        if opens:
            assert row.name == ""
        else:
            with pytest.raises(CannotOpen, match="reseal"):
                _ = row.name


def test_a_table_without_names_of_rows_is_found_before_anything_runs() -> None:
    """By the checks of the site, which every sealed column of ours passes."""
    assert [one for kept_in in kept() for column in kept_in.sealed for one in column.check()] == []

    class Nameless(models.Model):  # noqa: DJ008  # nobody sees one
        text = SealedText()

        class Meta:
            app_label = "tests"

    assert [one.hint for one in Nameless._meta.get_field("text").check()] == ["Derive from `Named`."]


def test_half_characters_are_left_out() -> None:
    """No encoding has them."""
    column = Identity._meta.get_field("name")
    assert isinstance(column, SealedText)
    assert column.as_value(column.as_bytes("a\ud800b")) == "ab"


@pytest.mark.django_db
@pytest.mark.parametrize("value", [date(1990, 3, 4), {"born": date(1990, 3, 4)}, float("nan"), b"1990"])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    """And the message does not show it."""
    made = request()
    row, who = ClinicalCase.objects.get(request=made), Identity.objects.get(request=made)
    row.facts, who.name = value, 1990
    with pytest.raises(CoequalError, match="keeps what JSON can say") as error:
        row.save()
    assert "1990" not in error.value.message
    with pytest.raises(CoequalError, match="keeps a text"):
        who.save()
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
    assert [found.opened(name) for found, name in Identity.objects.values_list("name", "row")] == ["Wilhelmina Example"]


@pytest.mark.django_db
def test_a_mark_follows_the_number() -> None:
    """It is made as the row is saved, and taken away with the number."""
    request()
    row = Identity.objects.get(mark__in=marks_of("9990000018"))
    row.nhs_number = "9990000026"
    row.save()
    assert Identity.objects.get().mark == mark_of("9990000026")
    row.nhs_number, row.partner = "", {"name": "Sam Example", "nhs_number": "9990000018"}
    row.save()
    found = Identity.objects.get()
    assert (found.mark, found.partner_mark) == ("", mark_of("9990000018"))
    row.partner = {}
    row.save()
    assert Identity.objects.get().partner_mark == ""


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
