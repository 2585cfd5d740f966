"""`coequal show`: the wording, and under each clause what we take it to mean."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import POLICY, flowing
from tests.policies.building import BODY, FRONT_MATTER, WHOLE, changed, library_folder


@pytest.fixture
def show(coequal: Call, tmp_path: Path) -> "Show":
    """Shows a policy of a library of its own, given as its text."""
    return Show(coequal, tmp_path)


class Show:
    """A policy as `coequal show` prints it."""

    def __init__(self, coequal: Call, folder: Path) -> None:
        """Take the command, and a folder for the library."""
        self.coequal, self.folder = coequal, folder

    def __call__(self, text: str) -> str:
        answer = self.coequal("show", "here/hearing@2024", "--library", library_folder(self.folder, text))
        assert (answer.status, answer.err) == (0, "")
        return answer.out


def under(out: str, heading: str) -> list[str]:
    """The lines between a heading and the next."""
    lines = out.split("\n")
    start = lines.index(heading) + 2
    rest = lines[start:]
    end = next((place for place, line in enumerate(rest) if line and not line.strip("-")), len(rest) + 1)
    return [line for line in rest[: end - 1] if line]


def test_a_policy_begins_with_its_standing_owners_dates_and_source(show: Show) -> None:
    """What is printed beside what it is read as."""
    lines = show(WHOLE).split("\n")
    assert lines[:2] == [
        "Hearing aids",
        "here/hearing, version 2024: in force, under review; we have seen the whole policy",
    ]
    assert lines[2:10] == [
        "Owner: NHS Here CCG (AAA) from 1 January 2020 until 31 March 2024",
        "Owner: NHS Here ICB (BBB) from 1 April 2024",
        "In force from: nothing is printed; read as 1 April 2024, because the body began then",
        "In force until: printed as 2029-12-31; read as 31 December 2029",
        "Ratified: printed as spring 2024",
        "Review due: printed as 2026-01-01; read as 1 January 2026",
        "Source: The rules, seen on 6 May 2024. https://example.org/rules",
        "",
    ]


def test_an_owner_that_the_library_does_not_know_is_its_code(show: Show) -> None:
    """Rather than an error; and a source may have no date and no address."""
    text = changed("{code: AAA, from: 2020-01-01, until: 2024-03-31}", "{code: XXX, from: 2020-01-01, until: 2020-12-31}")
    text = changed(', url: "https://example.org/rules", seen: 2024-05-06', "", text)
    out = show(text)
    assert "\nOwner: a body (XXX) from 1 January 2020 until 31 December 2020\n" in out
    assert "\nSource: The rules.\n" in out


def test_a_requirement_is_shown_with_all_that_its_block_says(show: Show) -> None:
    """In plain English, with what counts as evidence and how else it could be read."""
    assert under(show(WHOLE), "1. Hearing loss") == [
        "Her hearing loss must be more than 25 dB.",
        "  Only for A pair of hearing aids.",
        "  Met when her hearing loss is above 25.",
        "  Results that count: her hearing loss from the 12 months before referral",
        "  Otherwise: Measure again in a year.",
        "  Our reading: Exactly 25 is not enough.",
        "  Printed as: “more than 25 dB of her hearing”",
        "  Why: Less does little harm.",
        "  Source: page 3",
        "  Read as “25 is enough”, it is met when her hearing loss is at least 25.",
        "  Read as “only at work”, it applies when she works.",
        "  Read as “only at work”, it is met when her hearing loss is above 25.",
    ]


def test_what_a_criterion_overrides_is_shown(show: Show) -> None:
    """With its clause and its title."""
    assert under(show(WHOLE), "2a, 3. Waiting") == [
        "  Applies when she does not work.",
        "  Met when the months of waiting is at least 3.",
        "  Decides instead of: clause 1 (Hearing loss)",
    ]


def test_each_kind_says_what_it_is(show: Show) -> None:
    """A judgement with and without a condition, readiness, elsewhere, a duty, information."""
    assert under(show(WHOLE), "4: A judgement") == [
        "  A person has to judge where she serves.",
        "  A person has to judge this.",
        "  Ready for referral when the date of her test is known.",
        "  To be repeated: if treatment starts more than 3 months after the test",
        "  Applies when she serves.",
        "  Decided elsewhere, by: The army",
        "  A duty of the provider; nothing about the case is tested.",
        "  For information; nothing is tested.",
    ]


def test_treatments_are_shown_with_their_amounts(show: Show) -> None:
    """Under the heading above them, though no prose stands between."""
    assert under(show(WHOLE), "What is funded") == [
        "  A pair of hearing aids",
        "    - aids: if her hearing loss is at least 30, 2; otherwise 1",
        "  Batteries",
        "    - packs: not stated",
    ]


def test_providers_and_exceptions_are_shown_as_printed(show: Show) -> None:
    """What a provider does not give is not there."""
    out = show(WHOLE)
    assert under(out, "Where") == [
        "  The Ear Clinic (printed on: 2024-05-06)",
        "    - North: 1 High Street",
        "    - South: 2 Low Street, Kent, ZZ1 1ZZ",
        "    01234 567890; ears@example.org; https://example.org/ears",
        "  A Van (printed on: 2024-05-06)",
    ]
    assert under(out, "Exceptions") == [
        "  Individual funding request. Who may ask: Anyone.",
        "  Whom to ask: The panel. It answers.",
    ]


def test_a_reading_under_which_nobody_meets_it_says_so(show: Show) -> None:
    """Rather than "met when never"."""
    out = show(changed("met when: hearing loss >= 25}", 'met when: "false"}'))
    assert "\n  Read as “25 is enough”, it is never met.\n" in out


def test_conditions_with_parts_become_lists_of_all_or_any(show: Show) -> None:
    """So that nobody has to count brackets."""
    text = changed("met when: months waiting >= 3", "met when: works or (months waiting >= 3 and serves)")
    assert under(show(text), "2a, 3. Waiting")[1:4] == [
        "  Met when any of these:",
        "    - she works",
        "    - the months of waiting is at least 3, and she serves",
    ]


def test_a_comment_at_the_top_of_a_block_does_no_harm(show: Show) -> None:
    """The block's first line is then not its first key."""
    text = changed("id: kindness", "# a comment\n\nid: kindness")
    assert "  A duty of the provider; nothing about the case is tested." in show(text)


