"""Fields that Django lacks: a day in three boxes, as people write it on paper."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

PARTS = ("day", "month", "year")
_MONTHS = "january february march april may june july august september october november december".split()


class DayInput(forms.MultiWidget):
    """Three boxes: day, month, year. What was typed stays in them, whatever it is."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Three plain boxes."""
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: date | str | None) -> list[str]:
        """A day as the three texts."""
        if isinstance(value, str):
            value = date.fromisoformat(value)
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:  # noqa: ARG002  # no file is a day
        """The three texts as typed."""
        return [str(data.get(f"{name}[{part}]", "")) for part in PARTS]

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box, to which a message leads."""
        return f"{id_}-{index or 'day'}"


class DayField(forms.Field):
    """A day between two others, both allowed. `what` names it in messages: “the date of referral”."""

    widget = DayInput

    def __init__(self, *, what: str, earliest: date, latest: date, **options: Any) -> None:
        """Take the limits; other options are those of any field."""
        self.what, self.earliest, self.latest = what, earliest, latest
        super().__init__(**options)

    def clean(self, value: Sequence[str] | None) -> date | None:
        """The day. Raises `ValidationError` with what is wrong with it, in words."""
        typed = [text.strip() for text in value or ()]
        if not any(typed):
            if self.required:
                raise forms.ValidationError(f"Enter {self.what}.", code="required")
            return None
        found = read_day(typed, self.what)
        if not self.earliest <= found <= self.latest:
            span = f"{self.earliest.day} {self.earliest:%B %Y} and {self.latest.day} {self.latest:%B %Y}"
            raise forms.ValidationError(f"{_sentence(self.what)} must be between {span}.", code="range")
        return found


def read_day(typed: Sequence[str], what: str) -> date:
    """The day of three texts; a month may be a word. Raises `ValidationError` that says which part is wrong."""
    missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
    if missing:
        raise forms.ValidationError(f"{_sentence(what)} must include a {' and a '.join(missing)}.", code="incomplete")
    day, month, year = typed[0], _month(typed[1]), typed[2]
    if not (re.fullmatch(r"[0-9]{1,2}", day) and month and re.fullmatch(r"[0-9]{4}", year)):
        raise forms.ValidationError(f"{_sentence(what)} must be a real date, such as 27 3 2026.", code="invalid")
    try:
        return date(int(year), month, int(day))
    except ValueError:
        name = _MONTHS[month - 1].title()
        raise forms.ValidationError(f"There is no {int(day)} {name} {year}. Check {what}.", code="invalid") from None


def _month(text: str) -> int | None:
    """The number of a month; None where there is no such month."""
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else None
    named = [place for place, name in enumerate(_MONTHS, start=1) if len(text) >= 3 and name.startswith(text.casefold())]
    return named[0] if len(named) == 1 else None


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
