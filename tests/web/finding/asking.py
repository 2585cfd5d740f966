"""Questions to the page that finds a policy, and what it answers."""

import re
from html import unescape
from typing import Final

from django.test import Client

SERVICE: Final = "assisted-conception"


def parameters(**given: str) -> dict[str, str]:
    """What is sent; a day is three parts, as in `referred="2 5 2023"`."""
    day = given.pop("referred", "")
    parts = dict(zip(("day", "month", "year"), day.split(" "), strict=True)) if day else {}
    return {"service": SERVICE, **given, **{f"referred[{part}]": text for part, text in parts.items()}}


def words(html: str) -> str:
    """What a page says, without its tags, spaces as one."""
    main = re.sub(r"(?s).*<main[^>]*>|</main>.*", " ", html)
    return " ".join(unescape(re.sub(r"(?s)<[^>]*>", " ", main)).split())


def page(client: Client, **given: str) -> str:
    """The words of the page at an address, which is there."""
    response = client.get("/find", parameters(**given))
    assert response.status_code == 200
    return words(response.content.decode())


def sent(client: Client, **given: str) -> str:
    """The address to which a form that is sent leads."""
    response = client.post("/find", parameters(**given))
    assert response.status_code == 302
    return str(response.headers["Location"])


def refused(client: Client, **given: str) -> str:
    """The HTML of the form that comes back with its faults."""
    response = client.post("/find", parameters(**given))
    assert response.status_code == 200
    html = response.content.decode()
    assert "<title>Error: Find your policy" in html
    return html
