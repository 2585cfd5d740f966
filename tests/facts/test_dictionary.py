"""A dictionary declares the facts of one service; every mistake in it is found at its line when it is read."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from coequal.errors import Place
from coequal.facts.dictionary import MOST_FACTS, RESERVED, Code, Contradiction, Exemption, load_dictionary, read_dictionary
from coequal.facts.fields import Located
from tests.facts.building import HEAD, dictionary, refusal

WHOLE = """\
service: test
title: A test
leap birthday:
  is: 1 March
  because: it is declared here
  source: {title: An Act, url: "https://example.org/act", seen: 2026-11-21}
facts:
  referral date:
    type: date
    moment: referral
    says: the date of referral
    question: When were you referred?
    help: Look at the letter.
    answered by: anyone
    changes: with time
    sensitivity: personal
    plausible: 1990-01-01 .. 2100-01-01
  AMH:
    type: number
    unit: pmol/L
    other units: {ng/mL: 7.14}
    decimals: 2
    dated: true
    says: her AMH
    answered by: clinician
    changes: never
    sensitivity: reproductive
    plausible: -0.5 .. 300
    codes:
      - {system: SNOMED CT, code: "123", term: A term, verified: true}
      - {system: LOINC, code: "4-5", term: Another}
  partner:
    type: choice
    says: whether she has a partner
    values: {none: she has no partner, man: her partner is a man}
  patient smokes:
    type: boolean
    says: whether she smokes
    if true: she smokes
    if false: she does not smoke
  patient area:
    type: area
    says: the area of her practice
  months waiting:
    type: number
    unit: months
    says: the months of waiting
    follows from: full months(referral date, referral date)
    plausible: 0 .. 600
  high AMH:
    type: boolean
    says: whether her AMH is high
    if true: her AMH is high
    if false: her AMH is not high
    is: AMH > 50
contradictions:
  - {never: AMH < 0, because: nothing is less than nothing}
"""


def test_a_dictionary_is_read_whole() -> None:
    """The service, its title, its setting, its contradictions and its facts are read, in their order."""
    found = read_dictionary(WHOLE, "d.yaml")
    assert (found.service, found.title, found.leap_birthday, found.file) == ("test", "A test", "1 March", "d.yaml")
    names = ["referral date", "AMH", "partner", "patient smokes", "patient area", "months waiting", "high AMH"]
    assert list(found.facts) == names
    assert found.contradictions == (Contradiction(Located("AMH < 0", Place("d.yaml", 57, 13)), "nothing is less than nothing"),)


def test_a_date_has_its_words() -> None:
    """Everything that a fact may say of itself is kept."""
    fact = read_dictionary(WHOLE, "d.yaml").facts["referral date"]
    assert (fact.kind, fact.says, fact.moment) == ("date", "the date of referral", "referral")
    assert (fact.question, fact.help, fact.answered_by) == ("When were you referred?", "Look at the letter.", "anyone")
    assert (fact.changes, fact.sensitivity, fact.dated) == ("with time", "personal", False)
    assert fact.plausible == (date(1990, 1, 1), date(2100, 1, 1))
    assert fact.place == Place("d.yaml", 9, 5)


def test_a_number_has_its_units_and_places() -> None:
    """A number keeps its unit, what turns others into it, its places and its codes."""
    fact = read_dictionary(WHOLE, "d.yaml").facts["AMH"]
    assert (fact.kind, fact.unit, fact.decimals, fact.dated) == ("number", "pmol/L", 2, True)
    assert fact.other_units == {"ng/mL": Decimal("7.14")}
    assert fact.plausible == (Decimal("-0.5"), Decimal(300))
    assert (fact.answered_by, fact.changes, fact.sensitivity) == ("clinician", "never", "reproductive")
    assert fact.codes == (Code("SNOMED CT", "123", "A term", verified=True), Code("LOINC", "4-5", "Another", verified=False))


SMOKES = "  smokes: {type: boolean, says: so, if true: yes, if false: no, "
ASKED = "asked as: [{system: LOINC, code: 8-9, term: Smoking status, verified: true}]}\n"


def test_a_boolean_may_be_the_answer_to_a_question_of_a_terminology() -> None:
    """The question has a code of its own, which is verified or not as any other is."""
    fact = dictionary(f"{SMOKES}codes: [{{system: SNOMED CT, code: 7, term: Smoker}}], {ASKED}").facts["smokes"]
    assert fact.codes == (Code("SNOMED CT", "7", "Smoker", verified=False),)
    assert fact.asked_as == (Code("LOINC", "8-9", "Smoking status", verified=True),)


def test_only_a_boolean_with_a_code_answers_a_question() -> None:
    """Another fact's answer is a value of its own, and without a code nothing would answer it."""
    assert '"asked as" needs "codes"' in refusal(lambda: dictionary(SMOKES + ASKED))
    number = f"  cycles: {{type: number, says: n, plausible: 0 .. 9, {ASKED}"
    assert 'The number fact "cycles" has no key "asked as".' in refusal(lambda: dictionary(number))


