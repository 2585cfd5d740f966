"""What holds of the dictionary of every service that is shipped."""

from pathlib import Path

import pytest

from coequal.criteria.vocabulary import vocabulary
from coequal.facts.dictionary import Dictionary, Fact, load_dictionary

FOLDER = Path(__file__).parents[2] / "library" / "services"
DICTIONARIES = [load_dictionary(path) for path in sorted(FOLDER.glob("*.yaml"))]
FACTS = [
    pytest.param(fact, id=f"{dictionary.service}: {fact.name}") for dictionary in DICTIONARIES for fact in dictionary.facts.values()
]


def test_there_are_five_services() -> None:
    """Each in a file of its name, with a title of its own."""
    assert [Path(dictionary.file).stem for dictionary in DICTIONARIES] == [dictionary.service for dictionary in DICTIONARIES]
    assert [dictionary.service for dictionary in DICTIONARIES] == [
        "assisted-conception",
        "breast-surgery",
        "excess-skin-removal",
        "hearing-aids-adults",
        "sterilisation",
    ]
    assert len({dictionary.title for dictionary in DICTIONARIES}) == 5


@pytest.mark.parametrize("dictionary", DICTIONARIES, ids=lambda dictionary: dictionary.service)
def test_a_dictionary_is_ready_for_the_language(dictionary: Dictionary) -> None:
    """Its formulas and contradictions are right, a referral has its day, and ages are reached on 1 March."""
    assert vocabulary(dictionary).types["referral date"].kind == "date"
    assert dictionary.leap_birthday == "1 March"


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_can_be_asked_and_said(fact: Fact) -> None:
    """Its words are parts of a sentence; what somebody answers has a question, which ends as one."""
    for words in (fact.says, *fact.values.values()):
        assert words == words.strip()
        assert words[-1] not in ".?!"
    if fact.formula is None and fact.answered_by != "nobody":
        assert fact.question is not None
        assert fact.question.endswith("?")
