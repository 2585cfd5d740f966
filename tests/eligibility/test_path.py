"""The path to a service is what its dictionary says; of any other service the GP comes first."""

from dataclasses import replace

from coequal.eligibility.path import path
from coequal.policies.library import Library


def test_the_path_is_that_of_the_dictionary() -> None:
    """What it leaves out is as for any service."""
    own = Library().vocabulary("assisted-conception").dictionary
    usual = Library().vocabulary("sterilisation").dictionary
    assert path(own).before[2].startswith("The hospital clinic can refer you to a fertility clinic.")
    assert path(usual).before[0] == "See your GP. Take the one-page summary with you."
    assert path(replace(usual, path=(("Ask a midwife.",), ()))) == replace(path(usual), before=("Ask a midwife.",))
