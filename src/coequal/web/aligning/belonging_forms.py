"""What is typed about what belongs to a programme: whose it is, its figures, what everybody is told, its service areas."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from coequal.facts.dates import say_date
from coequal.organisations.bodies import Body
from coequal.pages.forms import Form
from coequal.programmes.models import Programme
from coequal.web.aligning.fields import SOURCE, address, past
from coequal.web.hearing.forms import line, near, passage
from coequal.web.shelf import shelf


def body_words(body: Body) -> str:
    """A body with its days, as it stands in a list."""
    begins = f", from {say_date(body.since)}" if body.role else ", an invented organisation"
    return f"{body.name}{begins}{f' until {say_date(body.until)}' if body.until else ''}"


def service_area(programme: Programme, whole: str) -> forms.ChoiceField:
    """One of the service areas of a programme, or all of it."""
    areas = [("", whole), *((one.reference, one.title) for one in programme.areas.all())]
    told = {"invalid_choice": "Choose one of these."}
    return forms.ChoiceField(label="About", choices=areas, required=False, error_messages=told)


class CommissionerForm(Form):
    """A body whose programme it is, and from when on."""

    def __init__(self, bodies: list[Body], *args: Any, **options: Any) -> None:
        """Offer bodies, and ask for the days."""
        super().__init__(*args, **options)
        missing = "Choose the body."
        self.fields["code"] = forms.ChoiceField(
            label="Body",
            choices=[("", "Choose a body"), *((one.code, body_words(one)) for one in bodies)],
            help_text="Every body that the register of organisations knows, also those that have ended.",
            error_messages={"required": missing, "invalid_choice": missing},
        )
        self.fields["since"] = near("the first day", "First day", "From when on it is their programme.")
        self.fields["until"] = near("the last day", "Last day", "Leave it empty while it goes on.", required=False)


class LeaveForm(Form):
    """The last day of a commissioner."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the day."""
        super().__init__(*args, **options)
        self.fields["until"] = near("the last day", "Last day", "That day is included.")


class FigureForm(Form):
    """A figure with its source."""

    says = line("What the figure is of", "Say what the figure is of.", "Such as: IVF cycles paid for in a year.", 300)
    number = line("Number", help_text="As the source prints it. Leave it empty where you looked and found none.", most=80)
    unit = line("Unit", help_text="Such as: cycles, £ million.", most=80)
    of = line("Of when", help_text="The year or the day that it is of, such as: 2019 to 2020.", most=80)
    source = line("Source", help_text=f"{SOURCE} A number without a source is not kept.", most=300)
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        name: {"macro": {"classes": "nhsuk-input--width-20"}} for name in ("number", "unit", "of")
    }

    def __init__(self, programme: Programme, *args: Any, **options: Any) -> None:
        """Offer its service areas."""
        super().__init__(*args, **options)
        self.fields["area"] = service_area(programme, "The whole programme")
        self.fields["url"] = address()
        self.fields["seen"] = past("the day on which you read it", "Day on which you read the source", required=False)

    def clean(self) -> None:
        """A number has a source. Raises `ValidationError`."""
        if self.cleaned_data.get("number") and not self.cleaned_data.get("source", "missing"):
            self.add_error("source", "Say where the figure stands. A number without a source is not kept.")


class UpdateForm(Form):
    """Something that everybody is told."""

    says = passage("What everybody is told", "Say in a sentence or two what everybody is told.", "Name no person.", most=4_000)
    shapes: ClassVar = {"says": {"macro": {"rows": 4}}}

    def __init__(self, programme: Programme, *args: Any, **options: Any) -> None:
        """Offer its service areas; of a record of the past also ask for the source."""
        super().__init__(*args, **options)
        self.fields["area"] = service_area(programme, "The whole programme")
        self.fields["on"] = past("the day", "The day of which it speaks")
        self.initial = {"on": timezone.localdate()}
        if programme.history_only:
            self.initial = {}
            printed = (
                "As the source prints it, where it is not exact, such as: end of 2021. Enter the first day that it may be above."
            )
            self.fields["printed"] = line("The day in the words of the source", help_text=printed, most=80)
            self.fields["source"] = line("Source", "Say which source states this.", SOURCE, 300)
            self.fields["url"] = address()


class ServiceAreaForm(Form):
    """A new service area."""

    title = line("Title", "Give the service area a title.", "Such as: Hearing aids.")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the services of the library."""
        super().__init__(*args, **options)
        services = [("", "None of these"), *shelf().services.items()]
        told = {"invalid_choice": "Choose one of these."}
        words = "It links the service area to policies that can be compared."
        self.fields["service"] = forms.ChoiceField(
            label="Service of the library", choices=services, required=False, help_text=words, error_messages=told
        )
