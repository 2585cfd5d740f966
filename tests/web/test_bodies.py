"""What may be sent to the site."""

from io import BytesIO

import pytest
from django.core.files.uploadhandler import StopUpload
from django.test import Client

from coequal.web.bodies import LARGEST, LARGEST_TEXT, NoFiles


def test_what_is_larger_than_any_form_is_refused_unread(client: Client) -> None:
    """The page says so, and nothing of it lies anywhere."""
    page = client.generic("POST", "/find", b"a" * (LARGEST + 1), content_type="application/x-www-form-urlencoded")
    assert page.status_code == 413
    assert "larger than any form here" in page.content.decode()


def test_no_file_is_taken(client: Client) -> None:
    """A form with a file in it is read without the file, and no file is begun."""
    page = client.post("/find", {"service": "assisted-conception", "file": BytesIO(b"x" * 1000)})
    assert page.status_code in (200, 400)
    with pytest.raises(StopUpload):
        NoFiles().new_file("file", "name", "text/plain", 1000)


def test_a_page_that_shows_what_was_typed_is_kept_by_nobody(client: Client) -> None:
    """A form that comes back with messages is not for caches."""
    page = client.post("/find", {"service": "assisted-conception", "postcode": "nonsense"})
    assert page["Cache-Control"] == "no-store"


def test_only_the_studio_takes_more_and_files(client: Client) -> None:
    """Of anything else the same size is refused, wherever it is sent."""
    large = b"a" * (LARGEST + 1)
    assert client.generic("POST", "/studio/D-0000-0000/edit", large, content_type="text/plain").status_code != 413
    assert client.generic("POST", "/nowhere", large, content_type="text/plain").status_code == 413
    assert client.generic("POST", "/studio/begin/text", b"a" * (LARGEST_TEXT + 1), content_type="text/plain").status_code == 413
