"""The table of settings: what is unknown or cannot be used is named at the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.web.environment import surroundings
from coequal.web.variables import FLAG, NUMBER, TOKEN, VARIABLES, check


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"COEQUAL_HTPS": "1"}, r'There is no setting COEQUAL_HTPS. Did you mean "COEQUAL_HTTPS"\?'),
        ({"COEQUAL_XYZZY_PLUGH": "1"}, "There is no setting COEQUAL_XYZZY_PLUGH. docs/manual/settings.md names"),
        ({"COEQUAL_HTTPS": "maybe"}, "COEQUAL_HTTPS must be yes or no, such as 1."),
        ({"COEQUAL_PROXIES": "x"}, "COEQUAL_PROXIES must be a whole number, such as 2."),
        ({"COEQUAL_REQUESTS_A_MINUTE": "-1"}, "COEQUAL_REQUESTS_A_MINUTE must be a whole number"),
        ({"COEQUAL_SITE_ADDRESS": "coequal.example"}, "COEQUAL_SITE_ADDRESS must be a web address"),
        ({"COEQUAL_METRICS_TOKEN": "guess me"}, "COEQUAL_METRICS_TOKEN must be a secret of 32 signs or more"),
        ({"COEQUAL_METRICS_FROM": "here"}, "COEQUAL_METRICS_FROM must be addresses or networks"),
        ({"COEQUAL_MAIL_FROM": "us"}, "COEQUAL_MAIL_FROM must be an e-mail address"),
        ({"COEQUAL_HTPS": "1", "COEQUAL_PROXIES": "two"}, "COEQUAL_HTPS.* COEQUAL_PROXIES must be"),
    ],
)
def test_what_is_unknown_or_of_the_wrong_kind_is_named(variables: dict[str, str], said: str) -> None:
    """All of it in one message, with the nearest name that there is."""
    with pytest.raises(CoequalError, match=said):
        surroundings(variables)


def test_what_a_variable_holds_is_never_repeated() -> None:
    """It may be a password that stands under a wrong name."""
    with pytest.raises(CoequalError) as refused:
        check({"COEQUAL_MAIL_PASSWORD": "open sesame", "COEQUAL_PROXIES": "sesame"})
    assert "sesame" not in str(refused.value)


def test_what_is_empty_counts_as_not_set() -> None:
    """As a set of containers hands on what nobody has named."""
    assert surroundings({one.name: "" for one in VARIABLES if one.name != "COEQUAL_DATA"}).hosts == surroundings({}).hosts


def test_names_that_others_heed_are_left_alone() -> None:
    """Those of programs that ask the site, of the tests, and of anything else on the machine."""
    check({"COEQUAL_KEY": "k", "COEQUAL_TEST_POSTGRES": "1", "HOME": "/root", "DEBUGGER": "no"})


def test_each_kind_accepts_its_own_example() -> None:
    """Which its message shows."""
    for one in VARIABLES:
        check({one.name: "" if one.kind is TOKEN else one.kind.example})
    assert {one.name for one in VARIABLES if one.kind is FLAG} == {"DEBUG", "COEQUAL_HTTPS"}
    assert {one.name for one in VARIABLES if one.kind is NUMBER} == {"COEQUAL_PROXIES", "COEQUAL_REQUESTS_A_MINUTE"}


def test_a_process_stops_with_one_message(tmp_path: Path) -> None:
    """Without a trace of the code, and before it has made anything."""
    variables = {**os.environ, "COEQUAL_DATA": str(tmp_path / "data"), "COEQUAL_HTPS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "coequal", "site", "migrate"], env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == ['coequal: There is no setting COEQUAL_HTPS. Did you mean "COEQUAL_HTTPS"?']
    assert not (tmp_path / "data" / "coequal.sqlite3").exists()
