"""DMN as XML: its namespaces, elements, and reading one without what makes XML dangerous."""

import re
from typing import Final
from xml.etree import ElementTree as ET

from coequal.errors import CoequalError, Place

NEWEST: Final = "1.5"
VERSIONS: Final = {NEWEST: "20230324", "1.3": "20191111"}  # of DMN that are written, by the day in their namespaces
_OF_DMN: Final = "https://www.omg.org/spec/DMN/"
MODEL: Final = f"{_OF_DMN}{VERSIONS[NEWEST]}/MODEL/"
FEEL: Final = f"{_OF_DMN}{VERSIONS[NEWEST]}/FEEL/"
DMNDI: Final = f"{_OF_DMN}{VERSIONS[NEWEST]}/DMNDI/"
DC: Final = "http://www.omg.org/spec/DMN/20180521/DC/"
DI: Final = "http://www.omg.org/spec/DMN/20180521/DI/"
OURS: Final = "urn:coequal:policy"  # of what DMN has no place for: clause, kind, other readings
_PREFIXES: Final = {"dmn": MODEL, "dmndi": DMNDI, "dc": DC, "di": DI, "coequal": OURS}
MOST_BYTES: Final = 5_000_000
MOST_ELEMENTS: Final = 100_000
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


def written(root: ET.Element, version: str = NEWEST) -> bytes:
    """The bytes of a document in the namespaces of a version of DMN, which all stand in its first tag."""
    ET.indent(root)
    first, end, rest = ET.tostring(root, encoding="unicode").partition(">")
    first = first.replace(f'"{_OF_DMN}{VERSIONS[NEWEST]}/', f'"{_OF_DMN}{VERSIONS[version]}/')
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{first}{end}{rest}\n'.encode()


def read(data: bytes, place: Place) -> ET.Element:
    """The root of a document from outside.

    Raises `CoequalError` where it is too large or too deep, before more of it is built; and where it is no XML, or declares
    entities, which may hold anything.
    """
    if len(data) > MOST_BYTES:
        raise CoequalError(f"This is too large: a model may have at most {MOST_BYTES // 10**6} MB.", place)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CoequalError("This is not UTF-8 text. Save the model as UTF-8.", place) from None
    if _DECLARED.search(text):
        raise CoequalError("This has a document type, which a DMN model needs not. Save it without.", place)
    parser = ET.XMLParser(target=_Bounded(place))  # noqa: S314  # without a document type it has no entities
    try:
        parser.feed(text)  # as text, whatever encoding it names
        root: ET.Element = parser.close()
    except ET.ParseError as error:
        line, column = error.position
        raise CoequalError("This is not XML that can be read.", Place(place.file, line, column + 1)) from None
    return root


class _Bounded(ET.TreeBuilder):
    """A tree in the making that ends at the first element too many or too deep."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place, self.elements, self.depth = place, 0, -1

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        """One element more. Raises `CoequalError`."""
        self.elements, self.depth = self.elements + 1, self.depth + 1
        if self.elements > MOST_ELEMENTS:
            raise CoequalError(f"This is too large: a model may have at most {MOST_ELEMENTS:,} elements.", self.place)
        if self.depth > DEEPEST:
            raise CoequalError(f"This is nested more than {DEEPEST} elements deep, so it is not read.", self.place)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        """The end of one."""
        self.depth -= 1
        return super().end(tag)


def local(found: ET.Element) -> str:
    """The name of an element without its namespace."""
    return found.tag.rpartition("}")[2]


def _clean(text: str) -> str:
    """A text without the characters that XML has not."""
    return _BAD.sub("\N{REPLACEMENT CHARACTER}", text)