@pytest.mark.parametrize(("fact", "goes"), [("cycles", True), ("age", True), ("AMH", False)])
def test_a_unit_may_go_without_saying(fact: str, goes: bool) -> None:
    """Where the dictionary says so, of a fact that is given or worked out."""
    said = "type: number, unit: n, unit goes without saying: true, says: n"
    facts = f"  cycles: {{{said}, plausible: 0 .. 9}}\n  age: {{{said}, is: cycles + 1}}\n  AMH: {{type: number, says: AMH, plausible: 0 .. 9}}\n"
    assert dictionary(facts).facts[fact].unit_goes_without_saying is goes


def test_every_value_has_its_clause() -> None:
    """A choice has one clause for each value, a boolean one for each of two."""
    facts = read_dictionary(WHOLE, "d.yaml").facts
    assert facts["partner"].values == {"none": "she has no partner", "man": "her partner is a man"}
    assert facts["patient smokes"].values == {"true": "she smokes", "false": "she does not smoke"}


def test_a_fact_that_says_little_is_cautious() -> None:
    """Without a word of it a fact is asked of nobody, is personal, and may change."""
    fact = read_dictionary(WHOLE, "d.yaml").facts["patient area"]
    assert (fact.answered_by, fact.sensitivity, fact.changes) == ("nobody", "personal", "possible")
    assert (fact.question, fact.help, fact.moment, fact.unit) == (None, None, None, None)
    assert (fact.formula, fact.follows_from, fact.codes, fact.values, fact.decimals) == (None, None, (), {}, 0)


def test_a_formula_keeps_its_place() -> None:
    """A fact that is worked out, or that follows from others, has the text and the place of its formula."""
    facts = read_dictionary(WHOLE, "d.yaml").facts
    assert facts["high AMH"].formula == Located("AMH > 50", Place("d.yaml", 55, 9))
    assert facts["months waiting"].follows_from == Located("full months(referral date, referral date)", Place("d.yaml", 48, 19))
    assert facts["months waiting"].formula is None


