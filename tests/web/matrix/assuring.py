"""The pages of the data register and of how long records are kept, each with an example to try it with."""

from django.utils import timezone

from coequal.accounts.acting import person_acting
from coequal.accounts.models import Organisation, Person
from coequal.assurance.models import (
    CheckFinding,
    ComplianceCheck,
    DataUse,
    ImpactVersion,
    RecordElsewhere,
    RetentionHold,
    RetentionReview,
    Screening,
)
from coequal.assurance.models.retention import DISPOSE
from coequal.assurance.retention.disposing import Gone, certify
from coequal.assurance.retention.schedule import shipped
from coequal.web.assurance.found import finding_named, groups_named, own_named
from coequal.web.assurance.retention_found import due_at, records_at
from tests.web.matrix.specimens import Made, Specimen


def _use_of(organisation: Organisation, by: Person, state: str = "") -> DataUse:
    """A use that is to be screened, to be assessed, submitted, recorded elsewhere, or ended."""
    made = DataUse.objects.create(organisation=organisation, made_by=by, title="A list", kind="data set", purpose="Calls")
    if state == "recorded elsewhere":
        RecordElsewhere(use=made, assessed=True, evidence="Record 3", on=timezone.localdate()).save()
    if state in ("to be assessed", "submitted"):
        Screening(use=made, answers={}, outcome=Screening.NEEDED, reasons=[], rule="sha256:0").save()
    if state == "submitted":
        _version_of(made, by)
    if state == "ended":
        made.ended = timezone.localdate()
        made.save()
    return made


def _version_of(use: DataUse, by: Person) -> ImpactVersion:
    from coequal.assurance.impact.steps import PASSAGES

    screening = use.screenings.last() or Screening(use=use, answers={}, outcome=Screening.NEEDED, reasons=[], rule="sha256:0")
    if screening.pk is None:
        screening.save()
    texts = dict.fromkeys(PASSAGES, "It is said.")
    made = ImpactVersion(use=use, screening=screening, number=1, texts=texts, risks=[], digest="sha256:0", by=by)
    made.save()
    return made


def _use(state: str, organisation: Organisation, by: Person) -> Made:
    made = _use_of(organisation, by, state)
    return Made({"reference": made.reference}, made)


def _version(state: str, organisation: Organisation, by: Person) -> Made:
    made = _version_of(_use_of(organisation, by), by)
    if state == "followed":
        Screening(use=made.use, answers={}, outcome=Screening.NEEDED, reasons=[], rule="sha256:0").save()
    return Made({"reference": made.use.reference, "number": 1}, ImpactVersion.objects.get(pk=made.pk))


def _check_of(organisation: Organisation, by: Person) -> ComplianceCheck:
    from coequal.assurance.checks.points import POINTS

    made = ComplianceCheck(
        use=_use_of(organisation, by), on=timezone.localdate(), points=dict.fromkeys(POINTS, "yes"), director="Ada"
    )
    made.save()
    return made


def _check(_state: str, organisation: Organisation, by: Person) -> Made:
    made = _check_of(organisation, by)
    return Made({"reference": made.use.reference, "check": made.reference}, made)


def _finding(_state: str, organisation: Organisation, by: Person) -> Made:
    made = _check_of(organisation, by)
    one = CheckFinding(found_by=made, says="Old", recommends="Delete", due=timezone.localdate(), to_do_by="Ada")
    one.save()
    parts = {"reference": made.use.reference, "check": made.reference, "number": one.pk}
    return Made(parts, finding_named(**parts))


def _groups(_state: str, organisation: Organisation, _by: Person) -> Made:
    return Made({"code": organisation.code}, groups_named(organisation.code))


def _own(_state: str, organisation: Organisation, _by: Person) -> Made:
    parts = {"code": organisation.code, "entry": "accounts"}
    return Made(parts, own_named(**parts))


def _records(_state: str, organisation: Organisation, _by: Person) -> Made:
    return Made({"code": organisation.code}, records_at(organisation.code))


def _due(_state: str, organisation: Organisation, _by: Person) -> Made:
    parts = {"code": organisation.code, "kind": "drafts"}
    return Made(parts, due_at(**parts))


def _hold(_state: str, organisation: Organisation, by: Person) -> Made:
    told = {"kind": "drafts", "reason": "inquiry", "why": "An inquiry.", "since": timezone.localdate()}
    made = RetentionHold.objects.create(organisation=organisation, by=by, **told)
    return Made({"reference": made.reference}, made)


def _review_of(organisation: Organisation, by: Person) -> RetentionReview:
    made = RetentionReview(organisation=organisation, kind="drafts", records=["D-7F3K-2QX9"], found=DISPOSE, by=by)
    made.save()
    return made


def _review(_state: str, organisation: Organisation, by: Person) -> Made:
    made = _review_of(organisation, by)
    return Made({"reference": made.reference}, made)


def _certificate(_state: str, organisation: Organisation, by: Person) -> Made:
    review, line = _review_of(organisation, by), shipped()["drafts"]
    gone = Gone(organisation, line, review.records, {"draft": 1}, by.email, timezone.localdate(), review)
    made = certify(person_acting(by), gone)
    return Made({"reference": made.reference}, made)


_RUNS = ("to be screened", "recorded elsewhere", "ended")
_WRITTEN = ("to be assessed", "submitted", "ended")
_WAITS = ("submitted", "followed")

SPECIMENS = {
    "assuring:list": Specimen(),
    "assuring:enter": Specimen(post={"title": ""}),
    "assuring:adopt": Specimen(_own, post={}, get=False),
    "assuring:groups": Specimen(_groups, post={}),
    "assuring:desk": Specimen(_use, _RUNS),
    "assuring:assessment": Specimen(_use, _WRITTEN),
    **{
        f"assuring:{name}": Specimen(_use, _RUNS, post={"title": ""})
        for name in ("change", "elsewhere", "end", "let-pass", "withdraw")
    },
    "assuring:screening": Specimen(_use, _RUNS, post={"large-scale": "perhaps"}),
    "assuring:check-add": Specimen(_use, _RUNS, post={}),
    "assuring:step": Specimen(_use, _WRITTEN, post={}, query={"step": "2"}),
    "assuring:risk": Specimen(_use, _WRITTEN, post={}),
    "assuring:submit": Specimen(_use, _WRITTEN, post={}),
    "assuring:version": Specimen(_version, _WAITS),
    **{f"assuring:version-{name}": Specimen(_version, ("submitted",), heavy=True) for name in ("pdf", "word")},
    **{f"assuring:{name}": Specimen(_version, _WAITS, post={}) for name in ("advise", "approve", "regulator", "sign")},
    "assuring:check": Specimen(_check),
    **{f"assuring:check-{name}": Specimen(_check, heavy=True) for name in ("pdf", "word")},
    "assuring:follow": Specimen(_finding, post={}),
    "assuring:retention": Specimen(),
    "assuring:retention-period": Specimen(_records, post={"kind_of": "drafts", "months": "24", "source": "Line 4"}),
    "assuring:retention-hold": Specimen(
        _records, post={"kind_of": "drafts", "reason": "inquiry", "why": "An inquiry.", "sure": "yes"}
    ),
    "assuring:retention-release": Specimen(_hold, post={"why": "It has reported.", "sure": "yes"}),
    "assuring:retention-due": Specimen(_due, post={}),
    "assuring:retention-dispose": Specimen(_review, post={"sure": "yes"}),
    "assuring:retention-certificate": Specimen(_certificate),
    **{f"assuring:retention-certificate-{name}": Specimen(_certificate, heavy=True) for name in ("pdf", "word")},
}
