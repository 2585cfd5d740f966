"""A policy told as structure; how `coequal show` lays it out is tested there."""

from pathlib import Path

from coequal.criteria.phrases import Phrases
from coequal.policies.library import Library
from coequal.policies.markdown import Prose
from coequal.policies.told import Clause, Providers, Section, Treatments, about, sections
from tests.policies.building import WHOLE, changed, family_folder, library_folder, policy


def told(text: str) -> tuple[Section, ...]:
    """The sections of a policy in a text."""
    found = policy(text)
    return sections(found, Phrases(found.vocabulary.dictionary.facts, str))


def test_each_section_has_the_headings_that_come_first_there() -> None:
    """In the file's order; headings of nothing are left out, at the end too."""
    found = told(f"{WHOLE}\n## Nothing\n")
    assert [[heading.text for heading in section.headings] for section in found] == [
        ["Hearing aids"],
        ["What is funded"],
        ["1. Hearing loss"],
        ["2a, 3. Waiting"],
        ["4: A judgement"],
        ["Where"],
        ["Exceptions"],
    ]


def test_a_block_is_told_as_what_it_is() -> None:
    """Prose stays Markdown; a criterion keeps its own text beside what is told of it."""
    found = told(WHOLE)
    assert found[0].blocks == (Prose("These rules are made up.", found[0].blocks[0].line),)
    (treatments,) = found[1].blocks
    assert isinstance(treatments, Treatments)
    assert treatments.funded[1].amounts == (("packs", "not stated"),)
    prose, clause = found[2].blocks
    assert isinstance(prose, Prose)
    assert isinstance(clause, Clause)
    assert (clause.criterion.id, clause.only_for) == ("hearing-loss", ("A pair of hearing aids",))
    assert [said.line for said in clause.tested] == ["Met when her hearing loss is above 25."]
    assert [said.label for said in clause.remarks] == [
        "Results that count",
        "Otherwise",
        "Our reading",
        "Printed as",
        "Why",
        "Source",
    ]
    assert len(clause.readings) == 3
    (providers,) = found[5].blocks
    assert isinstance(providers, Providers)
    assert [one.name for one in providers.providers] == ["The Ear Clinic", "A Van"]


def test_providers_in_two_blocks_stand_where_their_blocks_do() -> None:
    """Each once."""
    more = "## More\n\n```providers\nprinted on: 2024-05-06\nlist: [{name: A Shop}]\n```\n"
    found = told(WHOLE + more)
    assert [
        [one.name for one in block.providers] for section in found for block in section.blocks if isinstance(block, Providers)
    ] == [
        ["The Ear Clinic", "A Van"],
        ["A Shop"],
    ]


def test_the_top_of_a_policy_names_its_family(tmp_path: Path) -> None:
    """Before all else, and as a sentence without a label."""
    library = Library(family_folder(library_folder(tmp_path)))
    (found,) = library.versions("north/hearing")
    assert [remark.line for remark in about(found, library.organisations)] == [
        "One of the policies of the family model/hearing: one wording, with a table of local values",
        "In force from: printed as 2017-04-01; read as 1 April 2017",
        "Source: A test of The North. ",
    ]


def test_a_criterion_whose_rule_was_not_found_tests_nothing(tmp_path: Path) -> None:
    """What is looked for is not known."""
    library = Library(family_folder(library_folder(tmp_path)))
    (found,) = library.versions("east/hearing")
    clauses = [
        block
        for section in sections(found, Phrases(found.vocabulary.dictionary.facts, library.area))
        for block in section.blocks
        if isinstance(block, Clause)
    ]
    assert [(one.criterion.id, one.tested == ()) for one in clauses] == [("hearing-loss", True), ("waiting", False)]


def test_a_policy_without_prose_has_no_section_without_blocks() -> None:
    """The first section may have no heading."""
    found = told(changed("\n# Hearing aids\n", "\n"))
    assert found[0].headings == ()
