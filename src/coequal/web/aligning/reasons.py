"""A day that is not in the future, a reason that everybody reads, and of the past the source that states it."""

from typing import Any, ClassVar

from django.utils import timezone

from coequal.pages.forms import Form
from coequal.programmes.stages.moves import Stated
from coequal.web.aligning.fields import PRINTED, SOURCE, address, past
from coequal.web.hearing.forms import line, passage


class WhyOnADay(Form):
    """A reason that everybody can read, and the day, which is not in the future."""

    shapes: ClassVar = {"why": {"macro": {"rows": 4}}}

    def __init__(self, label: str, *args: Any, **options: Any) -> None:
        """Ask for the reason in the words of the page; the day is today unless another one is typed."""
        super().__init__(*args, **options)
        says = f"{label}: say it in a sentence or two."
        self.fields["why"] = passage(label, says, "Everybody can read this. Name no person.", most=2_000)
        self.fields["on"] = past("the day", "Day")
        self.initial = {"on": timezone.localdate()}


class OfASource(Form):
    """A step of a service area, which in a record of the past a source has to state."""

    def ask_for_source(self) -> None:
        """Ask how and where a source states the step, whose day may not be exact."""
        self.fields["on"].label, self.initial = "First day that it may have been", {}
        self.fields["printed"] = line("The day in the words of the source", help_text=PRINTED, most=80)
        self.fields["source"] = line("Source", "Say which source states this step.", SOURCE, 300)
        self.fields["url"] = address()

    @property
    def stated(self) -> Stated | None:
        """How a source states it; None where it is done now."""
        given = self.cleaned_data
        return Stated(given["source"], given["url"], given["printed"], given.get("policy", "")) if "source" in given else None


class OnADay(Form):
    """The day as of which something is shown."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Today, unless another day is typed."""
        super().__init__(*args, **options)
        self.fields["on"] = past("the day", "Day", "For example, 27 3 2026.")
        self.initial = {"on": timezone.localdate()}
