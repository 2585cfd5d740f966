"""An assessment as a document, and the blank forms: assessment, screening and checklist."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from coequal.assurance.checks.points import POINTS
from coequal.assurance.impact.steps import LIKELIHOODS, SEVERITIES, STEPS, Step
from coequal.assurance.impact.writing import risks_of
from coequal.assurance.models import Advice, Approval, ImpactVersion, SignOff
from coequal.assurance.register.told import notice, rows
from coequal.assurance.screening.rule import questions
from coequal.documents.model import Block, Document, Heading, Listing, Paragraph, Table, document
from coequal.facts.dates import say_date

_LINE: Final = "…" * 30
_GAP: Final = "…" * 6  # an empty cell, which keeps its column wide enough to write in
_RISKS: Final = ("Risk for people", "How likely", "How severe", "Together")
_LEFT: Final = ("Risk", "What is done about it", "How likely then", "How severe then", "What is left")


def impact_document(version: ImpactVersion) -> Document:
    """A version with all that was said of it."""
    use, risks = version.use, risks_of(version)
    before = tuple((f"{n}. {one.harm}", one.likelihood, one.severity, one.before) for n, one in enumerate(risks, 1))
    after = tuple((f"Risk {n}", one.measure, one.likelihood_left, one.severity_left, one.left) for n, one in enumerate(risks, 1))
    blocks: list[Block] = [*notice(use.organisation), Heading("The entry in the data register")]
    blocks.append(Listing(tuple(f"{name}: {words}" for name, words in rows(use))))
    blocks.append(Paragraph("What the screening found:"))
    blocks.append(Listing(tuple(f"{clause}: {sentence}" for clause, sentence in version.screening.reasons)))
    for step in STEPS:
        blocks.append(Heading(f"Step {step.number}. {step.title}"))
        for one in step.passages:
            blocks += [Heading(one.title, 3), Paragraph(version.texts[one.key])]
        if step.number == 5:
            blocks.append(Table("Risks with nothing done", _RISKS, before))
        if step.number == 6:
            blocks.append(Table("What is left of the risks", _LEFT, after))
    blocks += _said(version)
    facts = [("Version", str(version.number)), ("Submitted on", say_date(version.at.date())), ("Digest", version.digest)]
    return document(f"Data protection impact assessment: {use.title}", str(use.organisation), blocks, facts)


def _said(version: ImpactVersion) -> Iterator[Block]:
    """The last step as far as it has been taken."""
    lines = [f"The data protection officer advises to {one.advises}: {one.says}{_alone(one)}" for one in version.advices.all()]
    lines += [f"{one}, on {say_date(one.at.date())}. {one.says}".strip() + _alone(one) for one in version.approvals.all()]
    for one in version.consultations.all():
        answer = f"answered on {say_date(one.answered)}" if one.answered else "not answered yet"
        lines.append(f"The regulator was asked on {say_date(one.asked)}, {answer}: {one.says}")
    signed = SignOff.objects.filter(version=version).first()
    if signed:
        advice = "The officer’s advice is followed." if signed.followed else f"The advice is overruled: {signed.why_overruled}"
        lines += [f"What is left of the risks is accepted by {signed.accepted_by}.", advice]
        lines += [signed.on_consultation] if signed.on_consultation else []
        lines.append(f"{signed.kept_by} keeps it under review, by {say_date(signed.review_due)}.{_alone(signed)}")
    yield Listing(tuple(lines)) if lines else Paragraph("It is not signed off yet.")


def _alone(step: Advice | Approval | SignOff) -> str:
    """That whoever took a step had a hand in it before, who answers for that, and why; nothing where it is not so."""
    return f" Whoever did this had a part in it before; {step.alone_by} answers for that: {step.alone_why}" if step.alone_by else ""


def blank_assessment() -> Document:
    """The seven steps to be filled in by hand."""
    blocks: list[Block] = []
    for step in STEPS:
        blocks += [Heading(f"Step {step.number}. {step.title}"), *_blank(step)]
    lead = "To be filled in before personal data are used, where the screening says that an assessment is needed."
    return document("Data protection impact assessment: blank form", lead, blocks, _TO_FILL)


def _blank(step: Step) -> Iterator[Block]:
    for one in step.passages:
        yield Heading(one.title, 3)
        yield Paragraph(one.asks)
        yield Paragraph(_LINE)
    empty = (_GAP,) * 4
    if step.number == 5:
        yield Paragraph(
            f"How likely: {', '.join(LIKELIHOODS)}. How severe: {', '.join(SEVERITIES)}. Together: low, medium or high."
        )
        yield Table("Risks with nothing done", _RISKS, tuple((str(number), *empty[1:]) for number in range(1, 7)))
    if step.number == 6:
        yield Table("What is left of the risks", _LEFT, tuple((str(number), *empty) for number in range(1, 7)))
    if step.number == 7:
        yield Table("Sign-off", ("What", "Name, post and date", "Notes"), tuple((what, _GAP, _GAP) for what in _SIGNED))
        yield Paragraph("Where a high risk is left, the regulator is consulted before anything begins.")


_SIGNED: Final = (
    "Measures approved by",
    "What is left of the risks accepted by",
    "The data protection officer’s advice",
    "The advice followed, or overruled and why",
    "What people said reviewed by; where it is not followed, why",
    "The regulator consulted, and its answer",
    "Kept under review by, and the day of the review",
)
_TO_FILL: Final = [("Organisation", _LINE), ("What uses the data", _LINE), ("Filled in by, on", _LINE)]


def blank_screening() -> Document:
    """The questions of the screening, to be answered by hand."""
    asked = tuple((f"{fact.question} {fact.help or ''}".strip(), _GAP) for fact in questions().values())
    blocks = (
        Paragraph("Write yes, no, or not known. As long as an answer that matters is not known, nothing may begin."),
        Table("Questions", ("Question", "Answer"), asked),
    )
    return document("Data protection screening: blank form", "To be answered before personal data are used.", blocks, _TO_FILL)


def blank_checklist() -> Document:
    """The points of a check, to be gone through by hand."""
    points = tuple((point, _GAP, _GAP) for point in POINTS.values())
    blocks = (
        Table("Points", ("Point", "Yes, no, or not known", "What was found, and what is recommended"), points),
        Paragraph("The report goes to the director and to the group that approves assessments."),
    )
    return document(
        "Data protection checklist: blank form", "To be gone through before a use begins, and each year.", blocks, _TO_FILL
    )


BLANKS: Final[Mapping[str, Callable[[], Document]]] = {
    "screening": blank_screening,
    "assessment": blank_assessment,
    "checklist": blank_checklist,
}
