"""What a policy keeps as its source prints it: dates, the source itself, providers, the route for exceptions."""

import re
from datetime import date

from coequal.errors import CoequalError
from coequal.facts.dates import MONTH_NAMES
from coequal.facts.fields import Fields, day, scalar
from coequal.facts.strict_yaml import Node, Table, read
from coequal.policies.markdown import Block
from coequal.policies.model import Exceptions, PrintedDate, Provider, Site, Source

PRINTED_DATE_KEYS = ("printed", "read as", "because", "not before", "not after")
SOURCE_KEYS = ("title", "url", "seen")
PROVIDERS_KEYS = ("printed on", "list")
PROVIDER_KEYS = ("name", "sites", "telephone", "email", "web")
SITE_KEYS = ("name", "address", "county", "postcode")
EXCEPTIONS_KEYS = ("route", "who may ask", "whom", "then")
_SHORT = [name[:3].casefold() for name in MONTH_NAMES]
_FORMS = (
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(
        rf"(?P<day>\d{{1,2}})(st|nd|rd|th)? (?P<month>{'|'.join((*MONTH_NAMES, *_SHORT))}),? (?P<year>\d{{4}})", re.IGNORECASE
    ),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def read_printed_date(node: Node) -> PrintedDate:
    """A date as printed and as read; a plain date is both.

    Raises `CoequalError` where it is bounded and read as well, or its bounds are the wrong way round.
    """
    if not isinstance(node, Table):
        found = scalar(node, "a date")
        return PrintedDate(found.text, day(found))
    fields = Fields(node, "A printed date", PRINTED_DATE_KEYS)
    for bound in ("not before", "not after"):
        if "read as" in fields and bound in fields:
            raise CoequalError(f'A date that is read as a day needs no "{bound}".', fields.node(bound).place)
    first, last = fields.day("not before"), fields.day("not after")
    if first and last and first > last:
        raise CoequalError(f"{first} is later than {last}: the day cannot lie between them.", fields.node("not before").place)
    return PrintedDate(fields.text("printed"), fields.day("read as"), fields.text_or_none("because"), first, last)


def printed_day(text: str) -> date | None:
    """The day in a date as people print it: 01/06/2029, 1 June 2029, 2029-06-01. None of anything else."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text.strip()))), None)
    if found is None:
        return None
    month = found["month"]
    number = int(month) if month.isdigit() else _SHORT.index(month[:3].casefold()) + 1
    try:
        return date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None


def meant(printed: PrintedDate | None) -> date | None:
    """The day that is meant: as it is read, or else as it is printed."""
    return None if printed is None else printed.read_as or printed_day(printed.printed)


def read_source(node: Node) -> Source:
    """Where the wording was seen, and when. An address that is none of the web's is text, and never a link on a page."""
    fields = Fields(node, "A source", SOURCE_KEYS)
    title, address, seen = fields.text("title"), fields.text_or_none("url"), fields.day("seen")
    if address is None or _WEB.fullmatch(address):
        return Source(title, address, seen)
    return Source(f"{title} ({address})", None, seen)


def read_providers(block: Block, file: str) -> list[Provider]:
    """The providers of one block, in their order."""
    fields = Fields(read(block.text, file, first_line=block.line), "The providers", PROVIDERS_KEYS)
    printed_on = fields.text("printed on")
    return [_provider(node, printed_on) for node in fields.items("list")]


def _provider(node: Node, printed_on: str) -> Provider:
    fields = Fields(node, "A provider", PROVIDER_KEYS)
    return Provider(
        fields.text("name"),
        tuple(map(_site, fields.items("sites"))),
        fields.text_or_none("telephone"),
        fields.text_or_none("email"),
        fields.text_or_none("web"),
        printed_on,
    )


def _site(node: Node) -> Site:
    fields = Fields(node, "A site", SITE_KEYS)
    return Site(fields.text("name"), fields.text("address"), fields.text_or_none("county"), fields.text_or_none("postcode"))


def read_exceptions(block: Block, file: str) -> Exceptions:
    """The way for people whom the policy does not cover."""
    yaml = read(block.text, file, first_line=block.line)
    fields = Fields(yaml, "The exceptions", EXCEPTIONS_KEYS)
    return Exceptions(fields.text("route"), fields.text("who may ask"), fields.text("whom"), fields.text_or_none("then"))
