"""What is typed about the stages of a service area: a step, and what is planned."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from django.forms.boundfield import BoundField
from django.utils import timezone

from coequal.pages.forms import Form
from coequal.programmes.models import Plan, ServiceArea
from coequal.programmes.stages import kinds
from coequal.web.aligning.fields import SOURCE, past
from coequal.web.aligning.reasons import OfASource
from coequal.web.hearing.forms import line, near, passage

_FEW_LINES: Final[Mapping[str, Any]] = {"macro": {"rows": 3}}


class StepForm(OfASource):
    """A step of a service area: its day, why, and for whatever is missing why it is let pass."""

    def __init__(
        self, area: ServiceArea, kind: str, stage: str, missing: Sequence[tuple[str, str]], *args: Any, **options: Any
    ) -> None:
        """Ask what the step needs; `missing` are the gates that may be let pass, by key and in words."""
        super().__init__(*args, **options)
        self.missing = [key for key, _says in missing]
        history = area.programme.history_only
        self.fields["on"] = past("the day", "Day")
        self.initial = {"on": timezone.localdate()}
        words = "Everybody can read this. Name no person."
        needed = "Say why. Everybody can read the reason." if kind in kinds.EXPLAINED else ""
        self.fields["why"] = passage("Why", needed, words, most=2_000)
        for key, says in missing:
            told = "Say why it opens without this, or put it right first."
            self.fields[f"let-{key}"] = passage(f"Why it opens without this: {says}", told, words, most=2_000)
        if history:
            self.ask_for_source()
        if history and (kind, stage) == (kinds.OPEN, kinds.IN_FORCE):
            self.fields["policy"] = line("Policy that came into force", "Say which policy came into force.", most=300)

    def shape(self, field: BoundField) -> Mapping[str, Any]:
        """Reasons are short texts."""
        return _FEW_LINES if self.kind(field) == "textarea" else {}

    @property
    def overrides(self) -> dict[str, str]:
        """Why each gate is let pass that is not met."""
        return {key: self.cleaned_data[f"let-{key}"] for key in self.missing}


class PlanForm(Form):
    """When a stage is meant to open and to end."""

    shapes: ClassVar = {"why": {"macro": {"rows": 3}}}

    def __init__(self, before: Plan | None, *args: Any, **options: Any) -> None:
        """Start from the plan that stands; whoever moves days says why."""
        super().__init__(*args, **options)
        hint = "For example, 27 3 2026. Leave it empty while it is not known."
        self.fields["opens"] = near("the first day", "First day", hint, required=False)
        self.fields["ends"] = near("the last day", "Last day", "Leave it empty while it is not known.", required=False)
        moved = "Say why the days are moved. Everybody can read the reason." if before else ""
        self.fields["why"] = passage("Why these days", moved, "Everybody can read this.", most=2_000)
        self.fields["source"] = line("Source", help_text=SOURCE, most=300)
        self.initial = {"opens": before.opens, "ends": before.ends} if before else {}

    def clean(self) -> None:
        """At least one day, and in their order. Raises `ValidationError`."""
        given = self.cleaned_data
        opens, ends = given.get("opens"), given.get("ends")
        if "opens" in given and "ends" in given and not (opens or ends):
            self.add_error("opens", "Enter the first day, or the last.")
        if opens and ends and ends < opens:
            self.add_error("ends", "The last day must not be before the first.")
