"""Easy words: short sentences, digits, and explanations."""

from pathlib import Path

import pytest

from coequal.exchange.easy.words import Explained, digits, hard_words, short_sentences
from coequal.facts.dictionary import read_dictionary
from coequal.policies.library import Library
from tests.policies.building import DICTIONARY, changed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She must be 19; her partner's age does not matter.", ["She must be 19.", "Her partner's age does not matter."]),
        ("The cycle is finished, but no new one begins.", ["The cycle is finished.", "But no new one begins."]),
        ("Women, and men who smoke, wait.", ["Women, and men who smoke, wait."]),
        ("Under 40: up to two cycles.", ["Under 40: up to 2 cycles."]),
        ("What then? *Ask*.", ["What then?", "Ask."]),
        ("", []),
    ],
)
def test_sentences_are_taken_apart_where_each_part_stands_alone(text: str, expected: list[str]) -> None:
    """And nowhere else."""
    assert list(short_sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two cycles within twelve months", "2 cycles within 12 months"),
        ("one fresh cycle and one of them", "1 fresh cycle and one of them"),
        ("no one, someone, often, tenth", "no one, someone, often, tenth"),
    ],
)
def test_numbers_are_digits(text: str, expected: str) -> None:
    """A word that only looks like one stays."""
    assert digits(text) == expected


def test_the_service_explains_its_hard_words() -> None:
    """Those of the shipped dictionary, in its own words."""
    found = hard_words(Library().vocabulary("assisted-conception").dictionary)
    assert found["AMH"].startswith("AMH (anti-Müllerian hormone) is a blood test")
    assert found["IVF"] == "IVF joins eggs and sperm in a laboratory."
    assert found["body mass index"].startswith("Body mass index: your weight in kilograms divided by")
    assert not [explanation for explanation in found.values() if "question" in explanation]
    assert not {"This", "It", "You", "FSH on day 2 of the cycle"} & set(found)


def test_a_number_without_help_explains_nothing() -> None:
    """And neither does a number that is not the patient's own."""
    text = changed(
        "says: her hearing loss,", "says: her hearing loss, question: How much?, help: The quietest sound heard.,", DICTIONARY
    )
    found = hard_words(read_dictionary(text, str(Path("hearing.yaml"))))
    assert found == {"hearing loss": "Hearing loss: the quietest sound heard."}


def test_a_word_is_explained_once_where_it_first_comes() -> None:
    """Also where it is several, and however it is written."""
    explained = Explained({"fresh cycle": "A fresh cycle starts with medicine."})
    assert list(explained.after("IVF is funded.")) == []
    assert list(explained.after("Fresh cycles count.")) == ["Hard word: A fresh cycle starts with medicine."]
    assert list(explained.after("One fresh cycle.")) == []
