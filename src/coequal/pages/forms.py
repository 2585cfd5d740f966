"""Forms in the design system's shape: every field is drawn by a macro, so a new form needs no HTML."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.template import engines

from coequal.pages.fields import DayInput

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (  # the nearest first: some of these are kinds of others
    (DayInput, "day"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.TextInput, "input"),
)
_NO_TEXT: Final = "There is a character in this that cannot be shown. Delete it, or type it anew."


class Renderer(BaseRenderer):
    """Draws forms and fields with the site's own templates."""

    form_template_name = "pages/forms/form.html"
    field_template_name = "pages/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """A template of the site."""
        return engines["jinja2"].get_template(template_name)


class Form(forms.Form):
    """A form of this site.

    `as_heading` names a field whose label or legend is the heading of its page. `shapes` may add to what a macro takes
    for a field: a suffix, a width, hints beside choices.
    """

    default_renderer = Renderer
    use_required_attribute = False  # the browser's own messages differ from ours, and cannot be read by everybody
    as_heading: ClassVar[str | None] = None
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {}

    def full_clean(self) -> None:
        """Look at what was sent; of a character that no text has it is said as the rest is."""
        for field in self.fields.values():
            field.error_messages.setdefault("null_characters_not_allowed", _NO_TEXT)
        super().full_clean()

    def kind(self, field: BoundField) -> str:
        """Which macro draws a field."""
        return next(kind for widget, kind in _KINDS if isinstance(field.field.widget, widget))

    def shape(self, field: BoundField) -> Mapping[str, Any]:
        """What to add to what the macro takes."""
        return self.shapes.get(field.name, {})

    def problems(self) -> Iterator[dict[str, str]]:
        """Every message with the place that it is about, for the summary at the top of the page."""
        for name, messages in self.errors.items():
            yield from ({"text": str(message), "href": self._target(name)} for message in messages)

    def _target(self, name: str) -> str:
        """The control to which a message leads: of a group its first."""
        if name not in self.fields:
            return "#maincontent"
        field = self[name]
        return f"#{field.auto_id}-day" if self.kind(field) == "day" else f"#{field.auto_id}"
