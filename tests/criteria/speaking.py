"""A small dictionary whose facts have good words, for the tests of reasons and descriptions."""

from collections.abc import Mapping

from coequal.criteria.closures import tracer
from coequal.criteria.phrases import Phrases
from coequal.criteria.reasons import Reasons
from coequal.criteria.syntax import Current, Node, substitute
from coequal.criteria.vocabulary import Vocabulary, formulas, vocabulary, work_out
from coequal.errors import Place
from coequal.facts.case import read_case
from coequal.facts.dates import Months
from coequal.facts.dictionary import read_dictionary
from coequal.facts.fields import Located

DICTIONARY = """
service: speaking
title: Facts with good words
leap birthday: {is: 1 March, because: it is the setting declared here, source: {title: Speaking}}
facts:
  referral date: {type: date, moment: referral, says: the date of referral, plausible: 1990-01-01 .. 2100-01-01}
  together since: {type: date, says: the date since which they have been together, plausible: 1950-01-01 .. 2100-01-01}
  born: {type: date, says: her date of birth, plausible: 1930-01-01 .. 2100-01-01}
  patient BMI: {type: number, unit: kg/m², decimals: 1, dated: true, says: her body mass index, plausible: 10 .. 80}
  lowest BMI: {type: number, unit: kg/m², decimals: 1, says: the lowest body mass index, plausible: 10 .. 80}
  AMH: {type: number, unit: pmol/L, other units: {ng/mL: 7.14}, decimals: 2, dated: true, says: her AMH, plausible: 0 .. 300}
  NHS cycles: {type: number, says: the number of NHS cycles, plausible: 0 .. 30}
  private cycles: {type: number, says: the number of private cycles, plausible: 0 .. 30}
  patient smokes: {type: boolean, says: whether she smokes, if true: she smokes, if false: she does not smoke}
  partner smokes: {type: boolean, says: whether he smokes, if true: he smokes, if false: he does not smoke}
  screened: {type: boolean, dated: true, says: whether she was screened, if true: she was screened, if false: she was not screened}
  partner:
    {type: choice, says: whether she has a partner, values: {none: she has no partner, man: he is a man, woman: she is a woman}}
  earlier partner:
    {type: choice, says: whether she had a partner, values: {none: she had no partner, man: he was a man, woman: she was a woman}}
  area: {type: area, says: the area where she lives}
  trying since: {type: date, says: the date since which she has been trying, plausible: 1960-01-01 .. 2100-01-01}
  months trying:
    {type: number, unit: months, says: the months of trying, plausible: 0 .. 600, follows from: "full months(trying since, referral date)"}
  age at referral: {type: number, unit: years, says: her age at referral, is: "age(born, referral date)"}
  all cycles: {type: number, says: the number of all cycles, is: NHS cycles + private cycles}
  adult at referral:
    {type: boolean, says: whether she was an adult, if true: she was an adult, if false: she was a child, is: age at referral >= 18}
  long ago: {type: date, says: the day long ago, is: referral date - 9000 years}
"""
VOCABULARY: Vocabulary = vocabulary(read_dictionary(DICTIONARY, "speaking.yaml"))
AREAS = {"26A": "Norfolk and Waveney", "06F": "Bedfordshire"}
PHRASES = Phrases(VOCABULARY.dictionary.facts, lambda code: AREAS.get(code, code))


def tree(text: str, evidence: Mapping[str, int] | None = None) -> Node:
    """A condition or an amount; some facts count only within so many months before referral."""
    located = Located(text, Place("speaking.yaml"))
    node = VOCABULARY.amount(located) if text.startswith(("max", "if age")) else VOCABULARY.condition(located)
    windows = {
        name: Current(name, Months(count), "referral date", type=VOCABULARY.types[name]) for name, count in (evidence or {}).items()
    }
    return substitute(node, windows)


def why(text: str, facts: Mapping[str, object], evidence: Mapping[str, int] | None = None) -> list[str]:
    """The clauses that say why a condition has its value in a case."""
    case = read_case(facts, VOCABULARY.dictionary)
    values = work_out(VOCABULARY.values(case), formulas(VOCABULARY, VOCABULARY.derived))
    trace = tracer(tree(text, evidence), VOCABULARY.slots)(values)
    return Reasons(VOCABULARY, case, values, PHRASES.area).why(trace)
