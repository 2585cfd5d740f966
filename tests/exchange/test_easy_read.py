"""A policy in easy words."""

from datetime import date
from itertools import takewhile
from pathlib import Path

import pytest

from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph
from coequal.exchange.easy.document import easy_read
from coequal.policies.library import Library
from tests.cli.running import POLICY
from tests.policies.building import WHOLE, changed, family_folder, library_folder

ON = date(2026, 11, 26)


def made(folder: Path, text: str = WHOLE) -> Document:
    """The document of the only policy in a library of its own."""
    library = Library(library_folder(folder, text))
    return easy_read(library.versions("here/hearing")[0], library, ON)


def under(document: Document, heading: str) -> tuple[str, ...]:
    """The sentences under a heading, in lists or before them."""
    return tuple(sentence for block in blocks_under(document, heading) for sentence in sentences(block))


def blocks_under(document: Document, heading: str) -> list[Block]:
    """The blocks between a heading and the next."""
    start = next(place for place, block in enumerate(document.blocks) if isinstance(block, Heading) and block.text == heading)
    return list(takewhile(lambda block: not isinstance(block, Heading), document.blocks[start + 1 :]))


def sentences(block: Block) -> tuple[str, ...]:
    """What a list or a paragraph says."""
    assert isinstance(block, Listing | Paragraph)
    return block.items if isinstance(block, Listing) else (block.text,)


def test_it_says_at_its_top_how_it_was_made_and_who_can_help(tmp_path: Path) -> None:
    """Before anything else; then what must be known of the policy."""
    document = made(tmp_path)
    assert (document.title, document.lead) == ("Hearing aids: easy read", "These are the rules on hearing of Here.")
    first, second, *_ = document.blocks
    assert isinstance(first, Notice)
    assert "Software made this" in first.text
    assert "not been tried with people who use easy read" in first.text
    assert "You can ask somebody to help you" in first.text
    assert isinstance(second, Notice)
    assert second.text == "Its source says so. The rules may change."


def test_each_row_of_a_table_is_a_sentence(tmp_path: Path) -> None:
    """With what its cells are of, since there are no columns to look up at."""
    table = "These are the limits.\n\n| ear | limit |\n| --- | --- |\n| left | thirty dB |\n| right | 40 dB |\n\nAsk first."
    document = made(tmp_path, WHOLE.replace("Her hearing loss must be more than 25 dB.", table, 1))
    said = under(document, "1. Hearing loss")
    assert said[:4] == ("These are the limits.", "ear: left, limit: thirty dB.", "ear: right, limit: 40 dB.", "Ask first.")


def test_what_follows_when_a_rule_is_not_met_is_never_said_as_a_fact(tmp_path: Path) -> None:
    """It stands after the words that say when it is so."""
    assert under(made(tmp_path), "1. Hearing loss") == (
        "Her hearing loss must be more than 25 dB.",
        "This rule is only for a pair of hearing aids.",
        "This rule can be read in more than one way.",
        "Ask which way is meant.",
        "If this rule is not met:",
        "Measure again in a year.",
    )


def test_words_that_introduce_something_stand_before_a_list_of_what_they_introduce(tmp_path: Path) -> None:
    """What the next rule says is in another list, so that it is not taken for something that follows."""
    assert blocks_under(made(tmp_path), "1. Hearing loss")[1:] == [
        Paragraph("If this rule is not met:"),
        Listing(("Measure again in a year.",)),
    ]
    document = made(tmp_path / "two", changed('clause: "7"\n', 'clause: "7"\notherwise: Ask your GP.\n'))
    shown = blocks_under(document, "4: A judgement")
    introduced = shown[shown.index(Paragraph("If this is so for you:")) + 1]
    assert introduced == Listing(("Another body decides: The army.", "Ask your GP."))


@pytest.mark.parametrize(
    ("clause", "says"),
    [
        ("5", ("A person decides about this.",)),
        ("6", ("If this has not been done yet:",)),
        ("7", ("If this is so for you:", "Another body decides: The army.")),
        ("8", ("If this is not done:",)),
        ("9", ("If this is not so:",)),
    ],
)
def test_when_something_follows_is_said_by_the_kind_of_the_rule(tmp_path: Path, clause: str, says: tuple[str, ...]) -> None:
    """A test that is still to be done, a person's judgement and another body's decision are no rules that somebody fails."""
    document = made(tmp_path, changed(f'clause: "{clause}"\n', f'clause: "{clause}"\notherwise: Ask your GP.\n'))
    said = under(document, "4: A judgement")
    place = said.index("Ask your GP.")
    assert said[place - len(says) : place] == says
    assert "If this rule is not met:" not in said


