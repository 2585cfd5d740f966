"""What two policies say differently, and that nothing is said of layout and of example people."""

import pytest

from coequal.criteria.vocabulary import vocabulary
from coequal.errors import CoequalError
from coequal.facts.dictionary import read_dictionary
from coequal.policies.difference import Change, Changed, Difference, difference
from coequal.policies.load import read_policy
from coequal.policies.model import Policy
from coequal.policies.wording import Reworded, sentences
from tests.policies.building import DICTIONARY, WHOLE, changed, policy


def differing(new: Policy, old: Policy | None = None) -> Difference:
    """The difference between the policy as it is and another."""
    return difference(old or policy(), new, str)


def edited(old: str, new: str) -> Difference:
    """The difference that one edit makes."""
    return differing(policy(changed(old, new)))


ABOUT = [
    ("title: Hearing aids", "title: Aids", Change("title", "Hearing aids", "Aids")),
    ("status: in force", "status: superseded", Change("status", "in force", "superseded")),
    ("completeness: whole", "completeness: partial", Change("completeness", "whole", "partial")),
    ("under review: true\n", "", Change("under review", "yes", "no")),
    (
        "{printed: none, read as: 2024-04-01, because: the body began then}",
        "{printed: April, read as: 2024-04-01}",
        Change(
            "in force from",
            "nothing is printed; read as 1 April 2024, because the body began then",
            "printed as April; read as 1 April 2024",
        ),
    ),
    ("  until: 2029-12-31\n", "", Change("in force until", "printed as 2029-12-31; read as 31 December 2029", None)),
    ("binds by: referral date", "binds by: fitting date", Change("binds by", "referral date", "fitting date")),
    ("{printed: spring 2024}", "{printed: autumn}", Change("ratified", "printed as spring 2024", "printed as autumn")),
    ("review due: 2026-01-01\n", "", Change("review due", "printed as 2026-01-01; read as 1 January 2026", None)),
    (
        "  - {code: BBB, from: 2024-04-01}\n",
        "",
        Change(
            "owners",
            "AAA from 1 January 2020 until 31 March 2024; BBB from 1 April 2024",
            "AAA from 1 January 2020 until 31 March 2024",
        ),
    ),
    (
        ', url: "https://example.org/rules", seen: 2024-05-06',
        "",
        Change("source", "The rules, https://example.org/rules, seen on 6 May 2024", "The rules"),
    ),
    ("{name: A Van}", "{name: A Van, web: example.org}", Change("provider A Van", "printed on 2024-05-06", "example.org; printed on 2024-05-06")),
    ("  - {name: A Van}\n", "", Change("provider A Van", "printed on 2024-05-06", None)),
    ("  - {name: A Van}", "  - {name: A Van}\n  - {name: A Van, web: x}", Change(
        "provider A Van", "printed on 2024-05-06", "printed on 2024-05-06; x; printed on 2024-05-06")),
    (
        "then: It answers.\n",
        "",
        Change(
            "exceptions",
            "individual funding request; who may ask: Anyone.; whom: The panel.; then: It answers.",
            "individual funding request; who may ask: Anyone.; whom: The panel.",
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "change"), ABOUT, ids=[f"{row[2].what}: {row[1][:20]}" for row in ABOUT])
def test_what_is_said_about_the_policy_is_held_against_each_other(old: str, new: str, change: Change) -> None:
    """Key by key, in words."""
    found = edited(old, new)
    assert found.about == (change,)
    assert found.treatments == found.criteria == found.wording == ()


def test_exceptions_and_owners_may_be_new() -> None:
    """Where nothing was said of them before."""
    bare = WHOLE[: WHOLE.index("## Exceptions")]
    bare = changed(
        "commissioners:\n  - {code: AAA, from: 2020-01-01, until: 2024-03-31}\n  - {code: BBB, from: 2024-04-01}\n", "", bare
    )
    found = differing(policy(), policy(bare))
    assert [(change.what, change.old) for change in found.about] == [("owners", None), ("exceptions", None)]


TREATMENTS = [
    ("aids: if hearing loss >= 30 then 2 else 1", "aids: if hearing loss >= 40 then 2 else 1",
     Changed("aids", "A pair of hearing aids", "changed", (Change(
         "aids", "if her hearing loss is at least 30, 2; otherwise 1", "if her hearing loss is at least 40, 2; otherwise 1"),))),
    ("packs: not stated", "packs: 4", Changed("batteries", "Batteries", "changed", (Change("packs", "not stated", "4"),))),
    (", packs: not stated", "", Changed("batteries", "Batteries", "changed", (Change("packs", "not stated", None),))),
    ("packs: not stated", "packs: not stated, boxes: 1", Changed("batteries", "Batteries", "changed", (Change("boxes", None, "1"),))),
    ("name: Batteries", "name: Power", Changed("batteries", "Power", "changed", (Change("name", "Batteries", "Power"),))),
    ("batteries: {name: Batteries, packs: not stated}", "batteries: {name: Batteries, packs: not stated}\nleads: {name: Leads}",
     Changed("leads", "Leads", "added", (Change("name", None, "Leads"),))),
    ("batteries: {name: Batteries, packs: not stated}\n", "",
     Changed("batteries", "Batteries", "removed", (Change("name", "Batteries", None), Change("packs", "not stated", None)))),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), TREATMENTS, ids=[row[1] or "removed" for row in TREATMENTS])
