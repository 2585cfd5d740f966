"""The kinds of question in words, for those who build a survey."""

from typing import Final

from coequal.involvement.surveys import model

KINDS_IN_WORDS: Final = {
    model.ONE: "One answer of several",
    model.SEVERAL: "Several answers",
    model.SCALE: "A scale",
    model.MATRIX: "A table: one answer for each row",
    model.TEXT: "Text of several lines",
    model.SHORT: "Text of one line",
    model.NUMBER: "A number",
    model.DATE: "A date",
    model.DISTRICT: "The first part of a postcode",
    model.CONSENT: "Consent: yes or no",
}