@pytest.mark.parametrize(("name", "column"), [("AMH", "amh"), ("referral date", "referral_date"), ("high AMH", "high_amh")])
def test_a_column_is_the_name_in_snake_case(name: str, column: str) -> None:
    """In a table of cases a fact stands under its name in small letters with underscores."""
    assert read_dictionary(WHOLE, "d.yaml").facts[name].column == column


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("service: test\n", "", 'd.yaml, line 1, column 1: A dictionary needs the key "service".', id="no service"),
        pytest.param("title: A test\n", "", 'A dictionary needs the key "title".', id="no title"),
        pytest.param("service: test", "service:", 'd.yaml, line 1, column 9: "service" is empty', id="an empty service"),
        pytest.param(
            "title:", "titel:", 'd.yaml, line 2, column 1: A dictionary has no key "titel". Did you mean "title"?', id="a typo"
        ),
        pytest.param(WHOLE, HEAD, 'A dictionary needs the key "facts".', id="no facts"),
        pytest.param(
            WHOLE, HEAD + "facts: none\n", 'd.yaml, line 4, column 8: "facts" must be a list of keys', id="facts in a word"
        ),
        pytest.param(WHOLE, "- a\n", "A dictionary must be a list of keys and values.", id="a list"),
        pytest.param(
            "is: 1 March", "is: 28 February", 'd.yaml, line 4, column 7: "is" cannot be "28 February".', id="another birthday"
        ),
        pytest.param(
            "  because: it is declared here\n", "", '"leap birthday" needs the key "because".', id="a setting without a reason"
        ),
        pytest.param("{title: An Act, ", "{", 'A source needs the key "title".', id="a source without a title"),
        pytest.param("seen: 2026-11-21", "seen: today", 'd.yaml, line 6, column 65: "today" is not a date.', id="seen, but when"),
        pytest.param('url: "https://example.org/act"', "url: [a]", '"url" must be a single value', id="a list of addresses"),
        pytest.param("seen: 2026-11-21", "by: me", 'A source has no key "by".', id="an unknown key of a source"),
        pytest.param("leap birthday:", "contradictions:", "stands here twice", id="no setting, and a key twice"),
        pytest.param("type: area", "type: place", 'd.yaml, line 42, column 11: "type" cannot be "place".', id="an unknown type"),
        pytest.param(
            "    type: area\n", "", 'd.yaml, line 42, column 5: The fact "patient area" needs the key "type".', id="no type"
        ),
        pytest.param(
            "    says: the area of her practice\n", "", 'The area fact "patient area" needs the key "says".', id="no words"
        ),
        pytest.param(
            "type: area", "typ: area", 'd.yaml, line 42, column 5: The fact "patient area" has no key "typ".', id="a typo in a fact"
        ),
        pytest.param("    if true: she smokes\n", "", 'needs the key "if true"', id="no clause for true"),
        pytest.param("    if false: she does not smoke\n", "", 'needs the key "if false"', id="no clause for false"),
        pytest.param(
            ", man: her partner is a man", "", 'The choice fact "partner" needs at least two values.', id="a choice of one"
        ),
        pytest.param("she has no partner, ", "'', ", '"none" is empty', id="a value without a clause"),
        pytest.param("man: her partner", "none: her partner", '"none" stands here twice', id="a value twice"),
        pytest.param(
            "    plausible: 0 .. 600\n",
            "",
            'The number fact "months waiting" needs the key "plausible".',
            id="no limits of a number",
        ),
        pytest.param("    plausible: 1990-01-01 .. 2100-01-01\n", "", 'needs the key "plausible"', id="no limits of a date"),
        pytest.param(
            "0 .. 600",
            "0 to 600",
            'd.yaml, line 49, column 16: "plausible" is written low .. high, such as 0 .. 120, not "0 to 600".',
            id="words",
        ),
        pytest.param("0 .. 600", "0..600", '"plausible" is written low .. high', id="limits without spaces"),
        pytest.param(
            "0 .. 600", "600 .. 0", '"plausible" is written low .. high, and 600 is more than 0.', id="limits turned round"
        ),
        pytest.param("0 .. 600", "few .. 600", 'd.yaml, line 49, column 16: "few" is not a number.', id="a limit in words"),
        pytest.param("0 .. 600", "0 .. 1e3", '"1e3" is not a number.', id="a limit with an exponent"),
        pytest.param("0 .. 600", "0 .. 5 .. 600", '"5 .. 600" is not a number.', id="three limits"),
        pytest.param("0 .. 600", "'0 .. '", "a number is empty", id="a limit left out"),
        pytest.param("2100-01-01", "2100-02-30", "2100-02-30 is not a day in the calendar.", id="a limit that is no day"),
        pytest.param("2100-01-01", "1989-01-01", "1990-01-01 is more than 1989-01-01", id="days turned round"),
        pytest.param(
            "says: the months of waiting",
            "says: the months of waiting\n    unit goes without saying: perhaps",
            '"unit goes without saying" cannot be "perhaps".',
            id="perhaps it does",
        ),
        pytest.param(
            "    unit: months\n",
            "    unit goes without saying: true\n",
            'needs the key "unit".',
            id="no unit that could go without saying",
        ),
        pytest.param("decimals: 2", "decimals: 7", 'd.yaml, line 22, column 15: "decimals" cannot be "7".', id="too many places"),
        pytest.param("decimals: 2", "decimals: two", '"decimals" cannot be "two".', id="places in words"),
        pytest.param("dated: true", "dated: yes", '"dated" cannot be "yes".', id="dated yes"),
        pytest.param(
            "ng/mL: 7.14", "ng/mL: about 7", 'd.yaml, line 21, column 26: "about 7" is not a number.', id="a vague factor"
        ),
        pytest.param(
            "ng/mL: 7.14", "ng/mL: 0", "d.yaml, line 21, column 26: A factor between units must be more than 0.", id="no factor"
        ),
        pytest.param("ng/mL: 7.14", "ng/mL: -1", "A factor between units must be more than 0.", id="a factor below nought"),
        pytest.param(
            "other units: {ng/mL: 7.14}", "other units: ng/mL", '"other units" must be a list of keys', id="units in a word"
        ),
        pytest.param(
            "{ng/mL: 7.14}", "{ng/mL: 7.14, pmol/L: 2}", '"pmol/L" is the unit of the fact', id="the own unit among the others"
        ),
        pytest.param(
            "{ng/mL: 7.14}", "{ng/mL: 7.14, pmol/l: 2}", '"pmol/l" is the unit of the fact', id="the own unit in another spelling"
        ),
        pytest.param(
            "{ng/mL: 7.14}", "{ng/mL: 7.14, ng/ml: 7.14}", '"ng/ml" and "ng/mL" are two spellings of one unit.', id="one unit twice"
        ),
        pytest.param("    unit: pmol/L\n", "", 'The number fact "AMH" needs the key "unit".', id="other units than none"),
        pytest.param(
            "answered by: anyone", "answered by: patient", "It may be: anyone, clinician, nobody.", id="answered by the patient"
        ),
        pytest.param("changes: with time", "changes: often", '"changes" cannot be "often".', id="an unknown change"),
        pytest.param(
            "sensitivity: personal", "sensitivity: secret", '"sensitivity" cannot be "secret".', id="an unknown sensitivity"
        ),
        pytest.param("question: When were you referred?", "question:", '"question" is empty', id="an empty question"),
        pytest.param("help: Look at the letter.", "help: [a]", '"help" must be a single value', id="help in a list"),
        pytest.param("moment: referral", "moment:", '"moment" is empty', id="an empty moment"),
        pytest.param("term: Another", "name: Another", 'A code has no key "name".', id="an unknown key of a code"),
        pytest.param(", term: Another", "", 'A code needs the key "term".', id="a code without its term"),
        pytest.param("verified: true", "verified: soon", '"verified" cannot be "soon".', id="verified soon"),
        pytest.param("system: LOINC, ", "", 'A code needs the key "system".', id="a code without its system"),
        pytest.param('code: "4-5", ', "", 'A code needs the key "code".', id="a code without its code"),
        pytest.param("is: AMH > 50", "is: AMH # > 50", 'would cut "is" short', id="a comment in a formula"),
        pytest.param("follows from: full", "follows from: # full", '"follows from" is empty', id="a comment for a formula"),
        pytest.param(
            "{never: AMH < 0, ", "{", 'd.yaml, line 57, column 5: A contradiction needs the key "never".', id="never what"
        ),
        pytest.param(
            ", because: nothing is less than nothing", "", 'A contradiction needs the key "because".', id="a contradiction, but why"
        ),
        pytest.param("  - {never", "  a: {never", '"contradictions" must be a list', id="contradictions in a table"),
    ],
)
def test_a_mistake_in_a_dictionary_is_found(old: str, new: str, words: str) -> None:
    """Each key is checked, and the message names the fact or the line and says what would be right."""
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    assert words in refusal(lambda: read_dictionary(text, "d.yaml"))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("boolean, if true: a, if false: b", "unit: months"),
        ("boolean, if true: a, if false: b", "values: {a: b, c: d}"),
        ("boolean, if true: a, if false: b", "plausible: 0 .. 1"),
        ("choice, values: {a: b, c: d}", "decimals: 2"),
        ("choice, values: {a: b, c: d}", "if true: a"),
        ("area", "plausible: 0 .. 1"),
        ("number, plausible: 0 .. 1", "moment: referral"),
        ("number, plausible: 0 .. 1", "if false: a"),
        ("date, plausible: 2020-01-01 .. 2021-01-01", "other units: {a: 1}"),
        ("number, is: 1 + 1", "plausible: 0 .. 1"),
        ("number, is: 1 + 1", "question: How many?"),
        ("number, is: 1 + 1", "follows from: 2 + 2"),
        ("number, is: 1 + 1", "dated: true"),
    ],
)
def test_a_key_that_means_nothing_for_the_type_is_refused(kind: str, key: str) -> None:
    """A key that would be passed over is an error, at its own place."""
    message = refusal(lambda: dictionary(f"  a: {{type: {kind}, says: a, {key}}}\n"))
    derived = "derived " if "is:" in kind else ""
    assert f'The {derived}{kind.split(",", maxsplit=1)[0]} fact "a" has no key "{key.split(":", maxsplit=1)[0]}".' in message
    assert message.startswith(f"d.yaml, line 5, column {len(f'  a: {{type: {kind}, says: a, ') + 1}")


