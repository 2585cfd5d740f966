"""The boxes in which a fact is given: one for its value, and where they matter one for its unit and one for its date."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from django import forms

from coequal.facts.dictionary import Fact
from coequal.facts.units import spelled
from coequal.facts.values import EXACT, say_number
from coequal.pages.fields import DayField
from coequal.web.checker.state import Given

UNKNOWN: Final = "unknown"
UNIT, ON, UNDATED = "-unit", "-on", "-undated"
_PARTNERS = {("partner", "none"): "No partner", ("partner", "man"): "A man", ("partner", "woman"): "A woman"}
_FIRST, _LAST = date(1900, 1, 1), date(2100, 1, 1)  # between them lies every date of a result


class NumberField(forms.CharField):
    """A number as people type it; the fact's unit may stand behind it, unless there are several, which are chosen beside it."""

    def __init__(self, fact: Fact, said: Callable[[str], str], **options: Any) -> None:
        """Take the fact, which says how many decimal places count, and what makes a message one about it."""
        self.fact, self.said = fact, said
        super().__init__(max_length=30, **options)

    def clean(self, value: Any) -> str:
        """The number as text. Raises `ValidationError`."""
        typed = self._number(str(super().clean(value))).replace(" ", "")
        if not typed:
            return ""
        if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", typed):
            such = "24.5" if self.fact.decimals else "2"
            raise forms.ValidationError(self.said(f"Enter a number, such as {such}."), code="invalid")
        if not self.fact.decimals and "." in typed:
            raise forms.ValidationError(self.said("Enter a whole number, such as 2."), code="whole")
        return typed

    def _number(self, typed: str) -> str:
        """What was typed, without the fact's unit behind it in whichever spelling."""
        number, unit = re.fullmatch(r"([-0-9. ]*)(.*)", typed, re.DOTALL).groups()  # type: ignore[union-attr]  # it matches any text
        alone = not self.fact.other_units and spelled(unit, self.fact.units)
        return number if alone else typed


