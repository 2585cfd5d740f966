"""Models read back: our own as the same policy, those of others as far as they can be taken over."""

from dataclasses import replace

import pytest

from coequal.criteria.render import render
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.exchange.dmn.functions import FUNCTIONS
from coequal.exchange.dmn.model import dmn, wordings
from coequal.exchange.dmn.read import import_dmn, read_dmn
from coequal.exchange.drafted import About
from coequal.policies.library import Library
from coequal.policies.load import read_policy
from coequal.policies.model import NOT_SEEN, Criterion, Policy
from tests.criteria.strategies import VOCABULARY

ABOUT = About("here/strategies", "A model of others", "strategies")
_ALIKE = ("id", "clause", "title", "kind", "treatments", "applies_when", "condition", "overrides", "repeat_after", "readings")
_TEXTS = ("commissioner", "otherwise", "reading", "printed", "why", "source")


def found(policy: Policy) -> list[Criterion]:
    """The criteria of a policy but for what is always not known."""
    return [own for own in policy.criteria if own.found and own.kind != NOT_SEEN]


@pytest.mark.no_cover
def test_every_policy_of_the_library_comes_back() -> None:
    """With the same tree for every condition, the same kinds, treatments, overrides and readings, and its own words."""
    library = Library()
    for policy in library.policies():
        text = read_dmn(dmn(policy), library.vocabulary)
        draft = read_policy(text, "draft.md", library.vocabulary)
        for own, came in zip(found(policy), found(draft), strict=True):
            for name in (*_ALIKE, *_TEXTS):
                assert getattr(own, name) == getattr(came, name), (policy.id, own.id, name)
            assert wordings(policy)[own.id] == wordings(draft)[came.id]
        assert policy.treatments == draft.treatments
        assert (draft.status, draft.id, draft.version) == ("draft", policy.id, policy.version)
        lacks = len(found(policy)) < len([own for own in policy.criteria if own.kind != NOT_SEEN])
        assert draft.completeness == ("partial" if lacks and policy.completeness == "whole" else policy.completeness)
        assert ("was not found, so it is left out" in text) == lacks, policy.id
        assert lacks or not any(word in text for word in ("in the model", "of the model", "this draft is partial")), policy.id
        assert "A model holds criteria and treatments." in text


def test_a_model_of_ours_in_an_older_version_comes_back_as_the_same() -> None:
    """In the same words."""
    library = Library()
    for policy in list(library.policies())[::10]:
        assert read_dmn(dmn(policy, "1.3"), library.vocabulary) == read_dmn(dmn(policy), library.vocabulary)


def norfolk() -> bytes:
    """The model of one policy of the library."""
    return dmn(Library().versions("norfolk-and-waveney/assisted-conception")[-1])


def test_a_model_of_ours_that_was_changed_says_where() -> None:
    """A decision that says something else than the draft does is named."""
    model = norfolk().replace(b'if met = null then "not known"', b'if met = null then "met"', 1)
    assert "of the model says something else than this draft does" in read_dmn(model, Library().vocabulary)


CHANGED = [
    (b"on.year - born.year -", b"on.year - born.year + 1 -", "age"),
    (b'formalParameter name="born"', b'formalParameter name="birth"', "age"),
    (b'id="function_age" name="age"', b'id="function_age" name="years"', "age"),
    (b'if status = "not met"', b'if status = "met"', "gravity"),
]


@pytest.mark.parametrize(("was", "becomes", "name"), CHANGED)
def test_a_function_of_a_model_of_ours_that_was_changed_is_named(was: bytes, becomes: bytes, name: str) -> None:
    """Since every decision that calls it says something else, though its own text is as it was."""
    assert was in norfolk()
    assert f'The function "{name}" of the model says' in read_dmn(norfolk().replace(was, becomes, 1), Library().vocabulary)


