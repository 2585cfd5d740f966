"""What these tests share with those of the site: static files by their plain names."""

from tests.web.conftest import plain_names

__all__ = ["plain_names"]
