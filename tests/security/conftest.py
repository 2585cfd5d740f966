"""What these tests share with those of the site: static files by their plain names, and nobody who has asked before."""

from tests.web.conftest import nobody_has_asked, plain_names

__all__ = ["nobody_has_asked", "plain_names"]
