"""The papers of one panel: of each request what is known clinically, and nothing that says who it is about."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from coequal.accounts.acting import Acting
from coequal.criteria.syntax import names
from coequal.documents.model import NOTHING, Block, Document, Heading, Listing, Notice, Paragraph, Table
from coequal.eligibility.outcome import MET, NOT_APPLICABLE
from coequal.eligibility.told import about_welfare, status_says
from coequal.errors import CoequalError
from coequal.facts.case import Known, NotKnown
from coequal.facts.dates import age, say_date
from coequal.facts.values import say_value
from coequal.pages.words import plural
from coequal.referrals.approving.bound import Bound
from coequal.referrals.deciding.panels import on_agenda
from coequal.referrals.deciding.similar import patients_alike, similar
from coequal.referrals.deciding.written import asked_for
from coequal.referrals.models import ClinicalCase, Item, Panel, Request
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.moves.states import WITH_PANEL
from coequal.referrals.pack.welfare import SAFEGUARDING, stop_of
from coequal.referrals.requesting.form import for_deciders, told
from coequal.referrals.rules.in_force import in_force, rules_for
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.seeing.looking import JUDGING, look
from coequal.referrals.seeing.table import CASE

BoundOf = Callable[[Request], Bound | None]  # the version that binds a request; None where no policy has what is asked for
BORN: Final = "date of birth"  # how the name of a fact ends that says when somebody was born
Facts = Mapping[str, object]


def pack(acting: Acting, panel: Panel, bound: BoundOf) -> Document:
    """The papers of a panel as the record stands, for whoever may read the cases on its agenda, which is put on record.

    Raises `NotAllowed`.
    """
    items = [one for one in on_agenda(panel) if one.request.state == WITH_PANEL]
    for item in items:
        look(acting, item.request, CASE, JUDGING)
    blocks = [*_invented(panel), *_cover(panel, items)]
    for number, item in enumerate(items, start=1):
        blocks += _item(number, item, bound)
    facts = (
        ("Of", panel.organisation.name),
        ("On", ", ".join(filter(None, (say_date(panel.on), panel.at)))),
        ("At", panel.place or "not known"),
        ("Reference", panel.reference),
    )
    lead = "What the panel decides on. Nothing here says who anybody is: if it does, tell the officer, and read no further."
    return Document("Papers of the panel", lead, tuple(blocks), facts, contents=True)


def _invented(panel: Panel) -> list[Block]:
    body = panel.organisation
    return [Notice("An invented area", body.made_up)] if body.invented else []


def _cover(panel: Panel, items: list[Item]) -> Iterator[Block]:
    rules = in_force(panel.organisation, panel.on).rules
    yield Heading("Agenda")
    yield Listing(tuple(f"{one}: {asked_for(one.request)}" for one in items) or (NOTHING,), numbered=bool(items))
    yield Heading("Who has to be there")
    chair = " A lay member has to chair." if panel.lay_chair else ""
    posts = f" Among them: {', '.join(rules.posts)}." if rules.posts else ""
    yield Paragraph(f"{plural(panel.quorum, 'member')} who may judge a request.{chair}{posts} It is counted for each request.")
    seats = tuple((one.post, "yes" if one.lay else "no", "yes" if one.chairs else "no") for one in panel.seats.all())
    yield Table("Seats", ("Post", "Lay member", "Chairs"), seats)


def _item(number: int, item: Item, bound: BoundOf) -> Iterator[Block]:
    request = item.request
    rules = rules_for(request)
    yield Heading(f"{number}. {request}: {asked_for(request)}")
    if request.urgent:
        yield Notice("Urgent", f"The clinician says that {request} cannot wait.")
    if item.round > 1:
        yield Paragraph(f"This is round {item.round}. Other people decided on it before.")
    case = ClinicalCase.objects.get(request=request)
    facts = case.sent_facts or case.facts
    yield from _clinical(request, facts, bound(request))
    yield from _said(request, case.sent_statements or case.statements, rules)
    yield Heading(f"Similar requests ({request})", 3)
    alike = similar(request)
    yield Paragraph(f"{plural(patients_alike(request), 'patient')} asked for this within three years, this one among them.")
    yield Listing(tuple(f"{one}: {one.state}" for one in alike) or (NOTHING,))
    yield Heading(f"Files ({request})", 3)
    files = request.attachments.filter(names_nobody=True, scanned=CLEAN).only("reference", "kind")
    yield Listing(tuple(f"File {place}: {one.reference}, {one.kind}" for place, one in enumerate(files, start=1)) or (NOTHING,))
    yield Heading(f"Questions, in this order ({request})", 3)
    yield Listing(tuple(f"{one.says} {one.help}".strip() for one in rules.questions or ()) or (NOTHING,), numbered=True)


def _clinical(request: Request, facts: Facts, bound: Bound | None) -> Iterator[Block]:
    yield Heading(f"What is known ({request})", 3)
    if bound is None and request.policy:
        says = (
            f"The text of {request.policy}, version {request.version}, is not on this site, so no fact is printed. Ask the officer."
        )
        yield Notice("The policy could not be read", says)
        return
    if bound is None:
        yield Paragraph("The request names no policy.")
        rows = tuple((name, _plainly(name, value, request.referred_on)) for name, value in facts.items())
        yield Table(f"Facts ({request})", ("What", "Known"), rows)
        return
    yield from _assessed(request, facts, bound)


def _assessed(request: Request, facts: Facts, bound: Bound) -> Iterator[Block]:
    """The facts in words, and the criteria that are not met, under the version that binds the request."""
    policy = bound.policy
    yield Paragraph(f"Policy: {policy.title}, version {policy.version}, which bound on {say_date(request.referred_on)}.")
    try:
        case = bound.read(dict(facts))
    except CoequalError:
        yield Notice("The facts could not be read", "Ask the officer to have the clinician look at them before the panel decides.")
        return
    known, rows = policy.vocabulary.dictionary.facts, []
    births = {one.value for name, one in case.facts.items() if name.endswith(BORN) and isinstance(one, Known)}
    for name, found in case.facts.items():
        fact = known[name]
        if fact.sensitivity == SAFEGUARDING:
            continue
        match found:
            case Known(value=date() as day) if name.endswith(BORN):
                rows.append((_age_of(name), f"{age(day, request.referred_on)} on the day of referral", ""))
            case Known(value=date() as day) if day in births:
                rows.append((fact.says, "since birth", ""))
            case Known(value=value, on=on):
                rows.append((fact.says, say_value(value, fact.unit), say_date(on) if on else ""))
            case NotKnown(why=why):
                rows.append((_age_of(name) if name.endswith(BORN) else fact.says, f"not known: {why}", ""))
    assessment = bound.assess(case)
    if stop := stop_of(assessment):
        yield Notice("People talk first", f"Nothing that is known here is printed. {stop.instead}")
        return
    yield Table(f"Facts ({request})", ("What", "Known", "Date"), tuple(rows))
    unmet = []
    for finding in assessment.criteria.values():
        if finding.status in (MET, NOT_APPLICABLE) or about_welfare(finding, policy):
            continue
        condition = finding.criterion.condition
        born = condition is not None and any(one.endswith(BORN) for one in names(condition))
        unmet.append((finding.criterion.cited, status_says(finding), "" if born else finding.reason))
    yield Table(f"Criteria that are not met ({request})", ("Criterion", "Status", "Why"), tuple(unmet))


def _age_of(name: str) -> str:
    return name.removesuffix(BORN) + "age"


def _plainly(name: str, value: object, on: date) -> str:
    """A fact as it is kept, in words; of a day of birth the age."""
    given = value if isinstance(value, Mapping) else {"value": value}
    if why := given.get("not known"):
        return f"not known: {why}"
    if not name.endswith(BORN):
        return " ".join(str(given[key]) for key in ("value", "unit", "date") if given.get(key) is not None)
    try:
        return f"{age(date.fromisoformat(str(given.get('value'))), on)} on the day of referral"
    except ValueError:
        return "not known"


def _said(request: Request, statements: Mapping[str, str], rules: CommissionerRules) -> Iterator[Block]:
    """What the clinician writes, as it is, question by question."""
    for section in for_deciders(rules):
        answered = [(one, says) for one, says in told(section, statements) if statements.get(one.id)]
        if answered:
            yield Heading(f"{section.title} ({request})", 3)
        for question, says in answered:
            yield Paragraph(f"{question.words}: {says}")