def test_what_is_funded_is_held_against_each_other(old: str, new: str, expected: Changed) -> None:
    """Each treatment with its name and its amounts; a rule for every treatment still is one."""
    assert edited(old, new).treatments == (expected,)


def test_which_treatment_comes_first_is_said() -> None:
    """It is the one that counts where none is sought."""
    block = "aids:\n  name: A pair of hearing aids\n  aids: if hearing loss >= 30 then 2 else 1\n"
    found = differing(policy(changed("packs: not stated}\n", f"packs: not stated}}\n{block}", changed(block, ""))))
    assert found.about == (Change("first treatment", "aids", "batteries"),)
    assert found.treatments == ()


CRITERIA = [
    # id, old, new, the criterion, the changes
    ("clause", 'clause: "9"', 'clause: "10"', "colour", Change("clause", "9", "10")),
    ("kind", "kind: information", "kind: duty", "colour", Change("kind", "information", "duty")),
    ("treatments", "for: [aids]\n", "", "hearing-loss", Change("for", "aids", "every treatment")),
    ("applies when", "applies when: not(works)", "applies when: serves", "waiting", Change("applies when", "she does not work", "she serves")),
    ("applies always", "judged when: serves", "judged when: serves\napplies when: works", "grounds", Change("applies when", None, "she works")),
    ("met when", "months waiting >= 3", "months waiting >= 4", "waiting",
     Change("met when", "the months of waiting is at least 3", "the months of waiting is at least 4")),
    ("judged when", "judged when: serves", "judged when: works", "grounds", Change("judged when", "she serves", "she works")),
    ("a list", "months waiting >= 3", "works or (months waiting >= 3 and serves)", "waiting",
     Change("met when", "the months of waiting is at least 3", "any of these:\n* she works\n* the months of waiting is at least 3, and she serves")),
    ("lists in lists", "months waiting >= 3", "works or (serves and (works or months waiting >= 3))", "waiting",
     Change("met when", "the months of waiting is at least 3",
            "any of these:\n* she works\n* all of these:\n  * she serves\n  * she works, or the months of waiting is at least 3")),
    ("a formula", "months waiting >= 3", "3 <= months waiting", "waiting", Change("met when", "months waiting >= 3", "3 <= months waiting")),
    ("evidence", "within 12 months before", "within 6 months before", "hearing-loss",
     Change("results that count", "her hearing loss from the 12 months before referral", "her hearing loss from the 6 months before referral")),
    ("a reading", "met when: hearing loss >= 25}", "met when: hearing loss >= 24}", "hearing-loss",
     Change("may be read as “25 is enough”", "met when her hearing loss is at least 25", "met when her hearing loss is at least 24")),
    ("a reading gone", "  - {label: only at work, applies when: works, met when: hearing loss > 25}\n", "", "hearing-loss",
     Change("may be read as “only at work”", "applies when she works\nmet when her hearing loss is above 25", None)),
    ("otherwise", "otherwise: Measure again in a year.", "otherwise: Wait.", "hearing-loss", Change("otherwise", "Measure again in a year.", "Wait.")),
    ("reading", "reading: Exactly 25 is not enough.\n", "", "hearing-loss", Change("our reading", "Exactly 25 is not enough.", None)),
    ("overrides", "overrides: [hearing-loss]\n", "", "waiting", Change("decides instead of", "hearing-loss", None)),
    ("printed", "printed: more than 25 dB of her hearing", "printed: over 25", "hearing-loss",
     Change("printed as", "more than 25 dB of her hearing", "over 25")),
    ("commissioner", "commissioner: The army", "commissioner: The navy", "army", Change("decided elsewhere, by", "The army", "The navy")),
    ("repeat after", "repeat after: 3 months", "repeat after: 6 months", "tests", Change("to be repeated after", "3 months", "6 months")),
    ("no repeat", "repeat after: 3 months\n", "", "tests", Change("to be repeated after", "3 months", None)),
    ("why", "why: Less does little harm.", "why: Nobody knows.", "hearing-loss", Change("why", "Less does little harm.", "Nobody knows.")),
    ("source", "source: page 3", "source: page 4", "hearing-loss", Change("source", "page 3", "page 4")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "name", "change"), [row[1:] for row in CRITERIA], ids=[row[0] for row in CRITERIA])
