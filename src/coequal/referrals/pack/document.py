"""A referral pack as a document that PDF, Word and web pages are made from: first what is asked for whom."""

from collections.abc import Iterator

from coequal.comparison.naming import titled
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Table, document
from coequal.facts.dates import say_date
from coequal.policies.model import Policy, Provider, clauses
from coequal.referrals.pack.model import Investigation, Pack, Row, Said
from coequal.referrals.pack.people import Referred, Referrer
from coequal.referrals.pack.welfare import require_no_stop

BY_HAND = "________________________________"
_NOBODY = Referrer("", "", "")


def document_of(pack: Pack) -> Document:
    """The pack as a document. Raises `WelfareStop`."""
    require_no_stop(pack.assessment)
    amounts = "; ".join(f"{name}: {amount}" for name, amount in pack.amounts)
    facts = (
        *about(pack.policy),
        ("Date of referral", say_date(pack.referred_on)),
        ("Made on", say_date(pack.made_on)),
    )
    asked = f"{pack.treatment} is asked for{f' ({amounts})' if amounts else ''}."
    depends = " It depends on how the policy is read." if pack.readings else ""
    found = (
        "Software filled this in from the facts that were given, and found every rule met as it is read here. It is no decision."
    )
    lead = f"{asked}{depends} {found}"
    return document(f"Referral: {pack.treatment}", lead, list(_blocks(pack)), facts)


def about(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Which policy it is, and which text of it."""
    return (
        ("Policy", titled(policy)),
        ("Version", policy.version),
        ("Fingerprint of its text", policy.digest.removeprefix("sha256:")[:16]),
    )


def _blocks(pack: Pack) -> Iterator[Block]:
    yield from _readings(pack)
    if pack.protected:
        yield PROTECTED
    yield Heading("Who is referred, and who refers")
    yield from people(pack.referred, pack.referrer, with_partner=pack.with_partner)
    yield Heading("How the policy is met")
    yield Table("The rules", ("Rule", "What is known", "Status"), tuple(map(_row, pack.rows)))
    yield from _investigations(pack)
    if pack.declarations:
        said = (f"{_sentence(one.says)}{f' ({clauses(one.clause)})' if one.clause else ''}." for one in pack.declarations)
        yield Heading("Declarations")
        yield Listing(tuple(said))
    if pack.open:
        yield Heading("Not known, and to be confirmed")
        yield Paragraph("Every rule is met without these. Known, they could change that.")
        yield Listing(tuple(map(_sentence, pack.open)))
    if pack.assumptions:
        yield Heading("What was assumed")
        yield Listing(pack.assumptions)
    yield from signing()
    yield from providers(pack.providers)
    yield from source(pack.policy)


PROTECTED = Notice(
    "Specially protected",
    "This form tells about fertility or pregnancy. Give it only to those who need it to refer or to treat, and keep it apart.",
)


def people(referred: Referred | None, referrer: Referrer | None, *, with_partner: bool) -> Iterator[Block]:
    """Who is referred, the partner if there is one, and who refers; a line to write on where somebody is not given."""
    patient, partner = _about(referred), _about(referred.partner if referred else None)
    if with_partner or (referred and referred.partner):
        both = ((name, own, other) for (name, own), (_, other) in zip(patient, partner, strict=True) if own or other)
        yield Table("Who is referred", ("Detail", "Patient", "Partner"), tuple(both))
    else:
        yield Table("Who is referred", ("Detail", "Patient"), tuple((name, own) for name, own in patient if own))
    asking = ((name, value or BY_HAND) for name, value in (referrer or _NOBODY).details if value or referrer is None)
    yield Table("Who refers", ("Detail", "Answer"), tuple(asking))


def _about(person: Referred | None) -> tuple[tuple[str, str], ...]:
    """The details of somebody, each by its name; of nobody, a line for each."""
    digits = "".join(person.nhs_number.split()) if person else ""
    found = person or Referred("")
    details = (
        ("Name", found.name),
        ("NHS number", " ".join(filter(None, (digits[:3], digits[3:6], digits[6:])))),
        ("Date of birth", say_date(found.born) if found.born else ""),
        ("Address", found.address),
        ("Telephone", found.telephone),
        ("E-mail", found.email),
    )
    return details if person else tuple((name, BY_HAND) for name, _ in details)


def _row(row: Row) -> tuple[str, str, str]:
    return row.cited, f"{row.reason}{_results(row.facts)}", row.status


def _results(facts: tuple[Said, ...]) -> str:
    """The days of the results among some facts, as a sentence behind another; empty where none has one."""
    dated = [(one.about, say_date(one.on)) for one in facts if one.on]
    match dated:
        case []:
            return ""
        case [(_, day)]:
            return f" Result of {day}."
        case _:
            return f" Results: {'; '.join(f'{about} {day}' for about, day in dated)}."


def _investigations(pack: Pack) -> Iterator[Block]:
    if pack.investigations:
        head = ("Investigation", "Result, with its date", "Counts for a referral until", "To be repeated if treatment starts after")
        yield Heading("Investigations")
        yield Table("Tests, and how long they count", head, tuple(map(_investigation, pack.investigations)))


def _investigation(one: Investigation) -> tuple[str, str, str, str]:
    until = say_date(one.until) if one.until else "no end is set"
    first = min((day for _, day in one.repeat), default=None)
    return one.cited, _known(one.results), until, say_date(first) if first else "no day is set"


def _known(facts: tuple[Said, ...]) -> str:
    """Facts as one sentence, each with the day of its evidence."""
    said = "; ".join(f"{one.words}{f' ({say_date(one.on)})' if one.on else ''}" for one in facts)
    return f"{_sentence(said)}." if said else ""


def _readings(pack: Pack) -> Iterator[Block]:
    """What comes before any yes: that the answer hangs on how a clause is read."""
    for one in pack.readings:
        others = "; ".join(f"read as “{label}”: {outcome}" for label, outcome in one.others)
        yield Notice("It depends on how the policy is read", f"{one.cited}. Here: {one.ours} Otherwise, {others}.")


def signing() -> Iterator[Block]:
    """Where whoever refers signs."""
    yield Heading("Signature")
    yield Paragraph("Whoever refers has checked what stands here, and signs for it:")
    yield Table("Signed", ("Detail", "Answer"), tuple((name, BY_HAND) for name in ("Signature", "Date")))


def providers(found: tuple[Provider, ...]) -> Iterator[Block]:
    """The providers that the policy names, with their sites, and that their details must be confirmed first."""
    if not found:
        return
    yield Heading("Where it can be sent")
    for provider in found:
        reach = [f"telephone {provider.telephone}"] if provider.telephone else []
        reach += [f"e-mail {provider.email}"] if provider.email else []
        reach += [provider.web] if provider.web else []
        rows = tuple((site.name, ", ".join(filter(None, (site.address, site.county, site.postcode)))) for site in provider.sites)
        yield Table(provider.name, ("Site", "Address"), rows)
        printed = f"The date on which this was printed: {provider.printed_on}."
        yield Paragraph(f"{_sentence('; '.join(reach))}. {printed} Confirm it before you send anything." if reach else printed)


def source(policy: Policy) -> Iterator[Block]:
    """Where the wording of the policy was seen, and that the commissioner's own document stands."""
    found = policy.source
    where = f" ({found.url})" if found.url else ""
    seen = f", seen on {say_date(found.seen)}" if found.seen else ""
    yield Heading("Source")
    yield Paragraph(f"{found.title}{where}{seen}. The commissioner's own document stands.")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
