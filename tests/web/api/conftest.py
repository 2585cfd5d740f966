"""The command line beside the API: both have to say the same."""

from tests.cli.conftest import coequal  # noqa: F401  # a fixture, found by its name
