"""An area of the site's own library is called as its tables call it, wherever a page names it."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.policies.own_names import AREA, HERE, NAME, PLAIN, THERE, own_library
from tests.web.comparing.building import open_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own(settings: Any, tmp_path: Path) -> Iterator[None]:
    """The site with such a library."""
    with open_shelf(settings, own_library(tmp_path / "own"), tmp_path):
        yield


@pytest.mark.parametrize(
    "address",
    [
        "/policies",
        "/policies?q=smoking",
        f"/policies/{AREA}/care",
        f"/policies/{AREA}/care/v1/easy-read",
        f"/check/{AREA}/care",
        "/compare?service=care",
        f"/compare?a={HERE}&b={THERE}",
        "/lottery/care",
        "/find?service=care&area=01N",
        "/feeds/policies",
    ],
)
def test_a_page_has_the_name(client: Client, address: str) -> None:
    """And not the id made into words."""
    page = client.get(address)
    assert page.status_code == 200
    said = unescape(page.content.decode())
    assert NAME in said
    assert PLAIN not in said