def boolean(name: str) -> str:
    """A fact that is true or false."""
    return f"  {name}: {{type: boolean, says: whether, if true: it is so, if false: it is not so}}\n"


@pytest.mark.parametrize(
    "name",
    ["AMH", "day 2 FSH tested", "intercourse not possible", "a", "B12", "android", "within order", "notable", "is2", "Is it so"],
)
def test_a_name_is_words_of_letters_and_digits(name: str) -> None:
    """A word of the language may be part of a longer word, and `not` may stand inside a name."""
    assert name in dictionary(boolean(name)).facts


@pytest.mark.parametrize(
    "name",
    [
        "2nd test",
        "patient  BMI",
        "'patient BMI '",
        "' AMH'",
        "day-2",
        "anti_müllerian",
        "Müller",
        "a.b",
        "kg/m²",
        "''",
        "'2'",
        "it's",
    ],
)
def test_a_name_has_nothing_but_letters_digits_and_single_spaces(name: str) -> None:
    """Other signs, double spaces and a digit in front are refused at the fact's line."""
    message = refusal(lambda: dictionary(boolean(name)))
    assert message.startswith("d.yaml, line 5")
    assert message.endswith("use letters, digits and single spaces.")


@pytest.mark.parametrize(
    "name",
    [
        *sorted(RESERVED),
        *sorted(f"may {word} be" for word in RESERVED - {"not"}),
        *sorted(f"{word} be" for word in RESERVED),
        *sorted(f"be {word}" for word in RESERVED),
        "may not and be",
    ],
)
def test_a_name_holds_no_word_of_the_language(name: str) -> None:
    """A word of the language would be read as such, so no name holds one, except `not` between others."""
    said = refusal(lambda: dictionary(boolean(name)))
    assert f'A fact cannot be called "{name}", because "' in said
    assert "is a word of the language. Call it something without it." in said


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        pytest.param(boolean("AMH") + boolean("amh"), '"amh" and "AMH" would share the column amh.', id="capitals"),
        pytest.param(
            "  AMH: {type: number, says: it, dated: true, plausible: 0 .. 1}\n" + boolean("AMH date"),
            '"AMH date" and "AMH" would share the column amh_date.',
            id="the date of a dated fact",
        ),
        pytest.param(
            boolean("AMH date") + "  AMH: {type: number, says: it, dated: true, plausible: 0 .. 1}\n",
            '"AMH" and "AMH date" would share the column amh_date.',
            id="a dated fact after it",
        ),
    ],
)
def test_no_two_facts_share_a_column(facts: str, words: str) -> None:
    """Two names that would become one column are refused, the date of a result included."""
    message = refusal(lambda: dictionary(facts))
    assert message.startswith("d.yaml, line 6")
    assert words in message