def test_criteria_are_held_against_each_other_by_their_ids(old: str, new: str, name: str, change: Change) -> None:
    """Key by key, conditions in plain English, and as formulas where the words do not tell them apart."""
    found = edited(old, new)
    (only,) = found.criteria
    assert (only.id, only.how, only.changes) == (name, "changed", (change,))
    assert found.about == found.treatments == found.wording == ()


def test_a_criterion_that_is_new_or_gone_is_told_in_full() -> None:
    """With its clause as people cite it."""
    bare = policy(changed('```criterion\nid: need\nclause: "5"\nkind: judgement\n```\n', ""))
    said = {"heading": "A judgement", "clause": "5", "kind": "judgement", "for": "every treatment"}
    (gone,) = differing(bare).criteria
    assert (gone.id, gone.title, gone.how) == ("need", "A judgement (clause 5)", "removed")
    assert gone.changes == tuple(Change(what, text, None) for what, text in said.items())
    (new,) = differing(policy(), bare).criteria
    assert (new.how, new.changes) == ("added", tuple(Change(what, None, text) for what, text in said.items()))


def test_a_criterion_under_another_heading_is_said() -> None:
    """Its place may tell how it is meant."""
    found = edited("```criterion\nid: need", "## 5. Need\n\n```criterion\nid: need")
    assert [(one.id, one.changes) for one in found.criteria] == [
        (name, (Change("heading", "A judgement", "Need"),)) for name in ("need", "tests", "army", "kindness", "colour")
    ]
    assert [one.path for one in found.wording] == [("Hearing aids", "5. Need")]


WORDING = [
    # id, old, new, the headings, what was removed (-) and added (+)
    ("a sentence", "These rules are made up.", "These rules are invented.", ("Hearing aids",),
     ["- These rules are made up.", "+ These rules are invented."]),
    ("one of two", "These rules are made up.", "These rules are made up. Nobody follows them.", ("Hearing aids",),
     ["+ Nobody follows them."]),
    ("a list", "These rules are made up.", "These rules are made up.\n\n- One.\n- Two\n1. Three.", ("Hearing aids",),
     ["+ One.", "+ Two", "+ 1. Three."]),
    ("a heading", "## 2a, 3. Waiting", "## 2a, 3. The wait", ("Hearing aids", "2a, 3. The wait"),
     ["- 2a, 3. Waiting", "+ 2a, 3. The wait"]),
    ("a heading above prose", "## 1. Hearing loss", "## 1. Loss", ("Hearing aids", "1. Loss"),
     ["- 1. Hearing loss", "+ 1. Loss"]),
    ("a heading above all", "# Hearing aids\n", "# Aids\n", ("Aids",), ["- Hearing aids", "+ Aids"]),
    ("a section", "## Where\n", "## Why\n\nBecause.\n\n## Where\n", ("Hearing aids", "Why"), ["+ Why", "+ Because."]),
    ("at the top", "# Hearing aids\n", "Read this.\n\n# Hearing aids\n", (), ["+ Read this."]),
    ("a section again", "## Where\n", "## 1. Hearing loss\n\nAgain.\n\n## Where\n", ("Hearing aids", "1. Hearing loss"),
     ["+ 1. Hearing loss", "+ Again."]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "lines"), [row[1:] for row in WORDING], ids=[row[0] for row in WORDING])
def test_sentences_that_were_taken_out_and_put_in_are_told_by_section(
    old: str, new: str, path: tuple[str, ...], lines: list[str]
) -> None:
    """The heading is the first of them, so a new one is told with the old."""
    (only,) = edited(old, new).wording
    assert only.path == path
    assert [f"{'+' if how == 'added' else '-'} {sentence}" for how, sentence in only.sentences] == lines