class Boxes:
    """The boxes of one fact in a form, by the name of the first."""

    def __init__(self, fact: Fact, name: str, *, dated: bool, required: bool, areas: list[tuple[str, str]]) -> None:
        """Take the fact, whether the date of its result matters, whether it must be answered, and the areas to choose from."""
        self.fact, self.name, self.dated, self.required, self.areas = fact, name, dated, required, areas

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """The fields, each with its name, in the order in which they are filled in."""
        yield self.name, self._field()
        if self.fact.other_units:
            units = [(unit, unit) for unit in self.fact.units]
            said = {"required": self.said("Choose the unit of the result.")}
            yield (
                self.name + UNIT,
                forms.ChoiceField(
                    label="Unit", choices=units, widget=forms.RadioSelect, required=self.required, error_messages=said
                ),
            )
        if self.dated:
            day = DayField(
                what="the date of the result" if self.required else f"the date of the result ({self.fact.says})",
                earliest=_FIRST,
                latest=_LAST,
                required=False,
                label="Date of the result",
            )
            yield self.name + ON, day
            yield self.name + UNDATED, forms.BooleanField(label="I do not know the date", required=False)

    def said(self, message: str) -> str:
        """A message about this fact, which names it where others stand on the page too."""
        return message if self.required else f"{says(self.fact)}: {message[:1].lower()}{message[1:]}"

    def _field(self) -> forms.Field:
        fact = self.fact
        about: dict[str, Any] = {"label": fact.question if self.required else says(fact), "required": self.required}
        about["help_text"] = fact.help if fact.help and (self.required or fact.answered_by == "clinician") else ""
        match fact.kind:
            case "boolean":
                return self._radios([("true", "Yes"), ("false", "No")], about)
            case "choice":
                return self._radios([(value, choice_says(fact, value)) for value in fact.values], about)
            case "date":
                earliest, latest = cast("tuple[date, date]", fact.plausible)
                return DayField(what="the date" if self.required else fact.says, earliest=earliest, latest=latest, **about)
            case "area":
                chosen = [("", "Choose an area"), *self.areas]
                return forms.ChoiceField(choices=chosen, error_messages={"required": "Choose an area."}, **about)
            case _:
                return NumberField(fact, self.said, error_messages={"required": "Enter a number."}, **about)

    def _radios(self, choices: list[tuple[str, str]], about: dict[str, Any]) -> forms.Field:
        said = {"required": "Choose one of the answers."}
        unknown = (UNKNOWN, "I do not know" if self.required else "Not known")
        return forms.ChoiceField(choices=[*choices, unknown], widget=forms.RadioSelect, error_messages=said, **about)

    def shape(self, name: str) -> Mapping[str, Any]:
        """What to add to what the macro of one of the fields takes."""
        if name == self.name and self.fact.kind == "number":
            unit = {} if self.fact.other_units or not self.fact.unit else {"suffix": self.fact.unit}
            mode = "decimal" if self.fact.decimals else "numeric"
            return {"macro": {**unit, "inputmode": mode, "classes": "nhsuk-input--width-5", "autocomplete": "off"}}
        in_a_row = name == self.name and self.fact.kind in ("boolean", "choice") and not self.required
        if in_a_row or name == self.name + UNIT:
            return {"macro": {"classes": "nhsuk-radios--inline nhsuk-radios--small"}}
        return {}

    def initial(self, given: Given, *, known: bool) -> dict[str, Any]:
        """What stands in the boxes for an answer; where nothing is `known` of one, they are empty but for the usual unit."""
        radios = self.fact.kind in ("boolean", "choice")
        if given is None:
            return {self.name: UNKNOWN} if known and radios else {}
        on = given.get("date")
        found: dict[str, Any] = {self.name: given["value"], self.name + UNIT: given.get("unit"), self.name + ON: on}
        return {**found, self.name + UNDATED: self.dated and on is None}

    def given(self, form: forms.Form) -> Given:
        """The answer in the boxes of a form that was sent; where it cannot be used, the form says so."""
        cleaned = form.cleaned_data
        value = cleaned.get(self.name)
        if value in (None, "", UNKNOWN):
            return None
        if self.fact.kind == "date":
            return {"value": value.isoformat()}
        given = {"value": str(value)}
        if self.fact.other_units:
            unit = cleaned.get(self.name + UNIT)
            if not unit:
                if not form.has_error(self.name + UNIT):
                    form.add_error(self.name + UNIT, self.said("Choose the unit of the result."))
                return None
            given["unit"] = unit
        if self.fact.kind == "number":
            self._check_range(form, Decimal(given["value"]), given.get("unit"))
        return given | self._on(form)

    def _check_range(self, form: forms.Form, number: Decimal, unit: str | None) -> None:
        """Put a message into the form where a number cannot be right."""
        low, high = cast("tuple[Decimal, Decimal]", self.fact.plausible)
        factor = self.fact.other_units.get(unit or "", Decimal(1))
        if not low <= EXACT.multiply(number, factor) <= high:
            ends = [say_number((end / factor).quantize(Decimal(1).scaleb(-self.fact.decimals))) for end in (low, high)]
            beside = f" {unit or self.fact.unit}" if unit or self.fact.unit else ""
            form.add_error(self.name, self.said(f"The number must be between {ends[0]} and {ends[1]}{beside}."))

    def _on(self, form: forms.Form) -> dict[str, str]:
        """The date of the result, unless it is said not to be known."""
        if not self.dated or form.has_error(self.name + ON):
            return {}
        day, undated = form.cleaned_data.get(self.name + ON), form.cleaned_data.get(self.name + UNDATED)
        if day and undated:
            form.add_error(self.name + ON, self.said("Enter the date of the result, or say that you do not know it, not both."))
        if not day and not undated:
            form.add_error(self.name + ON, self.said("Enter the date of the result, or say that you do not know it."))
        return {"date": day.isoformat()} if day else {}


def says(fact: Fact) -> str:
    """The words of a fact at the beginning of a sentence."""
    return f"{fact.says[:1].upper()}{fact.says[1:]}"


def choice_says(fact: Fact, value: str) -> str:
    """A value of a choice as people choose it: of a partner, that there is none, a man or a woman."""
    return _PARTNERS.get((fact.name, value)) or f"{value[:1].upper()}{value[1:]}"
