"""A day that is not in the future, and a reason that everybody reads."""

from typing import Any, ClassVar

from django.utils import timezone

from coequal.pages.forms import Form
from coequal.web.aligning.programme_forms import past
from coequal.web.hearing.forms import passage


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


class OnADay(Form):
    """The day as of which something is shown."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Today, unless another day is typed."""
        super().__init__(*args, **options)
        self.fields["on"] = past("the day", "Day", "For example, 27 3 2026.")
        self.initial = {"on": timezone.localdate()}
