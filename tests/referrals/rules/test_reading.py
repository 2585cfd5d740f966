"""A file of rules is read strictly: a mistake is named with its line and its key."""

from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.referrals.clock.limits import Limit
from coequal.referrals.rules.reading import EXAMPLES, read_rules, rules_of

RULES = (
    *("who may ask", "consent", "acknowledge", "screen", "decide", "urgent", "letter", "quorum", "lay chair", "posts"),
    *("questions", "social factors", "most similar", "ask appeal", "answer appeal", "grounds"),
)
NOTHING = dict.fromkeys(RULES, "not found")
SEEN = "source: A page, seen: 2026-11-21"


def file(rule: str = "", value: str = "", *, invented: str = "false", commissioner: str = "SAM1") -> str:
    """A file of rules in which one rule at most was found. The rules begin on line 6."""
    rules = {rule: value, **{key: says for key, says in NOTHING.items() if key != rule}} if rule else NOTHING
    lines = [f"commissioner: {commissioner}", "name: Sampleton", f"invented: {invented}", "about: Made for a test.", "rules:"]
    return "\n".join([*lines, *(f"  {key}: {says}" for key, says in rules.items())])


def refusal(text: str) -> str:
    """The message with which a text is refused."""
    with pytest.raises(CoequalError) as caught:
        rules_of(text, "r.yaml")
    return str(caught.value)


def test_nothing_need_have_been_found() -> None:
    """A file may say of every rule that it was not found."""
    rules = rules_of(file(), "r.yaml")
    assert (rules.commissioner, rules.name, rules.invented, rules.about) == ("SAM1", "Sampleton", False, "Made for a test.")
    assert dict(rules.origins) == {}
    assert rules.decide is None


