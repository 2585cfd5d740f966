"""Several policies looked at: named files, a whole library, families, and what cannot be read."""

from datetime import date
from pathlib import Path

import pytest

from coequal.errors import Place
from coequal.lint.finding import Finding
from coequal.lint.lint import lint, lint_files, lint_library
from coequal.policies.library import Library
from tests.lint.building import DICTIONARY, POLICY, TODAY, changed, library_folder
from tests.policies import building as hearing

LATER = changed(POLICY, ('version: "2024"', 'version: "2025"'))
UNUSED = "No policy of the library uses these facts: registered since, vapes."


def of_library(folder: Path) -> list[list[Finding]]:
    """What is found in a library, policy by policy, and at last in the whole."""
    return list(lint_library(Library(folder), TODAY))


def test_one_policy_is_looked_at_by_all_rules(tmp_path: Path) -> None:
    """As it was read."""
    library = Library(library_folder(tmp_path, policies=[changed(POLICY, ("seen: 2024-05-06", "seen: 2027-05-06"))]))
    (policy,) = library.policies()
    (found,) = lint(policy, library, TODAY)
    assert (found.policy, found.rule, found.severity) == ("here/fertility", "date-in-future", "warning")
    assert found.place == Place(policy.file.file, hearing.line_of(POLICY, "source:"), 1)
    assert lint(policy, library, date(2027, 5, 6)) == []


def test_a_library_is_looked_at_policy_by_policy_and_then_as_a_whole(tmp_path: Path) -> None:
    """The facts that no policy uses are found once for each dictionary, where the first of them stands."""
    folder = library_folder(tmp_path, policies=[POLICY, LATER])
    *policies, (found,) = of_library(folder)
    assert policies == [[], []]
    assert (found.policy, found.rule, found.severity) == (None, "unused-fact", "doubt")
    assert found.message.startswith(UNUSED)
    assert found.place == Place(str(folder / "services" / "fertility.yaml"), hearing.line_of(DICTIONARY, "registered since:"))


def test_a_library_that_uses_all_facts_has_nothing_more_to_it(tmp_path: Path) -> None:
    """A fact may be used by any one of its policies, in a criterion or through a derived fact."""
    uses = ("met when: not(smokes)", "met when: not(smokes) and not(vapes) and registered since is known")
    assert of_library(library_folder(tmp_path, policies=[POLICY, changed(LATER, uses)]))[-1] == []


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        pytest.param("# Notes", "unreadable", 1, id="no policy"),
        pytest.param(
            changed(POLICY, ("not(smokes)", "not(smoke)")),
            "unknown-fact",
            hearing.line_of(POLICY, "met when: not(smokes)"),
            id="an unknown fact",
        ),
        pytest.param(POLICY, "unreadable", None, id="a policy in the place of another version"),
    ],
)
def test_what_cannot_be_read_is_found_and_the_rest_goes_on(tmp_path: Path, text: str, rule: str, line: int | None) -> None:
    """Nothing is said of facts that no policy uses, because the one that cannot be read may use them."""
    folder = library_folder(tmp_path, policies=[POLICY, text])
    first, (found,), last = of_library(folder)
    assert (first, last) == ([], [])
    assert (found.policy, found.rule, found.severity) == (None, rule, "error")
    assert (found.place.file, found.place.line) == (str(folder / "policies/here/fertility/2025.md"), line)


def test_an_example_that_is_no_yaml_keeps_no_other_rule_from_looking(tmp_path: Path) -> None:
    """Found by chance: the rule on what a # cuts off read the example too, and failed. What stands before the mistake is looked at."""
    text = f"{POLICY}\n```example\nnote: One, see rule #3\n]\n```\n"
    (policy,) = Library(library_folder(tmp_path, policies=[text])).policies()
    assert {"cut-by-hash", "unreadable"} <= {finding.rule for finding in lint(policy, Library(tmp_path), TODAY)}


