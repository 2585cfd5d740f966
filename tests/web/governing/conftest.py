"""The pages of meetings over the small library of the studio's tests."""

from tests.web.studio.conftest import small_library, small_shelf  # noqa: F401  # fixtures, which pytest finds by their names