def test_what_follows_where_a_person_may_have_to_judge(tmp_path: Path) -> None:
    """Said only of the case in which one has to; of a rule after which nothing follows, nothing is said but who decides."""
    assert under(made(tmp_path), "4: A judgement") == (
        "A person decides about this.",
        "If this is so for you:",
        "Another body decides: The army.",
    )
    document = made(tmp_path, changed("judged when: serves\n", "judged when: serves\notherwise: The panel looks at her case.\n"))
    assert under(document, "4: A judgement")[:2] == ("If a person has to judge:", "The panel looks at her case.")


def test_a_rule_for_some_treatments_names_them(tmp_path: Path) -> None:
    """Those whose names begin with a word as people say it, with a small letter; a rule for all names none."""
    text = changed("batteries: {name: Batteries, packs: not stated}", "batteries: {name: NHS batteries, packs: not stated}")
    text = text.replace("\n```\n\n## 1. Hearing", "\nmoulds: {name: Ear moulds, moulds: not stated}\n```\n\n## 1. Hearing")
    said = under(made(tmp_path, text.replace("for: [aids]", "for: [batteries, moulds]")), "1. Hearing loss")
    assert "This rule is only for NHS batteries and for ear moulds." in said
    every = under(made(tmp_path / "every", text.replace("for: [aids]\n", "")), "1. Hearing loss")
    assert not [one for one in every if one.startswith("This rule is only for")]


def test_an_unseen_part_has_a_sentence_of_its_own(tmp_path: Path) -> None:
    """Where the policy was seen whole, there is none."""
    unseen = Heading("Rules that we have not seen")
    assert unseen not in made(tmp_path).blocks
    document = made(tmp_path / "partial", changed("completeness: whole", "completeness: partial"))
    assert under(document, unseen.text) == (
        "There may be more rules that we have not seen.",
        "Ask the commissioner for its whole policy.",
    )


def test_every_part_has_its_sentences(tmp_path: Path) -> None:
    """Treatments, places, exceptions, and whom to ask; a heading of nothing to say has no list."""
    document = made(tmp_path)
    assert under(document, "What is funded") == (
        "A treatment that may be paid for: A pair of hearing aids.",
        "A treatment that may be paid for: Batteries.",
    )
    assert under(document, "Where") == (
        "A place that gives treatment: The Ear Clinic. 01234 567890; ears@example.org; https://example.org/ears",
        "A place that gives treatment: A Van.",
    )
    assert under(document, "Exceptions") == (
        "You can ask for treatment even if you do not meet the rules.",
        "This is called: individual funding request.",
        "Who can ask: Anyone.",
        "Ask here: The panel.",
        "It answers.",
    )
    assert under(document, "Whom you can ask")[:2] == (
        "NHS Here ICB answers for these rules on 26 November 2026.",
        "Your GP practice can tell you more.",
    )
    assert not isinstance(document.blocks[document.blocks.index(Heading("2a, 3. Waiting")) + 1], Listing)


def test_an_exception_may_have_no_more_to_say(tmp_path: Path) -> None:
    """Then nothing follows whom to ask."""
    assert under(made(tmp_path, changed("then: It answers.\n", "")), "Exceptions")[-1] == "Ask here: The panel."


def test_a_rule_that_was_not_found_is_said_not_to_be(tmp_path: Path) -> None:
    """Rather than left out."""
    library = Library(family_folder(library_folder(tmp_path)))
    document = easy_read(library.versions("east/hearing")[0], library, ON)
    assert "What the policy asks for here was not found, so software can never say whether it is met." in under(
        document, "1. Hearing loss"
    )


def test_the_shipped_policy_is_short_and_explains_its_words() -> None:
    """Half of its sentences have 12 words or fewer, and each hard word is explained once."""
    library = Library()
    document = easy_read(library.versions(POLICY)[-1], library, ON)
    said = [item for block in document.blocks if isinstance(block, Listing) for item in block.items]
    assert len([item for item in said if len(item.split()) <= 12]) * 2 >= len(said)
    hard = [item for item in said if item.startswith("Hard word: ")]
    assert len(hard) == len(set(hard)) >= 6
