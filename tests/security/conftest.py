"""What these tests share with those of the site: static files by their plain names, and neither haste nor anybody who has asked before."""

from tests.web.conftest import nobody_has_asked, patient_with_checking, plain_names

__all__ = ["nobody_has_asked", "patient_with_checking", "plain_names"]
