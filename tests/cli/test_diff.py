"""`coequal diff`: what two versions of a policy say differently."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import POLICY
from tests.policies.building import WHOLE, changed, library_folder, policy

NO_PROOF = "This is about what the texts say. “coequal compare” shows who gains or loses."
EXAMPLE = "\n## People\n\n```example\nname: A\n```\n"


class Diff:
    """The difference between the policy as it is and another text, as `coequal diff` prints it."""

    def __init__(self, coequal: Call, folder: Path) -> None:
        """Take the command, and a folder for the library."""
        self.coequal, self.folder = coequal, folder
        self.library = library_folder(folder / "library", WHOLE)

    def __call__(self, text: str, *flags: str) -> str:
        path = self.folder / "draft.md"
        path.write_text(text, encoding="utf-8")
        answer = self.coequal("diff", "here/hearing@2024", path, *flags, "--library", self.library)
        assert (answer.status, answer.err) == (0, "")
        return answer.out


@pytest.fixture
def diff(coequal: Call, tmp_path: Path) -> Diff:
    """Holds a text against the policy as it is."""
    return Diff(coequal, tmp_path)


EDITS = [
    # id, old, new, the lines after the head
    ("status", "status: in force", "status: draft", ["About the policy", "----------------", "  status: in force -> draft"]),
    ("a long one", "{printed: spring 2024}", "{printed: in the spring of the year of two thousand and twenty-four}", [
        "About the policy", "----------------", "  ratified:", "    - printed as spring 2024",
        "    + printed as in the spring of the year of two thousand and twenty-four"]),
    ("no longer said", "review due: 2026-01-01\n", "", [
        "About the policy", "----------------", "  review due: printed as 2026-01-01; read as 1 January 2026 -> nothing"]),
    ("an amount", "packs: not stated", "packs: 4", [
        "What is funded", "--------------", "  Batteries: changed", "    packs: not stated -> 4"]),
    ("a treatment", "batteries: {name: Batteries, packs: not stated}\n", "batteries: {name: Batteries, packs: not stated}\nleads: {name: Leads, leads: 2}\n", [
        "What is funded", "--------------", "  Leads: added", "    name: Leads", "    leads: 2"]),
    ("a criterion", '```criterion\nid: need\nclause: "5"\nkind: judgement\n```\n', "", [
        "Criteria", "--------", "  A judgement (clause 5): removed", "    heading: A judgement", "    clause: 5", "    kind: judgement",
        "    for: every treatment"]),
    ("a threshold", "months waiting >= 3", "months waiting >= 4", [
        "Criteria", "--------", "  Waiting (clauses 2a and 3): changed",
        "    met when: the months of waiting is at least 3 -> the months of waiting is at least 4"]),
    ("a list", "months waiting >= 3", "works or (serves and (works or months waiting >= 3))", [
        "Criteria", "--------", "  Waiting (clauses 2a and 3): changed", "    met when:", "      - the months of waiting is at least 3",
        "      + any of these:", "        * she works", "        * all of these:", "          * she serves",
        "          * she works, or the months of waiting is at least 3"]),
    ("wording", "These rules are made up.", "These rules are invented.", [
        "Wording", "-------", "  Hearing aids", "    - These rules are made up.", "    + These rules are invented."]),
    ("wording at the top", "# Hearing aids\n", "Read this.\n\n# Hearing aids\n", ["Wording", "-------", "  At the top", "    + Read this."]),
    ("wording in a section of a section", "### 4: A judgement\n", "### 4: A judgement\n\nNow judge.\n", [
        "Wording", "-------", "  Hearing aids > 2a, 3. Waiting > 4: A judgement", "    + Now judge."]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "lines"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_each_edit_is_told_in_its_section(diff: Diff, old: str, new: str, lines: list[str]) -> None:
    """With signs before what was removed and added, and a word on what this does not show."""
    head, *body = diff(changed(old, new)).split("\n\n")
    assert head.split("\n")[0] == "Old: here/hearing@2024 (in force, from 1 April 2024 until 31 December 2029)"
    assert "\n\n".join(body) == "\n".join([*lines, "", NO_PROOF, ""])


def test_all_sections_come_in_their_order(diff: Diff) -> None:
    """The policy, what it funds, its criteria, its words."""
    text = WHOLE
    for old, new, _ in (row[1:] for row in EDITS if row[0] in ("status", "an amount", "a threshold", "wording")):
        text = changed(old, new, text)
    lines = diff(text).split("\n")
    assert [line for line, below in pairwise(lines) if below and not below.strip("-")] == [
        "About the policy",
        "What is funded",
        "Criteria",
        "Wording",
    ]


SAME = [
    ("nothing", WHOLE, "These two say the same."),
    ("layout", WHOLE.replace("These rules are made up.", "These *rules* are made up."), "Nothing differs but the layout."),
    ("the version", changed('version: "2024"', 'version: "2025"'), "Nothing differs but the version."),
    ("examples", WHOLE + EXAMPLE, "Nothing differs but example people."),
    (
        "the area and more",
        changed("policy: here/hearing", "policy: there/hearing", changed('version: "2024"', 'version: "2025"')) + EXAMPLE,
        "Nothing differs but the area and the version and example people.",
    ),
]


@pytest.mark.parametrize(("text", "said"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_where_nothing_differs_it_is_said_in_a_sentence(diff: Diff, text: str, said: str) -> None:
    """And nothing else is, so nobody has to look for it."""
    head, sentence = diff(text).split("\n\n")
    assert sentence == f"{said}\n"
    assert head.count("\n") == 1


def test_both_are_named_with_their_versions_and_dates(diff: Diff) -> None:
    """How they stand, since when and until when; no word on whether they bind today, since they were named."""
    text = changed("status: in force", "status: draft", changed('version: "2024"', 'version: "2030"'))
    assert diff(changed("  until: 2029-12-31\n", "", text)).split("\n")[:2] == [
        "Old: here/hearing@2024 (in force, from 1 April 2024 until 31 December 2029)",
        "New: here/hearing@2030 (draft, from 1 April 2024)",
    ]


def test_a_version_that_was_not_named_is_the_one_that_binds_today_and_it_is_said(coequal: Call) -> None:
    """Under the policy of which it holds."""
    out = coequal("diff", f"{POLICY}@2022-07", POLICY).out.split("\n")
    assert out[0].startswith(f"Old: {POLICY}@2022-07 (in force, ")
    assert out[1].startswith(f"New: {POLICY}@2022-07 (in force, ")
    assert out[2].startswith("     The referral date is not known, so this is the version that binds today, ")
    assert out[-2] == "These two say the same."


def test_the_json_has_the_same_content(diff: Diff) -> None:
    """Key by key."""
    text = WHOLE
    for old, new, _ in (row[1:] for row in EDITS if row[0] in ("status", "an amount", "a threshold", "wording", "no longer said")):
        text = changed(old, new, text)
    assert json.loads(diff(text, "--json")) == {
        "old": {"policy": "here/hearing", "version": "2024", "digest": policy().digest},
        "new": {"policy": "here/hearing", "version": "2024", "digest": policy(text).digest},
        "about": [
            {"what": "status", "old": "in force", "new": "draft"},
            {"what": "review due", "old": "printed as 2026-01-01; read as 1 January 2026", "new": None},
        ],
        "treatments": [
            {
                "id": "batteries",
                "title": "Batteries",
                "how": "changed",
                "changes": [{"what": "packs", "old": "not stated", "new": "4"}],
            }
        ],
        "criteria": [
            {
                "id": "waiting",
                "title": "Waiting (clauses 2a and 3)",
                "how": "changed",
                "changes": [
                    {
                        "what": "met when",
                        "old": "the months of waiting is at least 3",
                        "new": "the months of waiting is at least 4",
                    }
                ],
            }
        ],
        "wording": [
            {
                "section": ["Hearing aids"],
                "sentences": [
                    {"how": "removed", "text": "These rules are made up."},
                    {"how": "added", "text": "These rules are invented."},
                ],
            }
        ],
    }


def test_the_json_of_what_does_not_differ_is_empty(diff: Diff) -> None:
    """But for the names of the two."""
    found = json.loads(diff(WHOLE, "--json"))
    assert found["old"] == found["new"]
    assert found["about"] == found["treatments"] == found["criteria"] == found["wording"] == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("here/hearin@2024", "here/hearing@2024", 'Did you mean "here/hearing"?'),
        ("here/hearing@2024", "here/hearing@2023", 'There is no version "2023"'),
        ("here/hearing@2024", "missing.md", "This cannot be read"),
        ("here/hearing@2024", "../x", "neither a file nor the id"),
        ("here/hearing@2024", "here/seeing@2024", "are for different services"),
    ],
)
def test_what_cannot_be_held_against_each_other_is_refused(coequal: Call, tmp_path: Path, old: str, new: str, words: str) -> None:
    """With one clear message."""
    folder = library_folder(tmp_path, WHOLE)
    words_of_seeing = (
        (folder / "services" / "hearing.yaml").read_text(encoding="utf-8").replace("service: hearing", "service: seeing")
    )
    (folder / "services" / "seeing.yaml").write_text(words_of_seeing, encoding="utf-8")
    other = folder / "policies" / "here" / "seeing" / "2024.md"
    other.parent.mkdir()
    other.write_text(WHOLE.replace("here/hearing", "here/seeing").replace("service: hearing", "service: seeing"), encoding="utf-8")
    answer = coequal("diff", old, new, "--library", folder)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert words in answer.err