NEW = b"""<dmn:decision id="decision_new" name="new">
<dmn:literalExpression><dmn:text>1</dmn:text></dmn:literalExpression></dmn:decision>"""
CHANGED_SINCE = [
    (
        b"patient BMI in [19 .. 30]",
        b"patient BMI in [19 .. 35]",
        '"criterion_body_mass_index", Body mass index (clause 4), was changed in the model: its wording',
    ),
    (
        b"2 - previous fresh cycles",
        b"3 - previous fresh cycles",
        '"treatment_ivf", IVF, with ICSI if needed, was changed in the model.',
    ),
    (
        b"She must be immune to rubella",
        b"She may be immune to rubella",
        'The description of "criterion_rubella_immune" was changed',
    ),
    (b"</dmn:definitions>", NEW + b"</dmn:definitions>", 'The decision "new" was added to the model'),
    (b'name="policy_outcome"', b'name="outcome of the policy"', 'The decision "policy_outcome" was taken out of the model'),
    (b"coequal:wrote ", b"coequal:noted ", "does not say what coequal wrote"),
    (b'name="patient BMI"', b'name="body mass"', 'The input "patient BMI" was renamed "body mass"'),
    (b'inputData id="input_AMH_date" name="AMH date"', b'inputData id="input_AMH_date" name="day"', '"AMH date" was renamed "day"'),
]


@pytest.mark.parametrize(("was", "becomes", "says"), CHANGED_SINCE)
def test_what_was_changed_since_is_named_and_leaves_the_draft_partial(was: bytes, becomes: bytes, says: str) -> None:
    """Because its wording still says the old rule; so nobody is eligible by it until somebody has looked."""
    assert was in norfolk()
    found = import_dmn(norfolk().replace(was, becomes), Library().vocabulary)
    assert any(says in remark for remark in found.remarks)
    assert read_policy(found.text, "draft.md", Library().vocabulary).completeness == "partial"
    assert all(remark in found.text for remark in found.remarks)


def test_an_input_that_was_renamed_wherever_it_stands_is_refused_by_both_names() -> None:
    """Since no policy has a fact of the new name; nothing is said of it where something else is wrong."""
    model = norfolk().replace(b"patient BMI", b"body mass")
    with pytest.raises(CoequalError, match=r'no fact called "body mass".*The input "patient BMI" was renamed "body mass"'):
        import_dmn(model, Library().vocabulary)
    other = (
        norfolk().replace(b'name="patient BMI"', b'name="body mass"').replace(b"patient BMI in [19 .. 30]", b"AMS in [19 .. 30]")
    )
    with pytest.raises(CoequalError, match='no fact called "AMS"') as refused:
        import_dmn(other, Library().vocabulary)
    assert "renamed" not in refused.value.message


def test_a_model_of_one_policy_that_is_imported_as_another_is_partial() -> None:
    """What was seen of the one says nothing of the other; how the model calls itself is told, and by which day it binds is kept."""
    about = About("exampleshire/assisted-conception", "Ours", "assisted-conception")
    found = import_dmn(norfolk(), Library().vocabulary, about)
    draft = read_policy(found.text, "draft.md", Library().vocabulary)
    assert (draft.completeness, draft.title, draft.binds_by) == ("partial", "Ours", "referral date")
    assert 'version 2022-07, "Specialist fertility treatment (level 3)"' in found.remarks[0]
    same = replace(about, policy="norfolk-and-waveney/assisted-conception")
    assert read_policy(read_dmn(norfolk(), Library().vocabulary, same), "d.md", Library().vocabulary).completeness == "whole"


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        (b'completeness="whole"', b"", "no longer says its completeness"),
        (b"patient BMI in [19 .. 30]", b"patient BMI = null", "null"),
        (b"patient BMI in [19 .. 30]", b"decimal(patient BMI, 0) > 30", "decimal"),
        (b"patient BMI in [19 .. 30]", b"patient weight in [19 .. 30]", "no fact called"),
        (b"https://www.omg.org/spec/DMN/20230324/FEEL/", b"python", "only FEEL is read"),
        (b'service="assisted-conception"', b'service="assisted"', "no dictionary"),
    ],
)
def test_a_model_of_ours_that_says_what_no_policy_says_is_refused(was: bytes, becomes: bytes, why: str) -> None:
    """With the place of what is wrong."""
    model = norfolk()
    assert was in model
    with pytest.raises(CoequalError, match=why):
        read_dmn(model.replace(was, becomes, 1), Library().vocabulary)