def test_a_file_that_is_not_there_is_found(tmp_path: Path) -> None:
    """At its name."""
    path = library_folder(tmp_path) / "absent.md"
    ((found,),) = lint_files([path], Library(tmp_path), TODAY)
    assert (found.rule, found.place) == ("unreadable", Place(str(path)))
    assert found.message == "This cannot be read: No such file or directory."


def test_a_file_of_the_library_that_is_named_must_be_in_its_place_too(tmp_path: Path) -> None:
    """Else no command that opens the library could go on; a draft elsewhere has no place yet."""
    folder = library_folder(tmp_path / "library", policies=[POLICY])
    wrong, draft = folder / "policies" / "here" / "fertility" / "2031.md", tmp_path / "draft.md"
    for path in (wrong, draft):
        path.write_text(POLICY, encoding="utf-8")
    first, second = lint_files([wrong, draft], Library(folder), TODAY)
    assert [finding.message for finding in first] == [
        f"This is version 2024 of here/fertility, so its place is {wrong.with_name('2024.md')}."
    ]
    assert second == []


def test_a_dictionary_that_cannot_be_read_is_the_fault_of_its_file(tmp_path: Path) -> None:
    """Not of the policies that need it."""
    folder = library_folder(tmp_path, changed(DICTIONARY, ("title: Fertility\n", "")), [POLICY])
    (found,), _ = of_library(folder)
    assert (found.rule, found.place.file) == ("unreadable", str(folder / "services" / "fertility.yaml"))


def test_a_formula_with_an_unknown_fact_is_one_mistake_however_it_is_met(tmp_path: Path) -> None:
    """The policy that needs the dictionary says the same as the dictionary by itself."""
    folder = library_folder(tmp_path, changed(DICTIONARY, ("age(patient date of birth,", "age(patient birthday,")), [POLICY])
    (found,), (again,) = of_library(folder)
    assert (found, found.rule) == (again, "unknown-fact")


def test_every_member_of_a_family_is_looked_at(tmp_path: Path) -> None:
    """A criterion that an area lacks is no clause without logic, a value that was not found no vain condition."""
    folder = hearing.family_folder(hearing.library_folder(tmp_path))
    found = of_library(folder)
    assert [{finding.policy for finding in one} for one in found] == [
        {"north/hearing"}, {"south/hearing"}, {"east/hearing"}, {None},
    ]  # fmt: skip
    for one in found[:-1]:
        assert {"owner-missing", "no-source"} <= {finding.rule for finding in one}
        ours = {"treatment-not-sought"}  # the fault of the dictionary, which has no choice of treatments
        assert {finding.severity for finding in one if finding.rule not in ours} <= {"warning", "doubt"}
    paths = [folder / hearing.FAMILY_PLACE]
    assert list(lint_files(paths, Library(folder), TODAY)) == found[:-1]


def test_two_criteria_whose_values_were_not_found_do_not_mean_the_same(tmp_path: Path) -> None:
    """Nothing is known of either."""
    clause = '## 3. Loss again\n\nHer loss is above {loss} dB.\n\n```criterion\nid: again\nclause: "3"\nfor: [aids]\nmet when: hearing loss >= {loss}\n```\n\n## Example people'
    text = hearing.changed("## Example people", clause, hearing.FAMILY)
    folder = hearing.family_folder(hearing.library_folder(tmp_path), text)
    assert not any(finding.rule == "repeated-clause" for one in of_library(folder) for finding in one)


def test_an_empty_library_has_nothing_in_it(tmp_path: Path) -> None:
    """Not even facts that nothing uses, since no dictionary was needed."""
    assert of_library(library_folder(tmp_path)) == [[]]


def test_a_policy_that_is_not_whole_is_looked_at_as_far_as_it_was_seen(tmp_path: Path) -> None:
    """The criterion that stands for the rest has no block, no wording and no example people."""
    partial = changed(POLICY, ("completeness: whole", "completeness: partial"))
    first, _ = of_library(library_folder(tmp_path, policies=[partial]))
    assert first == []
