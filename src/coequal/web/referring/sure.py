"""A form that asks for nothing but that somebody is sure."""

from typing import Any

from coequal.pages.forms import Form


class SureForm(Form):
    """What is sent from a last look."""

    def __init__(self, data: Any = None) -> None:
        """Take what was sent."""
        super().__init__(data)
        self.is_sure = bool(data) and data.get("sure") == "yes"
