"""What is typed about a service area as a whole: what it is about, what it rests on, and how it is split or merged."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django import forms

from coequal.pages.forms import Form
from coequal.programmes.models import ServiceArea
from coequal.programmes.stages.states import ENDED
from coequal.web.aligning.belonging_forms import ServiceAreaForm
from coequal.web.aligning.fields import MARKDOWN
from coequal.web.aligning.reasons import OfASource, WhyOnADay
from coequal.web.hearing.forms import choice, passage
from coequal.web.hearing.typed import lines

_POLICY: Final = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


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


class SplitForm(WhyOnADay, OfASource):
    """Into which service areas one is split."""

    titles = passage("The new service areas", "Name at least two service areas.", "One a line. Each begins anew.", most=2_000)
    shapes: ClassVar = {"titles": {"macro": {"rows": 4}}, "why": {"macro": {"rows": 4}}}

    def __init__(self, area: ServiceArea, *args: Any, **options: Any) -> None:
        """Ask why and when; of the past, which source says so."""
        super().__init__("Why it is split", *args, **options)
        if area.programme.history_only:
            self.ask_for_source()

    def clean_titles(self) -> list[str]:
        """At least two. Raises `ValidationError`."""
        found = lines(self.cleaned_data["titles"])
        if len(found) < 2:
            raise forms.ValidationError("Name at least two service areas.")
        if wrong := next((one for one in found if len(one) > 200), None):
            raise forms.ValidationError(f"A title can have at most 200 letters. Shorten “{wrong[:40]}…”.")
        return found


class MergeForm(WhyOnADay, OfASource):
    """Of which other service area one becomes part."""

    def __init__(self, area: ServiceArea, *args: Any, **options: Any) -> None:
        """Offer the others of its programme that have not ended."""
        super().__init__("Why it becomes part of it", *args, **options)
        self.others = [one for one in area.programme.areas.exclude(pk=area.pk) if one.state != ENDED]
        self.fields["into"] = choice(
            "Of which it becomes part", [(one.reference, one.title) for one in self.others], "Choose the service area."
        )
        if area.programme.history_only:
            self.ask_for_source()
        self.order_fields(["into"])
