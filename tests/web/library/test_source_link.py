"""The link to a source on the page of a policy."""

from django.test import Client

from tests.policies.building import WHOLE, changed
from tests.web.library.conftest import Hold
from tests.web.library.reading import links, text


def test_the_source_is_a_link_only_into_the_web(client: Client, hold: Hold) -> None:
    """An address that could run something is shown as text."""
    hold(WHOLE)
    assert "https://example.org/rules" in links(client.get("/policies/here/hearing"))
    hold(changed("https://example.org/rules", "javascript:alert(1)"))
    page = client.get("/policies/here/hearing")
    assert "The rules (javascript:alert(1)), seen on 6 May 2024" in text(page)
    assert not [link for link in links(page) if link.startswith("javascript")]
