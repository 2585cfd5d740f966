"""The form by which people say for what care, where, and when they were or will be referred."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.urls import reverse

from coequal.errors import CoequalError
from coequal.pages.fields import PARTS, DayField, DayInput
from coequal.pages.forms import Form
from coequal.web.finding.places import Places, Several, Where, label, places
from coequal.web.shelf import shelf

WAYS: Final = ("practice", "area", "postcode")  # to say where, the surest first
EARLIEST: Final = date(2006, 10, 1)  # before that even the bodies that commissioned were others, of which nothing is known here
_MOST_LETTERS = 200


def _text(words: str, help_text: str) -> forms.CharField:
    """A box for a name."""
    too_long = {"max_length": f"Enter at most {_MOST_LETTERS} letters."}
    return forms.CharField(label=words, help_text=help_text, required=False, max_length=_MOST_LETTERS, error_messages=too_long)


class FindForm(Form):
    """For what, where and when. A form that is valid has the place that is meant, or the several that may be, in `where`."""

    field_order = ("service", *WAYS, "referred", "partner")

    service = forms.ChoiceField(
        label="What care is it about?",
        choices=lambda: list(shelf().services.items()),
        error_messages={"required": "Choose what care it is about.", "invalid_choice": "Choose what care it is about."},
    )
    practice = _text("GP practice", "Its name, words of it, or its code, such as D82001.")
    area = _text("Area or body", "Such as Norwich, or NHS Norwich CCG. Bodies that no longer exist count too.")
    postcode = _text("First part of a postcode", "Such as NR1. Nothing more is kept of a longer one.")
    partner = _text(
        "If your partner has a GP practice elsewhere: that practice, or its area",
        "Leave this empty if you have no partner, or if both of you have your GP practice in the same area.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        """Take what was typed."""
        super().__init__(data, **options)
        self.places: Places = places()
        self.fields["referred"] = DayField(
            label="Date of referral",
            help_text="For example, 27 3 2026. Leave it empty to ask about today.",
            what="the date of referral",
            earliest=EARLIEST,
            latest=date(shelf().today().year + 2, 12, 31),
            required=False,
        )
        self.order_fields(self.field_order)

    def problems(self) -> Iterator[dict[str, str]]:
        """Every message with the place that it is about, in the order of the page."""
        order = {self._target(name): place for place, name in enumerate(self.fields)}
        return iter(sorted(super().problems(), key=lambda problem: order[problem["href"]]))

    def shape(self, field: BoundField) -> Mapping[str, Any]:
        """What offers names while somebody types, and how wide a box is."""
        plain: dict[str, Any] = {"autocomplete": "off", "spellcheck": False}
        match field.name:
            case "practice" | "partner":
                return {"macro": {**plain, "attributes": {"data-suggest": reverse("finding:practices")}}}
            case "area":
                return {"macro": {**plain, "attributes": {"data-suggest": reverse("finding:areas")}}}
            case "postcode":
                return {"macro": {**plain, "classes": "nhsuk-input--width-10"}}
            case _:
                return {}

    def clean(self) -> dict[str, Any]:
        """What was typed, with the places that are meant: `by` names the surest box that is filled in, `where` its place."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["by"] = next((name for name in WAYS if name in self.errors or given[name]), None)
        read: dict[str, Callable[[str], Where | Several]] = {
            "practice": self.places.practice,
            "area": self.places.place,
            "postcode": self.places.postcodes.find,
        }
        if given["by"] is None:
            self.add_error("practice", "Say where: enter a GP practice, an area or the first part of a postcode.")
        elif given["by"] not in self.errors:
            given["where"] = self._read(given["by"], read[given["by"]])
        if given.get("partner"):
            given["partner_where"] = self._read("partner", self.places.either)
        return given

    def _read(self, name: str, read: Callable[[str], Where | Several]) -> Where | Several | None:
        try:
            return read(self.cleaned_data[name])
        except CoequalError as error:
            self.add_error(name, error.message)
            return None


def address(given: Mapping[str, Any], **other: str) -> str:
    """The parameters that ask a valid form's question again, with others in the place of some; of a postcode only its district."""
    day = given["referred"]
    texts = {
        "service": given["service"],
        given["by"]: _said(given["where"]),
        "partner": _said(given["partner_where"]) if given.get("partner_where") else "",
        **({f"referred[{part}]": str(getattr(day, part)) for part in PARTS} if day else {}),
        **other,
    }
    return urlencode({name: text for name, text in texts.items() if text})


def _said(where: Where | Several) -> str:
    return where.typed if isinstance(where, Several) else label(where)


def without_place(typed: QueryDict) -> dict[str, Any]:
    """What an address of the form gives beside the place, to begin with."""
    day = DayInput().value_from_datadict(typed, {}, "referred")
    return {"service": typed.get("service"), "partner": typed.get("partner"), "referred": day}
