"""The address of a source."""

import pytest

from coequal.policies.model import Source
from tests.policies.building import changed, policy

ADDRESS = "https://example.org/rules"


@pytest.mark.parametrize("address", ["https://example.org/rules", "http://example.org/a?b=c#d", "HTTPS://EXAMPLE.ORG/"])
def test_an_address_of_the_web_stays_one(address: str) -> None:
    """Whichever letters it is written in."""
    source = policy(changed(ADDRESS, address)).source
    assert (source.title, source.url) == ("The rules", address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)//https://example.org",
        "data:text/html,hello",
        "ftp://example.org/rules",
        "file:///rules",
        "//example.org/rules",
        "example.org/rules",
        "https://",
        "https://example.org/the rules",
    ],
)
def test_any_other_address_is_text(address: str) -> None:
    """It is kept, behind the title, and there is nothing that a page could make a link of."""
    source = policy(changed(ADDRESS, address)).source
    assert source == Source(f"The rules ({address})", None, source.seen)
