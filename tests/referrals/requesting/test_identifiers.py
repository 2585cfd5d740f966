"""What tells who the patient is, is found in the case however it is spelt, and nothing is sent before somebody looked at it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.referrals.models import Identity
from coequal.referrals.requesting.identifiers import clear, naming
from coequal.referrals.requesting.patterns import BORN, EMAIL, NAME, NUMBER, POSTCODE, TELEPHONE, Known, stretches
from tests.referrals.requesting.making import begun, clinician, write, written

KNOWN = Known(
    Identity(
        name="Wilhelmina Example-Müller",
        date_of_birth="1990-03-04",
        address="1 Sample Street\nSampleton, SA1 2ZZ",
        nhs_number="9990000018",
        contact={"way": "telephone", "telephone": "+44 20 7946 0123"},
        partner={"name": "Théo O'Muster", "date_of_birth": "1988-11-30"},
    )
)


def found_in(text: str) -> list[tuple[str, str]]:
    """What is found in a text, with its kind."""
    return [(text[start:end], kind) for start, end, kind in stretches(text, KNOWN)]


@pytest.mark.parametrize(
    ("text", "stretch", "kind"),
    [
        ("We saw Wilhelmina in May.", "Wilhelmina", NAME),
        ("We saw WILHELMINA  EXAMPLE-MULLER in May.", "WILHELMINA  EXAMPLE-MULLER", NAME),
        ("Example‑Müller was seen.", "Example‑Müller", NAME),
        ("her partner Theo was tested", "Theo", NAME),
        ("Mr O’Muster was tested", "O’Muster", NAME),
        ("NHS number 999-000-0018", "999-000-0018", NUMBER),
        ("(9990000018)", "9990000018", NUMBER),
        ("999.000.0018", "999.000.0018", NUMBER),
        ("born 4 March 1990", "4 March 1990", BORN),
        ("born on the 4th of March, 1990", "4th of March, 1990", BORN),
        ("DOB 04/03/90", "04/03/90", BORN),
        ("DOB 4.3.1990", "4.3.1990", BORN),
        ("1990-03-04", "1990-03-04", BORN),
        ("a score of 2 04/03/1990", "04/03/1990", BORN),
        ("999/000/0018", "999/000/0018", NUMBER),
        ("020.7946.0123", "020.7946.0123", TELEPHONE),
        ("999 000 0026, another one", "999 000 0026", NUMBER),
        ("March 4, 1990", "March 4, 1990", BORN),
        ("he was born on 30 Nov 1988", "30 Nov 1988", BORN),
        ("lives at sa12zz", "sa12zz", POSTCODE),
        ("lives at 1  Sample Street", "1  Sample Street", "address"),
        ("ring 020 7946 0123", "020 7946 0123", TELEPHONE),
        ("ring +44 20 7946 0123", "+44 20 7946 0123", TELEPHONE),
        ("write to w.example@sampleton.example", "w.example@sampleton.example", EMAIL),
    ],
)
def test_what_names_the_patient_is_found(text: str, stretch: str, kind: str) -> None:
    """Name, partner, numbers, dates, address, telephone, e-mail."""
    assert (stretch, kind) in found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "AMH 4.3 pmol/l on 4 March 2020, FSH 7.1",
        "The trial (2019; 380: 1225-1234) had 1,990 women",
        "Referred on 04/03/1991 after 3 cycles",
        "9990000017 is a number of the batch",
        "Sampling of the street population",
    ],
)
def test_what_names_nobody_is_left(text: str) -> None:
    """Other days, results and numbers."""
    assert found_in(text) == []


@settings(max_examples=200)
@given(st.text(max_size=80), st.text(max_size=80))
def test_a_name_is_found_wherever_it_stands(before: str, after: str) -> None:
    """Whatever stands around it, as long as that is no part of the word; every stretch lies within the text."""
    text = f"{before} Wilhelmina {after}"
    found = list(stretches(text, KNOWN))
    assert any(text[start:end] == "Wilhelmina" for start, end, _kind in found)
    assert all(0 <= start < end <= len(text) for start, end, _kind in found)


def test_a_stretch_begins_and_ends_where_the_number_does() -> None:
    """Nothing of what stands around it is taken for a part of it."""
    assert {stretch for stretch, _kind in found_in("It is: (999/000/0018), (020.7946.0123).")} == {"999/000/0018", "020.7946.0123"}


@pytest.mark.django_db
def test_the_questions_for_deciders_are_looked_through_and_no_others() -> None:
    """The clinician’s own address may stand where it is asked for; each finding says where it stands, once."""
    acting, made = clinician(), written()
    assert naming(made) == ()
    write(acting, made, "tried", **{"tried.done": "Wilhelmina had three cycles. WILHELMINA is well."})
    (found,) = naming(made)
    assert (found.question.id, found.kind, found.stretch) == ("tried.done", NAME, "Wilhelmina")
    assert (found.before, found.after) == ("", " had three cycles. WILHELMINA is well.")
    assert "Wilhelmina" not in f"{found!r}{found.key}"


@pytest.mark.django_db
def test_what_was_said_to_name_nobody_is_not_asked_again() -> None:
    """As long as it stands in that answer as it was; the trail says how many, and not which."""
    acting, made = clinician(), written()
    write(acting, made, "tried", **{"tried.done": "The Example score was 3."})
    write(acting, made, "who", **{"who.name": "W Example"})
    (found,) = naming(made)
    clear(acting, made, [found.key])
    clear(acting, made, [found.key])
    assert naming(made) == ()
    entry = Entry.objects.last()
    assert entry is not None
    assert entry.detail == '{"parts":1}'
    write(acting, made, "tried", **{"tried.left": "Example, again."})
    assert [one.question.id for one in naming(made)] == ["tried.left"]


@pytest.mark.django_db
def test_only_what_is_found_now_can_be_said_to_name_nobody() -> None:
    """A key that stands for nothing is refused."""
    with pytest.raises(CoequalError, match="stands there no more"):
        clear(clinician(), begun(), ["0" * 20])
