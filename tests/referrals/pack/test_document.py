"""The pack as a document, and the empty form."""

import json
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from coequal.documents.kept import kept
from coequal.documents.model import Document, Heading, Notice, Paragraph, Table
from coequal.documents.pdf import pdf
from coequal.documents.word import word
from coequal.referrals.pack.blank import blank_of
from coequal.referrals.pack.document import BY_HAND, document_of, signing
from tests.documents.test_pdf import pages
from tests.referrals.pack.people_of_the_library import (
    ELIGIBLE,
    HEARING,
    MODEL,
    NORFOLK,
    REFERRED,
    REFERRER,
    packed,
    people_of,
    person,
    rules_of,
)


def whole(document: Document) -> str:
    """All that a document says."""
    return json.dumps(kept(document), ensure_ascii=False)


def tables(document: Document) -> dict[str, Table]:
    """The tables by their captions."""
    return {block.caption: block for block in document.blocks if isinstance(block, Table)}


def test_first_what_is_asked_for_whom() -> None:
    """Then how the policy is met, the investigations, what is declared, who signs, where to send it, and the source."""
    document = document_of(packed(person(ELIGIBLE)))
    assert document.title == "Referral: IVF, with ICSI if needed"
    assert document.lead.startswith("IVF, with ICSI if needed is asked for (fresh cycles: 2; embryo transfers: 4).")
    assert "It is no decision." in document.lead
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "Who is referred, and who refers",
        "How the policy is met",
        "Investigations",
        "Declarations",
        "Signature",
        "Where it can be sent",
        "Source",
    ]


def test_who_is_referred_and_who_refers() -> None:
    """As they were given, the NHS number in three parts; a detail that nobody has takes no row."""
    found = tables(document_of(packed(person(ELIGIBLE))))
    assert found["Who is referred"].rows[:3] == (
        ("Name", "Wilhelmina Example", "Robin Example"),
        ("NHS number", "999 000 0018", "999 000 0026"),
        ("Date of birth", "4 March 1990", "20 November 1988"),
    )
    assert ("Role", REFERRER.role) in found["Who refers"].rows


def test_who_is_not_given_is_filled_in_by_hand() -> None:
    """There is a line for each detail, and for a partner only where there is one."""
    found = tables(document_of(packed(person(ELIGIBLE), None, None)))
    assert set(found["Who is referred"].rows[0][1:]) == {BY_HAND}
    assert len(found["Who is referred"].rows) == 6
    assert {row[1] for row in found["Who refers"].rows} == {BY_HAND}
    alone = tables(document_of(packed(person(ELIGIBLE, partner="none"), None, None)))
    assert alone["Who is referred"].head == ("Detail", "Patient")


def test_each_rule_has_its_clause_what_is_known_the_day_and_the_status() -> None:
    """One result is dated by itself, several each by what it is."""
    rows = {row[0]: row[1:] for row in tables(document_of(packed(person(ELIGIBLE))))["The rules"].rows}
    assert rows["Rubella (clause 17)"] == ("She is immune to rubella.", "met")
    assert rows["Ovarian reserve (clause 1)"][0].endswith(
        "Results: her AMH 1 February 2023; her FSH on day 2 of the cycle 10 March 2023."
    )
    one = person(ELIGIBLE, patient_BMI={"value": "24.1", "date": "2023-04-01"})
    rows = {row[0]: row[1:] for row in tables(document_of(packed(one)))["The rules"].rows}
    assert rows["Body mass index (clause 4)"][0].endswith("Result of 1 April 2023.")


def test_investigations_say_how_long_they_count() -> None:
    """The last day of referral, and the day after which they are repeated if treatment has not begun."""
    rows = {row[0]: row[1:] for row in tables(document_of(packed(person(ELIGIBLE))))["Tests, and how long they count"].rows}
    assert rows["Her tests for hepatitis B, hepatitis C and HIV (clause 15)"][1:] == ("15 November 2024", "15 February 2023")
    assert rows["Chlamydia (clause 15)"] == ("She was screened for chlamydia.", "no end is set", "no day is set")


def test_the_reading_comes_before_any_yes() -> None:
    """Where another reading changes the outcome, the first thing that stands there says so."""
    document = document_of(packed(person("BMI exactly 30")))
    assert "It depends on how the policy is read. Software" in document.lead
    assert document.blocks[0] == Notice(
        "It depends on how the policy is read",
        "Body mass index (clause 4). Here: Both ends belong to the range. Otherwise, read as “below 30”: not eligible.",
    )


