"""A policy in easy words, made by software from the plain wording, which it says at its top."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from coequal.criteria.phrases import Phrases
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph
from coequal.exchange.easy.words import Explained, digits, hard_words, short_sentences
from coequal.exchange.policy import NOT_FOUND
from coequal.facts.dates import say_date
from coequal.policies.library import Library
from coequal.policies.markdown import Prose
from coequal.policies.model import NOT_SEEN, Criterion, Exceptions, Policy
from coequal.policies.prose import paragraphs, plain, table_words
from coequal.policies.standing import answering, standing
from coequal.policies.told import Clause, Providers, Said, Treatments, sections

MADE_BY_SOFTWARE = (
    "Software made this from our plain words. "
    "It has not been tried with people who use easy read. "
    "It may still be hard to read. "
    "You can ask somebody to help you: a friend, somebody in your family, somebody who supports you, or your GP practice."
)
_ONLY_THEN: Final = {  # by kind, when what follows holds
    "requirement": "If this rule is not met:",
    "readiness": "If this has not been done yet:",
    "judgement": "If a person has to judge:",
    "elsewhere": "If this is so for you:",
    "duty": "If this is not done:",
    "information": "If this is not so:",
}
NOT_THE_POLICY = "This is not the policy itself. The policy is the commissioner's own document. A person decides, not software."


def easy_read(policy: Policy, library: Library, on: date) -> Document:
    """The document of a policy in easy words, as it stands on a day."""
    lead = f"These are the rules on {policy.vocabulary.dictionary.title.lower()} of {policy.area}."
    return Document(f"{policy.title}: easy read", lead, tuple(_blocks(policy, library, on)), large=True)


def _blocks(policy: Policy, library: Library, on: date) -> Iterator[Block]:
    yield Notice("How this was made", MADE_BY_SOFTWARE)
    for notice in standing(policy, library.organisations, on):
        yield Notice(notice.title, " ".join(short_sentences(notice.says)))
    explained = Explained(hard_words(policy.vocabulary.dictionary))
    for section in sections(policy, Phrases(policy.vocabulary.dictionary.facts, library.area)):
        for heading in section.headings:
            yield Heading(digits(plain(heading.text)), 2 if heading.level <= 2 else 3)
        yield from _lists([[*_explaining(_said(block), explained)] for block in section.blocks])
    yield from _unseen(policy)
    yield from _asking(policy, library, on)


def _lists(parts: Iterable[Sequence[str]]) -> Iterator[Block]:
    """Sentences as lists; one that introduces what follows it stands before a list of its own, which the next part is not in."""
    items: list[str] = []
    for part in parts:
        introduced = False
        for sentence in part:
            if Paragraph(sentence).leads:
                yield from _list(items)
                yield Paragraph(sentence)
                items, introduced = [], True
            else:
                items.append(sentence)
        if introduced:
            yield from _list(items)
            items = []
    yield from _list(items)


def _list(items: Sequence[str]) -> Iterator[Block]:
    """A list, unless nothing is in it."""
    if items:
        yield Listing(tuple(items))


def _explaining(said: Iterable[str], explained: Explained) -> Iterator[str]:
    """Sentences, each followed by the hard words that come in it for the first time."""
    for sentence in said:
        yield sentence
        yield from explained.after(sentence)


def _said(block: Said) -> Iterator[str]:
    """What a block says in easy words. What a criterion tests stands in the prose above it, so only what follows is said."""
    match block:
        case Prose(text=text):
            for part in paragraphs(text):
                rows = table_words(part)
                yield from (f"{digits(row)}." for row in rows) if rows else short_sentences(part)
        case Treatments(funded=funded):
            yield from (f"A treatment that may be paid for: {one.name}." for one in funded)
        case Clause():
            yield from _clause(block)
        case Providers(providers=providers):
            for one in providers:
                ways = "; ".join(way for way in (one.telephone, one.email, one.web) if way)
                yield f"A place that gives treatment: {one.name}. {ways}".strip()
        case _:
            yield from _exceptions(block)


def _clause(clause: Clause) -> Iterator[str]:
    """For which treatments a rule is, whether it can be read in another way, and what follows, in the case in which it does."""
    criterion = clause.criterion
    if clause.only_for:
        yield f"This rule is only for {' and for '.join(map(_inside, clause.only_for))}."
    yield from short_sentences("" if criterion.found else NOT_FOUND)
    if clause.readings:
        yield "This rule can be read in more than one way."
        yield "Ask which way is meant."
    yield from _following(criterion)


def _following(criterion: Criterion) -> Iterator[str]:
    """What follows, after the words that say when; a judgement that tests nothing is always a person's."""
    then = [*short_sentences(criterion.otherwise or "")]
    if criterion.commissioner:
        then.insert(0, f"Another body decides: {criterion.commissioner}.")
    if criterion.kind == "judgement" and criterion.condition is None:
        yield "A person decides about this."
    elif then:
        yield _ONLY_THEN[criterion.kind]
    yield from then


def _inside(name: str) -> str:
    """The name of a treatment inside a sentence: its first letter small, but for one such as IVF."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _unseen(policy: Policy) -> Iterator[Block]:
    """That there may be more rules, where a part of the policy has not been seen."""
    for criterion in policy.criteria:
        if criterion.kind == NOT_SEEN:
            yield Heading("Rules that we have not seen")
            yield Listing(("There may be more rules that we have not seen.", *short_sentences(criterion.otherwise or "")))


def _exceptions(found: Exceptions) -> Iterator[str]:
    yield "You can ask for treatment even if you do not meet the rules."
    yield f"This is called: {found.route}."
    yield f"Who can ask: {found.who_may_ask}"
    yield f"Ask here: {found.whom}"
    yield from short_sentences(found.then or "")


def _asking(policy: Policy, library: Library, on: date) -> Iterator[Block]:
    """Whom to ask, as far as that is known; no address is made up."""
    yield Heading("Whom you can ask")
    bodies = answering(policy, library.organisations, on)
    said = [f"{body.name} answers for these rules on {say_date(on)}." for body in bodies]
    yield Listing((*said, "Your GP practice can tell you more.", *short_sentences(NOT_THE_POLICY)))
