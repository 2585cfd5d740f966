"""What is typed about what a service area waits for outside: what it is, when it is expected, and that it happened."""

from typing import Any, ClassVar

from coequal.pages.forms import Form
from coequal.web.aligning.fields import SOURCE, address, past
from coequal.web.hearing.forms import line, near, passage


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
        self.fields["source"] = line("Source", help_text=SOURCE, most=300)
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
