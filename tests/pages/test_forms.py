"""Forms in the design system's shape."""

from datetime import date
from html.parser import HTMLParser
from typing import ClassVar

import pytest
from django import forms
from django.template import engines

from coequal.pages.fields import DayField
from coequal.pages.forms import Form


class Everything(Form):
    """One field of each kind."""

    as_heading = "sought"
    shapes: ClassVar = {"weight": {"macro": {"suffix": "kg"}}, "sought": {"items": {"IUI": {"hint": {"text": "No laboratory."}}}}}

    sought = forms.ChoiceField(label="Which treatment?", choices=[("IVF", "IVF"), ("IUI", "IUI")], widget=forms.RadioSelect)
    weight = forms.DecimalField(label="Weight", widget=forms.TextInput, help_text="In kilograms.")
    born = DayField(what="your date of birth", earliest=date(1900, 1, 1), latest=date(2026, 1, 1), label="Date of birth")
    area = forms.ChoiceField(label="Area", choices=[("", "Choose"), ("26A", "Norfolk & Waveney")])
    more = forms.CharField(label="More", widget=forms.Textarea, required=False)
    agrees = forms.BooleanField(label="I agree", required=False)
    kinds = forms.MultipleChoiceField(
        label="Kinds", choices=[(1, "one"), (2, "two")], widget=forms.CheckboxSelectMultiple, required=False
    )
    state = forms.CharField(widget=forms.HiddenInput, required=False)


class Controls(HTMLParser):
    """The controls of a page by their names, and what labels them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.controls, self.labelled, self.ids, self.headings = [], set(), set(), 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id"))
        self.headings += tag == "h1"
        if tag in ("input", "select", "textarea"):
            self.controls.append(found)
        if tag == "label":
            self.labelled.add(found["for"])


def test_every_field_has_its_label_and_keeps_what_was_typed() -> None:
    """Each control is labelled, one label is the heading of the page, and what was typed stands in the controls."""
    typed = {
        "sought": "IUI",
        "weight": "7<0",
        "born[day]": "31",
        "born[month]": "2",
        "born[year]": "1990",
        "area": "26A",
        "more": "a & b",
    }
    page = Controls(str(Everything({**typed, "kinds": ["2"], "state": "s"})))
    shown = {control["name"]: control.get("value") for control in page.controls if control.get("type") == "text"}
    assert shown == {"weight": "7<0", "born[day]": "31", "born[month]": "2", "born[year]": "1990"}
    chosen = {(control["name"], control["value"]) for control in page.controls if "checked" in control}
    assert chosen == {("sought", "IUI"), ("kinds", "2")}
    visible = [control for control in page.controls if control.get("type") != "hidden"]
    assert all(control["id"] in page.labelled for control in visible)
    assert page.headings == 1


def test_the_summary_leads_to_each_control_that_is_wrong() -> None:
    """Every message is there once, with the id of a control that exists."""
    form = Everything({"born[day]": "31", "born[month]": "2", "born[year]": "1990", "weight": "x"})
    form.add_error(None, "Something else.")
    problems = list(form.problems())
    text = str(form)
    assert {"text": "There is no 31 February 1990. Check your date of birth.", "href": "#id_born-day"} in problems
    assert {"text": "Something else.", "href": "#maincontent"} in problems
    assert len(problems) == 5  # the choice, the weight, the day, the area, and the last one
    for problem in problems:
        assert problem["href"] == "#maincontent" or problem["href"][1:] in Controls(text).ids
    summary = engines["jinja2"].get_template("pages/forms/summary.html").render({"form": form})
    assert summary.count("There is no 31 February 1990.") == 1


def test_of_a_character_that_no_text_has_it_is_said_in_our_words() -> None:
    """In whichever field it stands."""
    assert Everything({"more": "smo\x00king"}).errors["more"] == [
        "There is a character in this that cannot be shown. Delete it, or type it anew."
    ]


def test_what_a_form_adds_to_a_macro_is_drawn() -> None:
    """A suffix and a hint beside a choice stand on the page."""
    text = str(Everything())
    assert "kg" in text
    assert "No laboratory." in text


def test_texts_mean_nothing_to_the_browser() -> None:
    """Signs that mean something in HTML are shown as they were typed."""
    text = str(Everything({"more": "</textarea><script>alert(1)</script>"}))
    assert "<script>" not in text
    assert "Norfolk &amp; Waveney" in text


def test_a_widget_that_nobody_draws_is_an_error() -> None:
    """A form with a widget of another kind fails when it is drawn, and not in front of a visitor."""

    class Odd(Form):
        odd = forms.CharField(widget=forms.Widget)

    form = Odd()
    with pytest.raises(StopIteration):
        form.kind(form["odd"])
