"""What stands on a page, as people read it."""

import re
from html import unescape

from django.http import HttpResponse


def text(response: HttpResponse) -> str:
    """The words of a page that came, on one line."""
    assert response.status_code == 200, response.status_code
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def links(response: HttpResponse) -> list[str]:
    """Where the links of the main part lead."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    return [unescape(found) for found in re.findall(r'<a[^>]* href="([^"]+)"', main[0])]