def vocabulary_of(_service: str) -> Vocabulary:
    """The vocabulary of the tests."""
    return VOCABULARY


def model_of(*parts: str, version: str = "https://www.omg.org/spec/DMN/20191111/MODEL/") -> bytes:
    """A model of others."""
    return f'<definitions xmlns="{version}" name="Others" namespace="urn:others">{"".join(parts)}</definitions>'.encode()


def given(*names: str) -> str:
    """Input data."""
    return "".join(f'<inputData id="i{n}" name="{name}"/>' for n, name in enumerate(names))


def says(name: str, text: str, *requires: str, functions: tuple[str, ...] = ()) -> str:
    """A decision that is one expression."""
    needs = "".join(f'<informationRequirement><requiredDecision href="#{own}"/></informationRequirement>' for own in requires)
    calls = "".join(f'<knowledgeRequirement><requiredKnowledge href="#{own}"/></knowledgeRequirement>' for own in functions)
    logic = f"<literalExpression><text>{text}</text></literalExpression>"
    return f'<decision id="{name}" name="{name}"><description>Why {name}.</description>{needs}{calls}{logic}</decision>'


def function(name: str, *parameters: str, text: str = "") -> str:
    """A business knowledge model, with the text of ours of its name if none is given."""
    formal = "".join(f'<formalParameter name="{one}"/>' for one in parameters)
    said = (text or FUNCTIONS[name].text).replace("<", "&lt;")
    logic = f"<encapsulatedLogic>{formal}<literalExpression><text>{said}</text></literalExpression></encapsulatedLogic>"
    return f'<businessKnowledgeModel id="{name}" name="{name}">{logic}</businessKnowledgeModel>'


def table(name: str, hit: str, inputs: list[str], *rules: tuple[str, ...], outputs: int = 1) -> str:
    """A decision that is a table; the last cells of a rule are its results."""
    columns = "".join(f"<input><inputExpression><text>{one}</text></inputExpression></input>" for one in inputs)
    rows = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{cell}</text></inputEntry>" for cell in rule[:-outputs])
        + "".join(f"<outputEntry><text>{cell}</text></outputEntry>" for cell in rule[-outputs:])
        + "</rule>"
        for rule in rules
    )
    results = "".join(f'<output name="result {n}"/>' for n in range(outputs))
    return (
        f'<decision id="{name}" name="{name}"><decisionTable hitPolicy="{hit}">{columns}{results}{rows}</decisionTable></decision>'
    )


def draft_of(*parts: str) -> tuple[dict[str, str], dict[str, str], str]:
    """The conditions and the amounts of the draft of a model of others, and its text; or nothing, and why there is none."""
    try:
        text = read_dmn(model_of(*parts), vocabulary_of, ABOUT)
    except CoequalError as error:
        return {}, {}, error.message
    policy = read_policy(text, "draft.md", vocabulary_of)
    assert (policy.status, policy.completeness) == ("draft", "partial")
    met = {own.id: render(own.condition) for own in found(policy) if own.condition}
    return met, {name: render(tree) for name, tree in policy.treatments[0].amounts.items()}, text


def test_expressions_of_others_become_criteria_and_amounts() -> None:
    """An input is taken for the fact of its name, and the draft says so."""
    met, amounts, text = draft_of(
        given("bmi", "Smokes"),
        says("Weight", "bmi in [19..30] and not(Smokes)"),
        says("Full cycles", "if bmi &lt; 25 then 2 else 1"),
    )
    assert met == {"weight": "BMI in [19 .. 30] and not(smokes)"}
    assert amounts == {"full cycles": "if BMI < 25 then 2 else 1"}
    assert 'The input "bmi" is taken for the fact "BMI".' in text
    assert "Why Weight." in text


def test_a_decision_below_another_is_written_into_it() -> None:
    """And is no criterion of its own, since it may say who is excluded."""
    met, _, _ = draft_of(
        given("BMI", "smokes"),
        says("May have it", "not(Excluded) and BMI &lt; 35", "Excluded"),
        table("Excluded", "ANY", ["BMI", "smokes"], ("&gt;30", "-", "true"), ("-", "true", "true")),
    )
    assert met == {"may-have-it": "not(BMI > 30 or smokes) and BMI < 35"}