EXAMPLES = """
## Example people

They are made up.

```example
name: A
facts: {works: true}
```

### More of them

```example
name: B
```

## More words

These stay.

### Made up too

These go.

```example
name: D
```

### With an example

```example
name: C
```

```criterion
id: last
clause: "10"
kind: information
```
"""


def test_example_people_are_left_out_with_the_headings_that_hold_nothing_else(show: Show) -> None:
    """What else stands beside them stays."""
    out = show(WHOLE + EXAMPLES)
    for left_out in ("Example people", "They are made up.", "More of them", "Made up too", "These go.", "name: "):
        assert left_out not in out
    assert under(out, "More words") == ["These stay."]
    assert under(out, "With an example") == ["  For information; nothing is tested."]


def test_headings_are_shown_with_the_first_words_under_them(show: Show) -> None:
    """The higher ones above the lower, each once, and none that holds nothing."""
    out = show(FRONT_MATTER + "# One\n## Two\n### Three\n## Four\n### Five\nWords.\n" + BODY)
    assert [line for line in out.split("\n") if line in ("One", "Two", "Three", "Four", "Five")] == ["One", "Four", "Five"]


def test_prose_is_laid_out_in_paragraphs(show: Show) -> None:
    """Without the marks of Markdown."""
    out = show(
        changed(
            "These rules are made up.",
            "These *rules*\nare **made up**.\n \nA second paragraph: \\< 2 * 3.\n\n| Age | Cycles |\n| - | - |\n| under **40** | 2 |\n| 40 | |\n\n| no table",
        )
    )
    assert (
        "\n\nThese rules are made up.\n\nA second paragraph: < 2 * 3.\n\n- Age: under 40, Cycles: 2\n- Age: 40, Cycles: –\n\n| no table\n"
        in out
    )


