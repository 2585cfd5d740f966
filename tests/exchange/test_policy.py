"""A policy as a document."""

from datetime import date
from pathlib import Path

import pytest

from coequal.documents.model import Document, Heading, Listing, Notice, Paragraph, Table
from coequal.exchange.policy import APPENDIX, NOT_FOUND, policy_document
from coequal.lint.lint import lint
from coequal.policies.library import Library
from tests.policies.building import WHOLE, changed, family_folder, library_folder

ON = date(2026, 11, 26)
LOOKED = "Software looked for faults and doubts"


def made(folder: Path, text: str) -> Document:
    """The document of the only policy in a library of its own."""
    library = Library(library_folder(folder, text))
    return policy_document(library.versions("here/hearing")[0], library, ON)


def under(document: Document, heading: str) -> list[object]:
    """The blocks from a heading to the next."""
    blocks = list(document.blocks)
    start = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading) + 1
    end = next((place for place in range(start, len(blocks)) if isinstance(blocks[place], Heading)), len(blocks))
    return blocks[start:end]


def test_it_begins_with_what_must_be_known(tmp_path: Path) -> None:
    """The title, that it is not the policy itself, where it stands, and the notices."""
    document = made(tmp_path, WHOLE)
    assert document.title == "Hearing aids: Here"
    assert "the commissioner's own document stands" in document.lead
    facts = dict(document.facts)
    assert (facts["Area"], facts["Policy"]) == ("Here", "here/hearing, version 2024")
    assert facts["Status"] == "in force, under review; we have seen the whole policy"
    assert facts["As it stood on"] == "26 November 2026"
    assert facts["Fingerprint of the text"].startswith("sha256:")
    assert [block.title for block in document.blocks if isinstance(block, Notice)] == [
        "This policy is under review",
        "The review of this policy is overdue",
        "The body that made this policy has ended",
    ]


def test_each_section_holds_the_wording_and_what_is_taken_from_it(tmp_path: Path) -> None:
    """Amounts as a table, a criterion as a list."""
    document = made(tmp_path, WHOLE)
    assert under(document, "What is funded") == [
        Table(
            "How much is funded",
            ("Treatment", "What", "How much"),
            (
                ("A pair of hearing aids", "aids", "If her hearing loss is at least 30, 2; otherwise 1"),
                ("Batteries", "packs", "Not stated"),
            ),
        )
    ]
    prose, clause = under(document, "1. Hearing loss")
    assert prose == Paragraph("Her hearing loss must be more than 25 dB.")
    assert isinstance(clause, Listing)
    assert clause.items[:2] == ("Only for A pair of hearing aids.", "Met when her hearing loss is above 25.")
    assert under(document, "Where") == [
        Listing(
            (
                "The Ear Clinic (printed on: 2024-05-06)",
                "North: 1 High Street",
                "South: 2 Low Street, Kent, ZZ1 1ZZ",
                "01234 567890; ears@example.org; https://example.org/ears",
            )
        ),
        Listing(("A Van (printed on: 2024-05-06)",)),
    ]
    assert under(document, "Exceptions") == [
        Listing(("Individual funding request.", "Who may ask: Anyone.", "Whom to ask: The panel. It answers."))
    ]


def test_a_list_of_conditions_stands_on_one_line(tmp_path: Path) -> None:
    """What stands under one of them in brackets behind it."""
    document = made(tmp_path, changed("met when: months waiting >= 3", 'met when: works or (serves and (ear = "left" or works))'))
    (clause,) = under(document, "2a, 3. Waiting")
    assert isinstance(clause, Listing)
    assert clause.items[1] == "Met when any of these: she works; all of these: (she serves; it is the left ear, or she works)."


def test_faults_and_doubts_stand_at_the_end(tmp_path: Path) -> None:
    """Each with its clause, or for the whole policy, and what it is in plain words."""
    lead, table, untried = under(made(tmp_path, WHOLE), APPENDIX)
    assert isinstance(lead, Paragraph)
    assert isinstance(table, Table)
    assert ("The whole policy", "For the owner") in {row[:2] for row in table.rows}
    assert ("Clause 1", "Can be read in several ways") in {row[:2] for row in table.rows}
    assert isinstance(untried, Paragraph)


def test_what_was_not_tried_out_is_no_fault_of_the_wording(tmp_path: Path) -> None:
    """A board reads what that means; who exactly is lacking is for whoever keeps the file."""
    somebody = "\n## Example people\n\n```example\nname: somebody\nfacts: {works: true}\noutcome: not known\n```\n"
    *_, table, some = under(made(tmp_path / "some", WHOLE + somebody), APPENDIX)
    *_, none = under(made(tmp_path / "none", WHOLE), APPENDIX)
    assert isinstance(some, Paragraph)
    assert isinstance(none, Paragraph)
    assert some.text.startswith("For some limits in clauses 1")
    assert none.text.startswith("No example people stand in the policy's file.")
    assert isinstance(table, Table)
    assert not [row for row in table.rows if "example p" in row[2]]


def test_a_draft_is_called_a_draft(tmp_path: Path) -> None:
    """There is no other document that stands in its place, so none is spoken of."""
    document = made(tmp_path, changed("status: in force", "status: draft"))
    assert document.lead.startswith("This is a draft of the policy in plain English")
    assert "commissioner's own document" not in document.lead


def test_where_nothing_is_found_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Software looked, and says so; and of what, where it had nobody to try the policy on."""
    library = Library(library_folder(tmp_path / "linted", WHOLE))
    lacking = [one for one in lint(library.versions("here/hearing")[0], library, ON) if one.rule == "no-examples"]
    monkeypatch.setattr("coequal.exchange.policy.lint", lambda *_: lacking)
    said, untried = under(made(tmp_path / "untried", WHOLE), APPENDIX)
    assert said == Paragraph(f"{LOOKED} in the wording, and in what it takes the wording to mean. It found none.")
    assert isinstance(untried, Paragraph)
    monkeypatch.setattr("coequal.exchange.policy.lint", lambda *_: [])
    (said,) = under(made(tmp_path / "none", WHOLE), APPENDIX)
    assert said == Paragraph(f"{LOOKED} in this policy and found none.")


def test_a_rule_that_was_not_found_is_said_not_to_be(tmp_path: Path) -> None:
    """And the family is among the facts."""
    library = Library(family_folder(library_folder(tmp_path)))
    document = policy_document(library.versions("east/hearing")[0], library, ON)
    (_, clause) = under(document, "1. Hearing loss")
    assert isinstance(clause, Listing)
    assert clause.items[1] == NOT_FOUND
    assert dict(document.facts)["Family"].startswith("One of the policies of the family model/hearing")
