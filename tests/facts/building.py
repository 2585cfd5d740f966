"""A small dictionary for tests, written out in full, and the words of a refusal."""

from collections.abc import Callable

import pytest

from coequal.errors import CoequalError
from coequal.facts.dictionary import Dictionary, Fact, read_dictionary

HEAD = """\
service: test
title: Test
leap birthday: {is: 1 March, because: it is declared here, source: {title: A test}}
"""
FACTS = """\
  referral date: {type: date, says: the date of referral, plausible: 1990-01-01 .. 2100-01-01}
  AMH: {type: number, unit: pmol/L, other units: {ng/mL: 7.14}, decimals: 2, dated: true, plausible: 0 .. 300, says: her AMH}
  patient BMI: {type: number, unit: kg/m², decimals: 2, dated: true, plausible: 10 .. 80, says: her body mass index}
  temperature: {type: number, unit: °C, decimals: 1, plausible: -5 .. 45, says: her temperature}
  cycles: {type: number, plausible: 0 .. 30, says: the number of cycles}
  patient smokes: {type: boolean, says: whether she smokes, if true: she smokes, if false: she does not smoke}
  partner: {type: choice, says: whether she has a partner, values: {none: she has none, man: he is a man, woman: she is a woman}}
  patient area: {type: area, says: the area of her practice}
  more than one cycle: {type: boolean, says: whether there were more, if true: more, if false: no more, is: cycles > 1}
"""


def dictionary(facts: str = FACTS, more: str = "") -> Dictionary:
    """The dictionary with some facts; their first line is line 5 of d.yaml."""
    return read_dictionary(f"{HEAD}facts:\n{facts}{more}", "d.yaml")


WORDS = dictionary()


def fact(name: str) -> Fact:
    """One fact of the small dictionary."""
    return WORDS.facts[name]


def refusal(of: Callable[[], object]) -> str:
    """The message with which something is refused."""
    with pytest.raises(CoequalError) as caught:
        of()
    return str(caught.value)
