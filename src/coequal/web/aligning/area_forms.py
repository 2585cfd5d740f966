"""What is typed about a service area: what it is about, what it rests on, its steps, its plans, and what it waits for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from coequal.pages.forms import Form
from coequal.programmes.models import Plan, ServiceArea
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import Stated
from coequal.programmes.stages.states import ENDED
from coequal.web.aligning.programme_forms import MARKDOWN, ServiceAreaForm, address, past
from coequal.web.aligning.reasons import WhyOnADay
from coequal.web.hearing.forms import choice, line, near, passage
from coequal.web.hearing.typed import lines

_FEW_LINES: Final[Mapping[str, Any]] = {"macro": {"rows": 3}}
_POLICY: Final = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_SOURCE: Final = "Where it stands, such as: Board paper 7 of 22 September 2022."
_PRINTED: Final = "As the source prints it, where it is not exact, such as: end of 2021."


class AreaAboutForm(ServiceAreaForm):
    """What a service area is about, and which policies differ."""

    about = passage("What it is about", help_text=f"The case for change begins with this. {MARKDOWN}")
    policies = passage("Policies that differ now", help_text="One a line, as its area and its service: luton/assisted-conception")
    shapes: ClassVar = {"about": {"macro": {"rows": 10}}, "policies": {"macro": {"rows": 6}}}

    def __init__(self, area: ServiceArea, *args: Any, **options: Any) -> None:
        """Start from what is kept. It is renamed on a page of its own."""
        super().__init__(*args, **options)
        del self.fields["title"]
        self.initial = {"service": area.service, "about": area.about, "policies": "\n".join(area.policies)}
        self.order_fields(["about", "service", "policies"])

    def clean_policies(self) -> list[str]:
        """Policies by their names, each once. Raises `ValidationError` for what is no name of one."""
        found = lines(self.cleaned_data["policies"])
        if wrong := next((one for one in found if not _POLICY.fullmatch(one)), None):
            raise forms.ValidationError(f"“{wrong}” is no policy. One looks like luton/assisted-conception, without a version.")
        return found


class LinkForm(Form):
    """One of several things that a service area can be linked to."""

    def __init__(self, label: str, found: Iterable[Any], *args: Any, **options: Any) -> None:
        """Offer them by reference and title."""
        super().__init__(*args, **options)
        offered = [("", "Choose one"), *((one.reference, f"{one.title} ({one.reference}, {one.state})") for one in found)]
        told = dict.fromkeys(("required", "invalid_choice"), "Choose one of these.")
        self.fields["what"] = forms.ChoiceField(label=label, choices=offered, error_messages=told)


class ProposalForm(Form):
    """The text that is proposed, of those that governance accepted."""

    def __init__(self, offered: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        """Offer them."""
        super().__init__(*args, **options)
        self.fields["handover"] = choice("Which text is proposed?", offered, "Choose the text that is proposed.")


class StepForm(Form):
    """A step of a service area: its day, why, and for whatever is missing why it is let pass."""

    def __init__(
        self, area: ServiceArea, kind: str, stage: str, missing: Sequence[tuple[str, str]], *args: Any, **options: Any
    ) -> None:
        """Ask what the step needs; `missing` are the gates that may be let pass, by key and in words."""
        super().__init__(*args, **options)
        self.missing = [key for key, _says in missing]
        history = area.programme.history_only
        self.fields["on"] = past("the day", "First day that it may have been" if history else "Day")
        self.initial = {} if history else {"on": timezone.localdate()}
        words = "Everybody can read this. Name no person."
        needed = "Say why. Everybody can read the reason." if kind in kinds.EXPLAINED else ""
        self.fields["why"] = passage("Why", needed, words, most=2_000)
        for key, says in missing:
            told = "Say why it opens without this, or put it right first."
            self.fields[f"let-{key}"] = passage(f"Why it opens without this: {says}", told, words, most=2_000)
        if history:
            self.fields["printed"] = line("The day in the words of the source", help_text=_PRINTED, most=80)
            self.fields["source"] = line("Source", "Say which source states this step.", _SOURCE, 300)
            self.fields["url"] = address()
        if history and (kind, stage) == (kinds.OPEN, kinds.IN_FORCE):
            self.fields["policy"] = line("Policy that came into force", "Say which policy came into force.", most=300)

    def shape(self, field: BoundField) -> Mapping[str, Any]:
        """Reasons are short texts."""
        return _FEW_LINES if self.kind(field) == "textarea" else {}

    @property
    def overrides(self) -> dict[str, str]:
        """Why each gate is let pass that is not met."""
        return {key: self.cleaned_data[f"let-{key}"] for key in self.missing}

    @property
    def stated(self) -> Stated | None:
        """How a source states it; None where it is done now."""
        given = self.cleaned_data
        return Stated(given["source"], given["url"], given["printed"], given.get("policy", "")) if "source" in given else None


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
        self.fields["source"] = line("Source", help_text=_SOURCE, most=300)
        self.initial = {"opens": before.opens, "ends": before.ends} if before else {}

    def clean(self) -> None:
        """At least one day, and in their order. Raises `ValidationError`."""
        given = self.cleaned_data
        opens, ends = given.get("opens"), given.get("ends")
        if "opens" in given and "ends" in given and not (opens or ends):
            self.add_error("opens", "Enter the first day, or the last.")
        if opens and ends and ends < opens:
            self.add_error("ends", "The last day must not be before the first.")


class WaitForm(Form):
    """Something outside that is waited for."""

    what = line("What it waits for", "Say what is waited for.", "Such as: the update of the NICE guideline on fertility.", 300)


class ExpectForm(Form):
    """When an outside event is expected, as somebody said."""

    printed = line("When it is expected", "Say when it is expected, in the words of the source.", "Such as: end of 2024.", 80)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the days between which that is, and for the source."""
        super().__init__(*args, **options)
        self.fields["first"] = near("the earliest day", "The earliest day that this means", required=False)
        self.fields["last"] = near("the latest day", "The latest day that this means", required=False)
        self.fields["stated"] = past(
            "the day on which that was said", "Day on which that was said", "Leave it empty where it is not known.", required=False
        )
        self.fields["source"] = line("Source", help_text=_SOURCE, most=300)
        self.fields["url"] = address()

    def clean(self) -> None:
        """Days in their order. Raises `ValidationError`."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "The latest day must not be before the earliest.")


class HappenedForm(Form):
    """That an outside event happened, and what follows."""

    came_to = passage(
        "What it came to", "Say what it came to, and what follows from it here.", "Everybody can read this.", most=4_000
    )
    shapes: ClassVar = {"came_to": {"macro": {"rows": 4}}}

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the day."""
        super().__init__(*args, **options)
        self.fields["on"] = past("the day", "Day on which it happened")
        self.order_fields(["on"])


class SplitForm(WhyOnADay):
    """Into which service areas one is split."""

    titles = passage("The new service areas", "Name at least two service areas.", "One a line. Each begins anew.", most=2_000)
    shapes: ClassVar = {"titles": {"macro": {"rows": 4}}, "why": {"macro": {"rows": 4}}}

    def clean_titles(self) -> list[str]:
        """At least two. Raises `ValidationError`."""
        found = lines(self.cleaned_data["titles"])
        if len(found) < 2:
            raise forms.ValidationError("Name at least two service areas.")
        if wrong := next((one for one in found if len(one) > 200), None):
            raise forms.ValidationError(f"A title can have at most 200 letters. Shorten “{wrong[:40]}…”.")
        return found


class MergeForm(WhyOnADay):
    """Of which other service area one becomes part."""

    def __init__(self, area: ServiceArea, *args: Any, **options: Any) -> None:
        """Offer the others of its programme that have not ended."""
        super().__init__("Why it becomes part of it", *args, **options)
        self.others = [one for one in area.programme.areas.exclude(pk=area.pk) if one.state != ENDED]
        self.fields["into"] = choice(
            "Of which it becomes part", [(one.reference, one.title) for one in self.others], "Choose the service area."
        )
        self.order_fields(["into"])