def test_a_dictionary_has_no_more_facts_than_are_allowed() -> None:
    """The greatest number of facts is read; one more is refused."""
    facts = "".join(boolean(f"fact {n}") for n in range(MOST_FACTS))
    assert len(dictionary(facts).facts) == MOST_FACTS
    assert refusal(lambda: dictionary(facts + boolean("one more"))).endswith(f"A dictionary has at most {MOST_FACTS} facts.")


def test_a_dictionary_needs_no_contradictions() -> None:
    """Where nothing contradicts anything the key may be left out."""
    assert dictionary(boolean("a")).contradictions == ()


ELSEWHERE = """\
commissioned elsewhere:
  - {when: serves, commissioner: X24, because: it pays for those who serve, source: A regulation}
"""


def test_what_another_body_commissions_is_read() -> None:
    """The condition with its place, the body, the reason and the source."""
    (found,) = dictionary(boolean("serves"), ELSEWHERE).exemptions
    assert found == Exemption(Located("serves", Place("d.yaml", 7, 12)), "X24", "it pays for those who serve", "A regulation")


def test_a_dictionary_needs_nothing_that_another_body_commissions() -> None:
    """Where everything is local the key may be left out."""
    assert dictionary(boolean("serves")).exemptions == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("when: serves, ", "", 'd.yaml, line 7, column 5: An exemption needs the key "when".', id="when"),
        pytest.param("commissioner: X24, ", "", 'An exemption needs the key "commissioner".', id="who"),
        pytest.param("because: it pays for those who serve, ", "", 'An exemption needs the key "because".', id="but why"),
        pytest.param(", source: A regulation", "", 'An exemption needs the key "source".', id="by which source"),
        pytest.param("when:", "whne:", 'An exemption has no key "whne". Did you mean "when"?', id="a typo"),
        pytest.param("when: serves", "when: [serves]", '"when" must be a single value', id="a list of conditions"),
        pytest.param("commissioner: X24", "commissioner: ''", '"commissioner" is empty', id="nobody"),
        pytest.param("  - {", "  a: {", '"commissioned elsewhere" must be a list', id="a table"),
        pytest.param(
            "commissioned elsewhere", "commissioned elswhere", 'Did you mean "commissioned elsewhere"?', id="a typo in the key"
        ),
    ],
)
def test_a_mistake_in_what_another_body_commissions_is_found(old: str, new: str, words: str) -> None:
    """At its line, and with what would be right."""
    assert ELSEWHERE.count(old) == 1
    assert words in refusal(lambda: dictionary(boolean("serves"), ELSEWHERE.replace(old, new)))


def test_a_dictionary_is_loaded_from_a_file(tmp_path: Path) -> None:
    """The file gives the same dictionary as its text, and its path is in every message."""
    path = tmp_path / "d.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    assert load_dictionary(path) == read_dictionary(WHOLE, str(path))
    path.write_text(WHOLE.replace("type: area", "type: place"), encoding="utf-8")
    assert refusal(lambda: load_dictionary(path)).startswith(f"{path}, line 42, column 11: ")
    assert refusal(lambda: load_dictionary(tmp_path / "other.yaml")).startswith(f"{tmp_path / 'other.yaml'}: This cannot be read")


def test_a_dictionary_may_say_the_path_to_its_service() -> None:
    """Before the referral that counts and after it; without one there are no steps."""
    assert dictionary().path == ((), ())
    said = dictionary(more="path: {before: [See your GP first., Go on to a clinic.], after: [Ask the clinic.]}\n").path
    assert said == (("See your GP first.", "Go on to a clinic."), ("Ask the clinic.",))
    assert 'has no key "while"' in refusal(lambda: dictionary(more="path: {while: [Wait.]}\n"))