def test_tables_of_others_become_criteria_and_amounts() -> None:
    """Of the hit policies under which one rule settles the result."""
    met, amounts, text = draft_of(
        given("BMI", "sought"),
        table("Weight", "UNIQUE", ["BMI"], ("[19..30]", "true"), ("&gt;30", "false")),
        table("Order", "FIRST", ["BMI", "sought"], ("&gt;30", "-", "false"), ("-", '"IVF"', "true")),
        table("Tries", "FIRST", ["BMI"], ("&lt;25", "2"), ("-", "1")),
    )
    assert met == {
        "weight": "BMI in [19 .. 30]",
        "order": 'if BMI > 30 then false else if sought = "IVF" then true else false',
    }
    assert amounts == {"tries": "if BMI < 25 then 2 else 1"}
    assert "- BMI: [19..30] → result 0: true" in text


@pytest.mark.parametrize("day", ['date("2023-04-01")', '@"2023-04-01"'])
def test_a_day_in_a_table_is_written_as_in_an_expression(day: str) -> None:
    """Either of the two spellings of FEEL, alone, compared and in a range."""
    met, _, _ = draft_of(
        given("born"),
        says("Said", f"born in [{day}..date(&quot;2024-03-31&quot;)]"),
        table("Kept", "UNIQUE", ["born"], (f'[{day}..@"2024-03-31"]', "true")),
        says("From", f"born &gt;= {day}"),
        table("Since", "UNIQUE", ["born"], (f"&gt;= {day}", "true")),
    )
    assert met["kept"] == met["said"] == 'born in [date("2023-04-01") .. date("2024-03-31")]'
    assert met["since"] == met["from"] == 'born >= date("2023-04-01")'


def test_a_table_that_declares_no_input_is_about_the_facts_that_its_columns_name() -> None:
    """As tables of other modellers are; what it is taken for is said, and a column that names a decision stays one."""
    met, _, text = draft_of(table("Weight", "UNIQUE", ["bmi", "Smokes"], ("[19..30]", "false", "true")))
    assert met == {"weight": "BMI in [19 .. 30] and not(smokes)"}
    assert 'The input "bmi" is taken for the fact "BMI".' in text
    below = table("May", "UNIQUE", ["Cycles"], ("1", "true"))
    assert 'a column is about "Cycles"' in draft_of(below, table("Cycles", "FIRST", ["BMI"], ("-", "1")))[2]
    assert 'a column is about "-BMI"' in draft_of(table("X", "UNIQUE", ["-BMI"], ("1", "true")))[2]


def test_a_model_of_which_nothing_can_be_taken_over_is_no_draft() -> None:
    """One message has the reasons; of many, the first."""
    with pytest.raises(CoequalError, match="Nothing of this model can become a draft") as found:
        read_dmn(model_of(*(says(f"d{n}", "height") for n in range(12))), vocabulary_of, ABOUT)
    assert found.value.message.count("was not taken over") == 10
    assert "There are 2 more reasons." in found.value.message