def test_what_has_gone_altogether_comes_last() -> None:
    """After what is new."""
    first, second = "## Old\n\nGone.\n\n## Where\n", "## Where\n\nHere.\n\nThere.\n"
    old, new = policy(changed("## Where\n", first)), policy(changed("## Where\n", second))
    assert differing(new, old).wording == (
        Reworded(("Hearing aids", "Where"), (("added", "Here."), ("added", "There."))),
        Reworded(("Hearing aids", "Old"), (("removed", "Old"), ("removed", "Gone."))),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One sentence.", ["One sentence."]),
        ("One. Two? Three! four.", ["One.", "Two?", "Three! four."]),
        ("A line\nthat goes on.  And\n\non.", ["A line that goes on.", "And", "on."]),
        ("Very **bold** and *slanted*.", ["Very bold and slanted."]),
        ("Of two:\n- one\n* two\n  and more\n+ three", ["Of two:", "one", "two and more", "three"]),
        ("1. One. Two.\n2) Three.", ["1. One.", "Two.", "2) Three."]),
        (
            "Of two.\n\n| Age | *Cycles* |\n| --- | --- |\n| 39. Yes. | 2 |\n| 40 | |",
            ["Of two.", "Age: 39. Yes., Cycles: 2", "Age: 40, Cycles: –"],
        ),
        ("", []),
        ("- \n\n-", ["-"]),
    ],
)
def test_prose_is_taken_as_sentences(text: str, found: list[str]) -> None:
    """However its lines are broken and its words are marked."""
    assert list(sentences(text)) == found


SAME = [
    # what is changed, the old, the new
    ("line ends", "These rules are made up.", "These rules\nare  made\nup."),
    ("emphasis", "These rules are made up.", "These *rules* are **made up**."),
    ("empty lines", "These rules are made up.\n", "\n\nThese rules are made up.\n\n\n"),
    ("the level of a heading", "### 4: A judgement", "## 4: A judgement"),
    ("the level of the top", "# Hearing aids\n", "## Hearing aids\n"),
    ("a heading with nothing below", "## Exceptions\n", "## Nothing\n\n## Exceptions\n"),
    ("an example", "## Where\n", "## People\n\nMade up.\n\n```example\nname: A\n```\n\n## Where\n"),
    ("an example in a section of its own", "## Where\n", "## People\n\n### One\n\n```example\nname: A\n```\n\n## Where\n"),
    ("an example beside a rule", "## 2a, 3. Waiting\n", "```example\nname: A\n```\n\n## 2a, 3. Waiting\n"),
    ("the order of keys", 'id: kindness\nclause: "8"\n', 'clause: "8"\nid: kindness\n'),
    ("a comment", "id: kindness", "# a comment\nid: kindness"),
    ("spaces in a formula", "months waiting >= 3", "months waiting   >=   3"),
    ("brackets in a formula", "months waiting >= 3", "(months waiting >= 3)"),
    ("the treatments in full", "id: kindness\n", "id: kindness\nfor: [aids, batteries]\n"),
    ("the version", 'version: "2024"', 'version: "2025"'),
    ("the area", "policy: here/hearing", "policy: there/hearing"),
]


@pytest.mark.parametrize(("old", "new"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_layout_and_example_people_make_no_difference(old: str, new: str) -> None:
    """Nor do the names of the two."""
    assert not edited(old, new)


def test_the_order_of_criteria_makes_no_difference() -> None:
    """Each is found by its id."""
    block = '```criterion\nid: need\nclause: "5"\nkind: judgement\n```\n\n'
    end = '```criterion\nid: colour\nclause: "9"\nkind: information\n```\n\n'
    assert not differing(policy(changed(end, f"{end}{block}", changed(block, ""))))


def test_a_policy_does_not_differ_from_itself() -> None:
    """An empty difference is false."""
    found = differing(policy())
    assert not found
    assert (found.old, found.new) == (policy(), policy())


@pytest.mark.parametrize(
    ("old", "new"), [row[:2] for row in ABOUT] + [row[:2] for row in TREATMENTS] + [row[1:3] for row in CRITERIA + WORDING]
)
def test_whatever_else_is_changed_makes_a_difference(old: str, new: str) -> None:
    """Either way round."""
    other = policy(changed(old, new))
    assert differing(other)
    assert differing(policy(), other)


def test_the_other_way_round_says_the_same_with_old_and_new_exchanged() -> None:
    """Change by change."""
    other = policy(changed("status: in force", "status: draft"))
    assert differing(other).about == (Change("status", "in force", "draft"),)
    assert differing(policy(), other).about == (Change("status", "draft", "in force"),)


def test_policies_for_different_services_cannot_be_held_against_each_other() -> None:
    """Their facts are not the same."""
    words = vocabulary(read_dictionary(DICTIONARY.replace("service: hearing", "service: seeing"), "seeing.yaml"))
    text = changed("policy: here/hearing", "policy: here/seeing", changed("service: hearing", "service: seeing"))
    with pytest.raises(CoequalError, match="here/hearing and here/seeing are for different services"):
        differing(read_policy(text, "seeing.md", lambda _service: words))