def test_it_says_that_it_is_specially_protected() -> None:
    """Since it tells about fertility."""
    for document in (document_of(packed(person(ELIGIBLE))), blank_of(rules_of(NORFOLK))):
        assert any(isinstance(block, Notice) and block.title == "Specially protected" for block in document.blocks)
    assert "Specially protected" not in whole(blank_of(rules_of(HEARING)))
    assert "Specially protected" not in whole(document_of(replace(packed(person(ELIGIBLE)), protected=False)))


def test_providers_are_to_be_confirmed() -> None:
    """With each site as printed, and the day on which it was printed."""
    found = whole(document_of(packed(person(ELIGIBLE))))
    assert "Unit 3 The Apex, Gateway 11, " in found
    assert "NR18 0WF" in found
    assert "Telephone 01954 717210; e-mail bournhall.referrals@nhs.net" in found
    assert "The date on which this was printed: not stated. Confirm it before you send anything." in found


def test_a_policy_may_name_no_provider() -> None:
    """Then there is no such part; what is not known, and what was assumed, has one."""
    found = whole(document_of(packed(person("a couple who meets every rule", MODEL), None, None)))
    assert "Where it can be sent" not in found
    assert "Investigations" not in found
    assert "The date since which she has not smoked" in found
    assumed = document_of(packed(person(ELIGIBLE, treatment_sought={"not known": "not asked"})))
    assert "What was assumed" in whole(assumed)


def test_a_policy_may_ask_for_no_declaration() -> None:
    """Then there is no such part either."""
    assert "Declarations" not in whole(document_of(replace(packed(person(ELIGIBLE)), declarations=())))


def test_it_becomes_a_pdf_and_a_word_file() -> None:
    """Of up to three pages, with the same words."""
    document = document_of(packed(person(ELIGIBLE)))
    printed = pdf(document)
    assert printed.startswith(b"%PDF")
    assert 1 <= pages(printed) <= 3
    cells = [cell.text for table in docx.Document(BytesIO(word(document))).tables for row in table.rows for cell in row.cells]
    assert "Wilhelmina Example" in cells


@pytest.mark.parametrize("policy", [NORFOLK, MODEL])
def test_every_complete_pack_can_be_written_out(policy: str) -> None:
    """All example people who have one."""
    for one in people_of(policy):
        if one.ready:
            found = whole(document_of(packed(one, REFERRER, None)))
            assert REFERRER.name in found
            assert REFERRED.name not in found


def test_the_empty_form_asks_about_safety_first() -> None:
    """And says what to do instead, before anybody's name is written down."""
    document = blank_of(rules_of(NORFOLK))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings[0] == "Before all else"
    assert "Send nothing. Do not refer. Contact the designated nurse or doctor of the board" in whole(document)
    assert tables(document)["For whoever refers"].rows == (
        ("Whether a concern for the welfare of a child was disclosed", "yes / no / not known"),
    )


def test_the_empty_form_asks_for_every_fact_once() -> None:
    """By who can say it, with the answers to choose from, the unit, and room for the date of a result."""
    found = tables(blank_of(rules_of(NORFOLK)))
    assert ("Her AMH", "____________ pmol/L", "____________") in found["The patient or a clinician can say"].rows
    assert ("Whether she has a partner", "none / man / woman / not known", "") in found["The patient or a clinician can say"].rows
    assert ("Whether she is immune to rubella", "yes / no / not known") in found["A clinician can say"].rows
    assert ("Treatment", "IVF, with ICSI if needed / IUI without stimulation") in found["What is asked for"].rows
    asked = [row[0] for table in found.values() if table.head[0] == "What is asked" for row in table.rows]
    assert len(asked) == len(set(asked))


def test_the_empty_form_of_another_service_asks_what_that_needs() -> None:
    """No partner, nothing about safety, and one treatment without a choice."""
    found = blank_of(rules_of(HEARING))
    assert "Partner" not in whole(found)
    assert "Before all else" not in whole(found)
    assert pdf(found).startswith(b"%PDF")


def test_nobody_signs_on_a_page_without_what_is_signed() -> None:
    """The heading, the sentence and the lines for a signature are kept together."""
    heading, sentence, lines = signing()
    assert isinstance(heading, Heading)
    assert isinstance(sentence, Paragraph)
    assert sentence.leads
    assert isinstance(lines, Table)
    assert lines.short
