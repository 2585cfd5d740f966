"""People for whom another body commissions: it holds, it may hold, or it is ruled out."""

import pytest

from coequal.criteria.vocabulary import Vocabulary, vocabulary
from coequal.errors import CoequalError
from coequal.facts.case import read_case
from coequal.facts.dictionary import read_dictionary
from coequal.policies.exemptions import exemptions, from_policy
from coequal.policies.library import Library
from tests.policies.building import DICTIONARY
from tests.policies.owned import ORGANISATIONS

ELSEWHERE = """\
commissioned elsewhere:
  - {when: serves, commissioner: X24, because: it commissions for people who serve, source: a test}
  - {when: severe loss and not(works), commissioner: ZZZ, because: the loss is severe, source: a test}
"""


def words(more: str) -> Vocabulary:
    """The made-up service, with what is commissioned elsewhere."""
    return vocabulary(read_dictionary(DICTIONARY + more, "hearing.yaml"))


WORDS = words(ELSEWHERE)


def found(**facts: object) -> list[tuple[bool, str]]:
    """What a case does not rule out: whether it holds, and the sentence."""
    case = read_case({name.replace("_", " "): value for name, value in facts.items()}, WORDS.dictionary)
    return [(exempt.holds, exempt.says) for exempt in exemptions(WORDS, case, ORGANISATIONS)]


def test_an_exemption_that_holds_says_who_decides() -> None:
    """Whatever a local policy says."""
    assert found(serves=True, works=True) == [
        (
            True,
            "She serves. So NHS England (X24) decides, whatever a local policy says: it commissions for people who serve.",
        )
    ]


def test_an_exemption_that_may_hold_is_a_condition() -> None:
    """Nothing is known of whether she serves."""
    assert found(works=True) == [(False, "If she serves, NHS England (X24) decides instead: it commissions for people who serve.")]


def test_an_exemption_that_a_case_rules_out_is_not_spoken_of() -> None:
    """Neither for one who does not serve, nor for one who works."""
    assert found(serves=False, works=True) == []


def test_a_body_that_the_library_does_not_know_stands_as_its_code() -> None:
    """And what is worked out from what is known counts: 80 dB is a severe loss."""
    loss = {"value": "80", "unit": "dB"}
    ((holds, says),) = found(serves=False, works=False, hearing_loss=loss)
    assert holds
    assert says.endswith("So ZZZ decides, whatever a local policy says: the loss is severe.")


def test_a_service_with_no_such_rule_has_no_exemptions() -> None:
    """Nothing need be said."""
    plain = words("")
    assert list(exemptions(plain, read_case({}, plain.dictionary), ORGANISATIONS)) == []


def test_the_condition_of_an_exemption_must_be_true_or_false() -> None:
    """Any other expression is refused at its place in the dictionary."""
    with pytest.raises(CoequalError) as caught:
        words("commissioned elsewhere: [{when: months waiting, commissioner: X24, because: it does, source: a test}]\n")
    assert "This must be a condition, true or false" in str(caught.value)
    assert str(caught.value).startswith("hearing.yaml, line ")


def test_nhs_england_commissions_fertility_treatment_for_people_who_serve() -> None:
    """And the testing of embryos, with the treatment that goes with it, wherever people live."""
    shipped = Library().vocabulary("assisted-conception")
    case = read_case({"armed forces": True}, shipped.dictionary)
    serving, testing = exemptions(shipped, case, ORGANISATIONS)
    assert serving.holds
    assert serving.says.startswith("She or her partner serves in the armed forces. So NHS England (X24) decides")
    assert not testing.holds
    assert testing.says.startswith("If the embryos need genetic testing before transfer, NHS England (X24) decides instead")


def test_a_body_is_not_taken_away_from_its_own_policy() -> None:
    """Under the policy that NHS England itself made for people who serve, nobody is told that NHS England decides instead."""
    library = Library()
    own, other = (library.versions(f"{area}/assisted-conception")[0] for area in ("england-armed-forces", "norfolk-and-waveney"))
    serves = read_case({"armed forces": True}, own.vocabulary.dictionary)
    assert [exempt.commissioner for exempt in from_policy(other, serves, library.organisations) if exempt.holds] == ["X24"]
    assert [exempt for exempt in from_policy(own, serves, library.organisations) if exempt.holds] == []