@pytest.mark.parametrize(
    ("rule", "value", "field", "found"),
    [
        pytest.param("decide", "40 working days", "decide", Limit(40, "working days"), id="a limit"),
        pytest.param("quorum", "4", "quorum", 4, id="a number"),
        pytest.param("lay chair", "false", "lay_chair", False, id="no, which is an answer"),
        pytest.param("posts", "[doctor, nurse]", "posts", ("doctor", "nurse"), id="words"),
        pytest.param("who may ask", "[a provider]", "who_may_ask", ("a provider",), id="who may ask"),
        pytest.param("social factors", "never", "social_factors", "never", id="a choice"),
    ],
)
def test_a_value_is_read(rule: str, value: str, field: str, found: object) -> None:
    """A value becomes what it says, and has its origin."""
    rules = rules_of(file(rule, f"{{value: {value}, {SEEN}}}"), "r.yaml")
    assert getattr(rules, field) == found
    assert rules.origins[field].says == "A page"


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        pytest.param("decide", "soon", 'line 6, column 11: "decide" needs a "value" and where it comes from', id="a word"),
        pytest.param("decide", f"{{value: 28 days, {SEEN}}}", '"decide": “28 days” is not a limit.', id="days of no kind"),
        pytest.param("decide", f"{{value: 0 months, {SEEN}}}", '"decide": A limit in months is from 1 to 60, not 0.', id="no time"),
        pytest.param("decide", f"{{value: [1], {SEEN}}}", '"decide" must be a single value.', id="a list for a limit"),
        pytest.param("quorum", f"{{value: 0, {SEEN}}}", '"quorum" must be a whole number from 1 to 50, not "0".', id="nobody"),
        pytest.param("quorum", f"{{value: 51, {SEEN}}}", 'from 1 to 50, not "51"', id="a crowd"),
        pytest.param("quorum", f"{{value: four, {SEEN}}}", 'not "four"', id="a number in words"),
        pytest.param("lay chair", f"{{value: sometimes, {SEEN}}}", '"lay chair" cannot be "sometimes".', id="neither yes nor no"),
        pytest.param("posts", f"{{value: doctor, {SEEN}}}", '"posts" must be a list of one thing or more.', id="no list"),
        pytest.param("posts", f"{{value: [], {SEEN}}}", '"posts" must be a list of one thing or more.', id="an empty list"),
        pytest.param("posts", f"{{value: [nurse, nurse], {SEEN}}}", '"nurse" stands in "posts" twice', id="twice the same"),
        pytest.param("who may ask", f"{{value: [a neighbour], {SEEN}}}", 'cannot be "a neighbour"', id="somebody else"),
        pytest.param("social factors", f"{{value: always, {SEEN}}}", '"social factors" cannot be "always".', id="another choice"),
        pytest.param(
            "grounds", f"{{value: [{{id: A B, says: x}}], {SEEN}}}", 'letters, digits and hyphens only, not "A B"', id="not an id"
        ),
        pytest.param(
            "grounds",
            f"{{value: [{{id: a, says: x}}, {{id: a, says: y}}], {SEEN}}}",
            '"a" stands in "grounds" twice',
            id="twice an id",
        ),
        pytest.param("grounds", f"{{value: [{{id: a}}], {SEEN}}}", 'needs the key "says"', id="a point that says nothing"),
        pytest.param("quorum", "{value: 4}", 'so it needs "source", and nothing else', id="no origin"),
        pytest.param(
            "quorum", "{value: 4, chosen because: it is nice}", 'a real body, so it needs "source"', id="chosen for a real body"
        ),
        pytest.param("quorum", "{value: 4, source: A, shaped like: B}", "and nothing else of that kind", id="two origins"),
        pytest.param("quorum", "{value: 4, source: A}", 'needs the day on which its document was "seen"', id="never seen"),
        pytest.param("quorum", f"{{value: 4, {SEEN}, url: example}}", '"url" must be an address', id="no address"),
        pytest.param("quorum", "{source: A, seen: 2026-11-21}", 'needs the key "value"', id="no value"),
        pytest.param("quorum", "{value: 4, source: A, seen: yesterday}", '"yesterday" is not a date', id="no date"),
    ],
)
def test_a_mistake_is_named(rule: str, value: str, words: str) -> None:
    """The message says what is wrong, with the line and the key."""
    message = refusal(file(rule, value))
    assert message.startswith("r.yaml, line 6, ")
    assert words in message


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(
            "{value: 4, source: A, seen: 2026-11-21}", '"shaped like" or "chosen because"', id="found, for an invented body"
        ),
        pytest.param("{value: 4, chosen because: A, seen: 2026-11-21}", 'take "url" and "seen" out', id="chosen and seen"),
        pytest.param(
            "{value: 4, chosen because: A, url: 'https://a.example/b'}", 'take "url" and "seen" out', id="chosen at an address"
        ),
        pytest.param("{value: 4, shaped like: A}", "needs the day", id="shaped like what nobody saw"),
    ],
)
def test_an_invented_body_never_looks_real(value: str, words: str) -> None:
    """A rule of an invented body is shaped like one that was seen, or chosen; it has no source of its own."""
    assert words in refusal(file("quorum", value, invented="true"))


def test_every_rule_has_to_be_spoken_of() -> None:
    """A rule that is left out is asked for; so none is taken for not found by mistake. An unknown one is refused."""
    assert '"rules" needs the key "quorum"' in refusal(file().replace("  quorum: not found\n", ""))
    assert '"rules" has no key "quorums"' in refusal(file().replace("  quorum:", "  quorums:"))


def test_the_commissioner_is_a_code() -> None:
    """A name in place of a code is refused."""
    assert 'line 1, column 15: "commissioner" must be the code of an organisation' in refusal(file(commissioner="Sampleton"))


def test_a_file_is_read_from_its_place(tmp_path: Path) -> None:
    """A file elsewhere is read as those that ship are; one that is not there is named."""
    copy = tmp_path / "own.yaml"
    copy.write_text((EXAMPLES / "exampleshire.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert read_rules(copy) == read_rules(EXAMPLES / "exampleshire.yaml")
    with pytest.raises(CoequalError, match=r"none\.yaml: This cannot be read"):
        read_rules(tmp_path / "none.yaml")