@pytest.mark.parametrize(
    ("completeness", "said"),
    [
        ("partial", "we have seen only a part of the policy, so it makes nobody eligible here"),
        ("second-hand", "we know the policy only from others, so it makes nobody eligible here"),
    ],
)
def test_a_policy_that_is_not_whole_says_so_at_the_top(show: Show, completeness: str, said: str) -> None:
    """Before any rule; the criterion that stands for the unseen part has no block to be shown at."""
    out = show(changed("completeness: whole", f"completeness: {completeness}").replace("under review: true\n", ""))
    assert f"in force; {said}" in flowing(out.partition("Owner")[0])
    assert "Criteria not seen" not in out


def test_a_policy_without_a_version_is_the_one_that_binds_today_and_says_so(coequal: Call) -> None:
    """Whatever day today is."""
    answer = coequal("show", POLICY)
    assert answer.status == 0
    assert "The referral date is not known, so this is the version that binds today, " in answer.out


def test_the_shipped_policy_shows_evidence_other_readings_and_who_decides(coequal: Call) -> None:
    """In clauses 1, 7, 15 and 16."""
    out = coequal("show", POLICY).out
    flat = flowing(out)
    assert "Results that count: her AMH from the 12 months before referral; her FSH on day 2 of the cycle from the 3 months" in flat
    assert "Decides instead of: clause 2 (Age, and how many cycles); clause 6 (Earlier treatment, under 40)" in flat
    assert "Read as “nobody of 40 or over”, it is never met." in flat
    assert "Read as “any partner's viruses”, it applies when her partner is a man or her partner is a woman." in flat
    assert "Decided elsewhere, by: NHS England" in flat
    assert "Example people" not in out
    assert "Individual funding request. Who may ask: Anyone" in flat


def test_a_file_is_shown(coequal: Call, tmp_path: Path) -> None:
    """With a word about its not binding, where it does not."""
    path = tmp_path / "draft.md"
    path.write_text(changed("status: in force", "status: draft"), encoding="utf-8")
    out = coequal("show", path, "--library", library_folder(tmp_path / "library")).out
    assert "This is only a draft. It binds nobody." in out


def test_where_no_version_binds_the_latest_is_shown_and_it_is_said(coequal: Call, tmp_path: Path) -> None:
    """A draft can be read without naming its version."""
    folder = library_folder(tmp_path, changed("status: in force", "status: draft"))
    out = coequal("show", "here/hearing", "--library", folder).out
    assert "This is only a draft. It binds nobody." in flowing(out)


def test_the_file_itself_can_be_had_to_start_another_from(coequal: Call, tmp_path: Path) -> None:
    """As Markdown that says the same; of a family's member with its values put in."""
    folder = library_folder(tmp_path, WHOLE)
    (tmp_path / "copy.md").write_text(coequal("show", "here/hearing@2024", "--markdown", "--library", folder).out, encoding="utf-8")
    assert "These two say the same." in coequal("diff", "here/hearing@2024", tmp_path / "copy.md", "--library", folder).out


def test_what_was_not_found_is_said_at_the_top(show: Show) -> None:
    """As the policy lists it."""
    out = show(changed("binds by:", "not found: [age, number of aids]\nbinds by:"))
    assert "Not found in what was seen: age; number of aids." in flowing(out)


def test_each_item_of_a_list_stands_on_a_line_of_its_own(show: Show) -> None:
    """However the item begins; a paragraph is one text."""
    out = show(changed("These rules are made up.", "One of these\nmust be so.\n\n- The first\n  of two.\n* The second, *said* so."))
    assert "\nOne of these must be so.\n\n- The first of two.\n- The second, said so.\n" in out