DOUBLED = "".join(says(f"d{n}", f"d{n - 1} or not(d{n - 1})", f"d{n - 1}") for n in range(1, 400))
DEFAULT = '<output name="result 0"><defaultOutputEntry><text>true</text></defaultOutputEntry></output>'
PYTHON = '<literalExpression expressionLanguage="python"'
JUEL = '<inputEntry expressionLanguage="juel"'
OTHER_FILE = '<informationRequirement><requiredDecision href="others.dmn#Y"/></informationRequirement>'
NOT_TAKEN = [
    (says("d0", "smokes") + DOUBLED, "this has more than 2,000 parts"),
    (says("X", "height > 1"), 'The decision "X" was not taken over: There is no fact called'),
    (says("X", "sought = &quot;IVF&quot;"), '"sought" is a fact, but no input that the model declares'),
    (says("X", "sought = height"), 'There is no fact called "height"'),
    (says("X", "sought = "), "The expression ends too soon"),
    (says("X", "BMI = null"), "does not use null"),
    (says("X", "decimal(BMI, 0) > 30"), '"decimal" cannot be taken over'),
    (says("X", "born.year > 1990"), '".year" cannot be taken over'),
    (says("X", '"a text"'), "neither yes or no nor a number"),
    (says("X", "some a in [1] satisfies a = 1"), "not taken over"),
    (says("X", "weigh(BMI)", functions=("weigh",)), 'it calls "weigh"'),
    (table("X", "COLLECT", ["BMI"], ("&gt;30", "true")), "hit policy COLLECT"),
    (table("X", "UNIQUE", ["BMI * 2"], ("&gt;30", "true")), 'a column is about "BMI * 2"'),
    (table("X", "UNIQUE", ["BMI"], ("&gt;heavy", "true")), 'The cell ">heavy"'),
    (table("X", "UNIQUE", ["BMI"], ("1", "true", "false"), outputs=2), "several outputs"),
    (table("X", "UNIQUE", ["BMI"], ("&lt;19", "true")).replace('<output name="result 0"/>', DEFAULT), "has a default output"),
    (says("X", "smokes").replace("<literalExpression", PYTHON), 'it is written in "python", and only FEEL is read'),
    (table("X", "UNIQUE", ["BMI"], ("&lt;19", "true")).replace("<inputEntry", JUEL), 'it is written in "juel"'),
    ('<decision id="X" name="X"><context/></decision>', "boxed context"),
    ('<decision id="X" name="X"/>', "boxed nothing"),
    (says("Y", "X", "X") + '<decision id="X" name="X"><invocation/></decision>', 'it rests on "X"'),
    (given("height"), 'no fact for the input "height"'),
    (says("Y", "smokes") + says("X", "Y or smokes"), 'The decision "X" was not taken over: There is no fact called "Y"'),
    (
        says("Y", "smokes") + says("X", "Y").replace("<literal", OTHER_FILE + "<literal"),
        'it rests on "others.dmn#Y", which was not',
    ),
    (
        says("X", "smokes").replace("</decision>", "<literalExpression><text>true</text></literalExpression></decision>"),
        "two logics",
    ),
    (says("X", "BMI &gt; 3<b/>0"), "has several parts"),
    (
        table("X", "UNIQUE", ["BMI"], ("&lt;19", "true")).replace("</text></inputE", "</text><text>&lt;90</text></inputE"),
        "several parts",
    ),
]


@pytest.mark.parametrize(("part", "why"), NOT_TAKEN)
def test_what_is_not_taken_over_is_named(part: str, why: str) -> None:
    """In the draft itself, and what stands beside it is taken over all the same."""
    inputs = "" if part.startswith("<inputData") else given("BMI", "born")
    met, _, text = draft_of(inputs, '<inputData id="s" name="smokes"/>', part, says("Other", "smokes"))
    assert met["other"] == "smokes"
    assert why in text


def test_what_is_required_may_be_addressed_by_the_namespace_of_the_model() -> None:
    """As some modellers write it."""
    rests = says("Y", "X", "X").replace("#X", "urn:others#X")
    assert draft_of(given("smokes"), says("X", "smokes"), rests)[0] == {"y": "smokes"}


def test_the_language_of_a_model_is_that_of_what_names_none() -> None:
    """FEEL is known by each of its names; a model in another language is not taken over."""
    model = model_of(given("smokes"), says("X", "smokes"))

    def text(named: str) -> str:
        return read_dmn(model.replace(b"name=", f'expressionLanguage="{named}" name='.encode(), 1), vocabulary_of, ABOUT)

    for named in ("feel", "http://www.omg.org/spec/FEEL/20140401"):
        assert 'met when: "smokes"' in text(named)
    with pytest.raises(CoequalError, match='it is written in "urn:rules:basic"'):
        text("urn:rules:basic")


def test_what_true_means_is_for_a_person_to_look_at() -> None:
    """A decision on who is excluded is read as a criterion that is met, so every draft of a model of others says so."""
    met, _, text = draft_of(given("BMI"), says("Excluded", "BMI &gt; 30"))
    assert met == {"excluded": "BMI > 30"}
    assert "Yes, or true, is read as: the criterion is met." in text


