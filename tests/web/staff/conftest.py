"""What tests of staff share: each begins with nothing counted against anybody."""

import pytest


@pytest.fixture(autouse=True)
def no_limit(settings: object) -> None:
    """How often one computer may ask is tested where it matters."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
