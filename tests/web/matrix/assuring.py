"""The pages of the data register, each with an example to try it with."""

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.assurance.models import CheckFinding, ComplianceCheck, DataUse, ImpactVersion, RecordElsewhere, Screening
from coequal.web.assurance.found import finding_named, groups_named, own_named
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
}