def test_a_function_of_the_name_of_ours_must_say_the_same() -> None:
    """An age that others count otherwise is not taken for ours."""
    rule = says("X", "age(born, referral date) &gt; 30", functions=("age",))
    inputs = given("born", "referral date")
    assert draft_of(inputs, function("age", "born", "on"), rule)[0] == {"x": "age(born, referral date) > 30"}
    for other in (function("age", "on", "born"), function("age", "born", "on", text="on.year - born.year")):
        met, _, text = draft_of(inputs, other, rule)
        assert met == {}
        assert 'it calls "age", a function of its own' in text
    met, _, text = draft_of(inputs, says("X", "age(born, referral date) &gt; 30"))
    assert met == {}
    assert 'It calls "age", which FEEL does not have and the model does not bring along.' in " ".join(text.split())


def test_the_unit_of_a_threshold_is_told_where_there_are_several() -> None:
    """A model says none, and may mean another than the dictionary does."""
    _, _, text = draft_of(given("AMH"), says("Reserve", "AMH &gt; 5"))
    assert "AMH is read in pmol/L. Look that ng/mL is not meant" in " ".join(text.split())


def test_a_function_of_ours_that_calls_another_is_not_taken_for_ours() -> None:
    """Months that rest on months that others count otherwise are others' too."""
    rule = says("X", "months between(born, referral date) &gt; duration(&quot;P30Y&quot;)", functions=("months between",))
    inputs, months = given("born", "referral date"), function("months between", "start", "end")
    same = draft_of(inputs, months, function("full months", "start", "end"), rule)[0]
    assert same == {"x": "years and months duration(born, referral date) > 30 years"}
    assert draft_of(inputs, months, function("full months", "start", "end", text="12"), rule)[0] == {}


def test_decisions_without_an_id_are_told_apart() -> None:
    """DMN asks for none, and none is dropped."""
    met, _, _ = draft_of(given("smokes"), *(says(name, "smokes").replace(f'id="{name}"', "") for name in ("A", "B")))
    assert met == {"a": "smokes", "b": "smokes"}


HOSTILE = [
    (b"", "not XML"),
    (b"<a", "not XML"),
    (b"<html/>", "no model of DMN"),
    (b'<definitions xmlns="urn:others"/>', "no model of DMN"),
    (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
    (b'<?xml version="1.0"?><!doctype a SYSTEM "file:///etc/passwd"><a/>', "document type"),
    ("<a/>".encode("utf-16"), "not UTF-8"),
    (b'<?xml version="1.0" encoding="cp037"?>' + '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("cp037"), "not XML|not UTF-8"),
    (b"<a>" * 700_000 + b"</a>" * 700_000, "nested more than"),
    (b"<a>" * 62 + b"<", "nested more than"),  # though the rest is no XML: it is not looked at
    (b"<a>" + b"<b/>" * 100_000 + b"<", "at most 100,000 elements"),
    (b"<a>" + b" " * 5_000_001 + b"</a>", "too large"),
    (model_of(given("BMI")), "no decision in this model"),
    (model_of(says("A", "B", "B"), says("B", "A", "A")), "in a circle"),
    (model_of(says("A", "true"), says("A", "false")), 'have the id "A"'),
    (model_of('<decision id="a" name="A"/><decision id="b" name=" A "/>'), 'two decisions called "A", so what names it'),
    (model_of('<decision name="A"/><decision name="A"/>'), 'two decisions called "A"'),
    (model_of(given("A"), says("A", "true")), 'a decision and an input called "A"'),
    (model_of(says("A", "true"), *[function("age", "a").replace('id="age"', "")] * 2), 'two functions called "age"'),
    (model_of(*(f'<decision id="d{n}" name="d{n}"/>' for n in range(1_001))), "at most 1000 decisions"),
]


@pytest.mark.parametrize(("data", "why"), HOSTILE)
def test_a_file_that_cannot_be_read_safely_is_refused(data: bytes, why: str) -> None:
    """With one clear message."""
    with pytest.raises(CoequalError, match=why):
        read_dmn(data, vocabulary_of, ABOUT)


def test_a_model_of_others_needs_a_service() -> None:
    """Because the facts of a service are what it is read against."""
    with pytest.raises(CoequalError, match="which policy and service"):
        read_dmn(model_of(says("X", "true")), vocabulary_of)
