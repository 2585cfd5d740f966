"""A picture as PNG, with its content in words inside the file."""

import vl_convert

from coequal.documents.model import Picture
from coequal.populations.charts.described import png_described
from coequal.populations.charts.layout import Page


def picture_png(picture: Picture) -> bytes:
    """The picture at twice its size; its caption and words are the description that the file carries."""
    drawn: bytes = vl_convert.svg_to_png(picture.svg, scale=2)
    return png_described(drawn, Page(picture.caption, (picture.words,), (), ()))
