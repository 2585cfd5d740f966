"""DMN as XML: its namespaces, elements, and reading one without what makes XML dangerous."""

import re
from typing import Final
from xml.etree import ElementTree as ET

from coequal.errors import CoequalError, Place

MODEL: Final = "https://www.omg.org/spec/DMN/20230324/MODEL/"
FEEL: Final = "https://www.omg.org/spec/DMN/20230324/FEEL/"
DMNDI: Final = "https://www.omg.org/spec/DMN/20230324/DMNDI/"
DC: Final = "http://www.omg.org/spec/DMN/20180521/DC/"
DI: Final = "http://www.omg.org/spec/DMN/20180521/DI/"
OURS: Final = "urn:coequal:policy"  # of what DMN has no place for: clause, kind, other readings
_PREFIXES: Final = {"dmn": MODEL, "dmndi": DMNDI, "dc": DC, "di": DI, "coequal": OURS}
MOST_BYTES: Final = 5_000_000
DEEPEST: Final = 60
_DECLARED: Final = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_BAD: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for _prefix, _namespace in _PREFIXES.items():
    ET.register_namespace(_prefix, _namespace)


def element(name: str, namespace: str = MODEL, /, **attributes: str) -> ET.Element:
    """An element that stands alone; an underscore at the end of an attribute's name is dropped."""
    return ET.Element(f"{{{namespace}}}{name}", {key.rstrip("_"): _clean(value) for key, value in attributes.items()})


def under(parent: ET.Element, name: str, namespace: str = MODEL, /, **attributes: str) -> ET.Element:
    """A new element under another."""
    found = element(name, namespace, **attributes)
    parent.append(found)
    return found


def text_under(parent: ET.Element, name: str, text: str, namespace: str = MODEL, /, **attributes: str) -> ET.Element:
    """A new element under another that holds a text."""
    found = under(parent, name, namespace, **attributes)
    found.text = _clean(text)
    return found


def written(root: ET.Element) -> bytes:
    """The bytes of a document."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def read(data: bytes, place: Place) -> ET.Element:
    """The root of a document from outside.

    Raises `CoequalError` where it is too large or too deep, no XML, or declares entities, which may hold anything.
    """
    if len(data) > MOST_BYTES:
        raise CoequalError(f"This is too large: a model may have at most {MOST_BYTES // 10**6} MB.", place)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CoequalError("This is not UTF-8 text. Save the model as UTF-8.", place) from None
    if _DECLARED.search(text):
        raise CoequalError("This has a document type, which a DMN model needs not. Save it without.", place)
    try:
        root = ET.fromstring(text)  # noqa: S314  # as text, whatever encoding it names; without a document type it has no entities
    except ET.ParseError as error:
        line, column = error.position
        raise CoequalError("This is not XML that can be read.", Place(place.file, line, column + 1)) from None
    level, depth = [root], 0
    while level := [child for found in level for child in found]:
        depth += 1
        if depth > DEEPEST:
            raise CoequalError(f"This is nested more than {DEEPEST} elements deep, so it is not read.", place)
    return root


def local(found: ET.Element) -> str:
    """The name of an element without its namespace."""
    return found.tag.rpartition("}")[2]


def _clean(text: str) -> str:
    """A text without the characters that XML has not."""
    return _BAD.sub("\N{REPLACEMENT CHARACTER}", text)
