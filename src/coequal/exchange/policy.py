"""A policy as a document for a board or for paper: what stands in its file, what software takes it to mean, and our doubts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from coequal.comparison.naming import titled
from coequal.criteria.phrases import Phrases
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Table, document
from coequal.exchange.prose import prose_blocks
from coequal.facts.dates import say_date
from coequal.lint import people
from coequal.lint.finding import DOUBT, ERROR, WARNING, Finding
from coequal.lint.lint import lint
from coequal.policies.library import Library
from coequal.policies.markdown import Prose
from coequal.policies.model import Exceptions, Policy, Provider, clauses
from coequal.policies.prose import plain
from coequal.policies.standing import standing
from coequal.policies.told import Clause, Condition, Item, Providers, Remark, Said, Treatments, about, item, sections
from coequal.policies.words import SEEN

NOT_THE_POLICY: Final = (
    "This is our wording of the policy in plain English, with what software takes it to mean. "
    "It is not the policy itself: the commissioner's own document stands. Software assesses, people decide."
)
A_DRAFT: Final = (
    "This is a draft of the policy in plain English, with what software takes each clause to mean. "
    "It binds nobody until the commissioner has decided it. Software assesses, people decide."
)
APPENDIX: Final = "Appendix: what software found, and could not check"
_LOOKED: Final = "Software looked for faults and doubts in the wording, and in what it takes the wording to mean"
_KINDS: Final = {ERROR: "To be mended", WARNING: "For the owner", DOUBT: "Can be read in several ways"}
_OF_EXAMPLES: Final = frozenset(rule.name for rule in people.RULES)
NOT_FOUND: Final = "What the policy asks for here was not found, so software can never say whether it is met."


def policy_document(policy: Policy, library: Library, on: date) -> Document:
    """The document of a policy as it stands on a day."""
    review = ", under review" if policy.under_review else ""
    facts = [
        ("Area", policy.area),
        ("Service", policy.vocabulary.dictionary.title),
        ("Policy", f"{policy.id}, version {policy.version}"),
        ("Status", f"{policy.status}{review}; {SEEN[policy.completeness]}"),
        *((remark.label or "Family", remark.text) for remark in about(policy, library.organisations)),
        ("As it stood on", say_date(on)),
        ("Fingerprint of the text", policy.digest),
    ]
    blocks = [*policy_blocks(policy, library, on), *_doubts(policy, library, on)]
    lead = A_DRAFT if policy.status == "draft" else NOT_THE_POLICY
    return document(titled(policy), lead, blocks, facts)


def policy_blocks(policy: Policy, library: Library, on: date) -> Iterator[Block]:
    """What has to be said of how a policy stands on a day, and then what stands in its file."""
    for notice in standing(policy, library.organisations, on):
        yield Notice(notice.title, notice.says)
    for section in sections(policy, Phrases(policy.vocabulary.dictionary.facts, library.area)):
        for heading in section.headings:
            yield Heading(plain(heading.text), 2 if heading.level <= 2 else 3)
        for block in section.blocks:
            yield from _said(block)


def _said(block: Said) -> Iterator[Block]:
    match block:
        case Prose(text=text):
            yield from prose_blocks(text)
        case Treatments(funded=funded):
            rows = tuple((one.name, what, _capital(amount)) for one in funded for what, amount in one.amounts)
            yield Table("How much is funded", ("Treatment", "What", "How much"), rows)
        case Clause():
            yield Listing(tuple(_clause(block)))
        case Providers(providers=providers):
            yield from (Listing((f"{one.name} (printed on: {one.printed_on})", *_provider(one))) for one in providers)
        case _:
            yield Listing(tuple(_exceptions(block)))


def _clause(clause: Clause) -> Iterator[str]:
    if clause.only_for:
        yield f"Only for {'; '.join(clause.only_for)}."
    if not clause.criterion.found:
        yield NOT_FOUND
    yield from (one_line(said) for said in (*clause.tested, *clause.remarks, *clause.readings))


def one_line(said: Remark | Condition) -> str:
    """What is told of a criterion on one line, a list under it too."""
    told = item(said)
    return f"{told.text} {_joined(told.under)}." if told.under else told.text


def _joined(items: Sequence[Item]) -> str:
    """The lines of a list one after the other; what stands under one of them in brackets behind it."""
    return "; ".join(f"{one.text} ({_joined(one.under)})" if one.under else one.text for one in items)


def _provider(provider: Provider) -> Iterator[str]:
    for site in provider.sites:
        yield f"{site.name}: {', '.join(part for part in (site.address, site.county, site.postcode) if part)}"
    if found := [one for one in (provider.telephone, provider.email, provider.web) if one]:
        yield "; ".join(found)


def _exceptions(found: Exceptions) -> Iterator[str]:
    yield _capital(f"{found.route}.")
    yield f"Who may ask: {found.who_may_ask}"
    yield f"Whom to ask: {found.whom}{f' {found.then}' if found.then else ''}"


def _doubts(policy: Policy, library: Library, on: date) -> Iterator[Block]:
    yield Heading(APPENDIX)
    every = lint(policy, library, on)
    untried = [one for one in every if one.rule in _OF_EXAMPLES]
    if found := [one for one in every if one.rule not in _OF_EXAMPLES]:
        rows = tuple(
            (_capital(clauses(one.place.clause)) if one.place.clause else "The whole policy", _KINDS[one.severity], one.message)
            for one in found
        )
        yield Paragraph(f"{_LOOKED}.")
        yield Table("What was found", ("Where", "What it is", "What was found, and what to do"), rows)
    elif untried:
        yield Paragraph(f"{_LOOKED}. It found none.")
    else:
        yield Paragraph("Software looked for faults and doubts in this policy and found none.")
    if untried:
        yield Paragraph(_untried(untried))


def _untried(found: Sequence[Finding]) -> str:
    """What software could not try out, for lack of example people; `coequal lint` names each who is lacking."""
    lacking = list(dict.fromkeys(one.place.clause for one in found if one.place.clause))
    if not lacking:
        return (
            "No example people stand in the policy's file. So nothing has been tried out that would show whether software "
            "takes the clauses to mean what they say."
        )
    numbers = list(dict.fromkeys(number for clause in lacking for number in clause.split(", ")))
    return (
        f"For some limits in {clauses(', '.join(numbers))} no example person in the policy's file stands just under them, at "
        "them and just over them. So it has not been tried out on whom exactly they turn."
    )


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
