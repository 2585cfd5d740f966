"""The summary of a check on one page, to print and take along. It is made from what is sent, and not kept."""

from collections.abc import Iterator, Sequence

from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, document
from coequal.eligibility.outcome import FOR_JUDGEMENT, MET, NOT_KNOWN, NOT_MET
from coequal.eligibility.told import deciding
from coequal.facts.dates import say_date
from coequal.web.checker.result import Result, without_own_words

_FEW = 8  # it is to fit on a page


def summary(found: Result) -> Document:
    """A page for the GP, or for a clinician's own notes: the headline, what is not met or not known, the answers."""
    policy, head = found.policy, found.headline
    facts = (
        ("Policy", f"{policy.title}, {policy.area}, version {policy.version}"),
        ("Checked on", say_date(found.checking.state.day)),
    )
    lead = " ".join(filter(None, (found.checking.warning, f"{head.title}.", *head.sentences, head.in_part)))
    title = "Summary of an assessment" if found.for_clinician else "Summary for your GP"
    return document(title, lead, list(_blocks(found)), facts)


def _blocks(found: Result) -> Iterator[Block]:
    if found.for_clinician and found.told.stop:
        yield Notice("For professionals only", "Do not hand it to the patient.")
    yield Paragraph("This is no decision. Software assesses; people decide. The commissioner's own document stands.")
    yield from _rules(found)
    yield from _missing(found)
    yield from _given(found)
    where = f" ({found.told.source.url})" if found.told.source.url else ""
    yield Paragraph(f"The policy as we read it comes from: {found.told.source.title}{where}.")


def _rules(found: Result) -> Iterator[Block]:
    """What is not met, with the reasons; what is to be judged or not known; what is met, in one line."""
    assessment = found.assessment
    not_met = [f"{one.criterion.cited}: {without_own_words(one.reason)}" for one in deciding(assessment, NOT_MET)]
    readings = [f"{one.criterion.cited}, read as “{one.label}”: {one.outcome}" for one in found.told.readings]
    if not_met or readings:
        yield Heading("What stands in the way" if not_met else "How the policy is read")
        yield Listing((*not_met, *readings))
    if found.told.exceptional:
        route = found.told.exceptional
        yield Paragraph(f"If the circumstances are exceptional: {route.route}. Who may ask: {route.who_may_ask}")
    yield Heading("The rules")
    for says, status in (("For a person to judge", FOR_JUDGEMENT), ("Not known, to be confirmed", NOT_KNOWN), ("Met", MET)):
        cited = [one.criterion.cited for one in deciding(assessment, status)]
        if cited:
            yield Paragraph(f"{says}: {'; '.join(cited)}.")


def _missing(found: Result) -> Iterator[Block]:
    """The facts that could change the result, by who can say them, in the words of the policy."""
    if found.told.missing:
        yield Heading("What is missing")
    for who, wanted in found.told.missing:
        says = [f"{one.fact.says}{' (a current result)' if one.out_of_date else ''}" for one in wanted]
        yield Paragraph(f"{_WHO[who]}: {_few(says)}.")


def _given(found: Result) -> Iterator[Block]:
    yield Heading("What was said")
    if found.says_she:
        yield Paragraph("“She” is the person who would be treated and carry the pregnancy.")
    if found.facts_given:
        yield Paragraph(f"{_sentence('; '.join(found.facts_given))}.")
    if found.not_known:
        yield Paragraph(f"Not known: {'; '.join(found.not_known)}.")
    yield Paragraph(f"What was assumed: {' '.join(found.assumptions) or 'nothing.'}")


def _few(says: Sequence[str]) -> str:
    more = [f"and {len(says) - _FEW} more"] if len(says) > _FEW else []
    return "; ".join((*says[:_FEW], *more))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


_WHO = {"anyone": "The patient or a clinician can say", "clinician": "A clinician can say", "nobody": "Still to be planned"}
