"""The file of providers of single sign-on: what is wrong in it is named at the start."""

from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.web import providers as read
from coequal.web.environment import surroundings
from coequal.web.providers import is_safe, providers

WHOLE = """
[exampleshire]
called = "Exampleshire’s account"
issuer = "https://login.exampleshire.example"
client = "coequal"
key = "/etc/coequal/exampleshire.pem"
organisations = ["EXA1"]
addresses = ["@Exampleshire.example"]
"""


def written(folder: Path, text: str) -> str:
    """The path of a file with a text."""
    file = folder / "sign-on.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_provider_is_read_with_what_holds_where_nothing_is_said(tmp_path: Path) -> None:
    """Passwords stay, our own code is asked for, and ends of addresses are compared in small letters."""
    (found,) = surroundings({"COEQUAL_SIGN_ON_FILE": written(tmp_path, WHOLE)}).providers
    assert (found.name, found.called, found.client) == ("exampleshire", "Exampleshire’s account", "coequal")
    assert (found.organisations, found.addresses) == ({"EXA1"}, {"exampleshire.example"})
    assert (found.key_id, found.second_factor, found.passwords) == ("", frozenset(), True)
    more = 'key-id = "2026"\nsecond-factor = ["mfa"]\npasswords = false\n'
    (found,) = providers(written(tmp_path, WHOLE + more))
    assert (found.key_id, found.second_factor, found.passwords) == ("2026", {"mfa"}, False)
    assert providers("") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[exampleshire]", "[example shire]", "is no TOML"),
        ("[exampleshire]", '["example/shire"]', "no part with a name of plain letters"),
        ("[exampleshire]", 'exampleshire = "x"\n[other]', "is no part"),
        ("client =", "clientele =", 'has no setting clientele. Did you mean "client"'),
        ('client = "coequal"', "", "lacks client, which is text"),
        ('client = "coequal"', 'client = " "', "client of .* must be text"),
        ("https://login", "http://login", "issuer of .* must be an address that begins with https://"),
        ("https://login", "//login", "issuer of"),
        ("https://login", "https://[login", "issuer of"),
        ('exampleshire.example"\nclient', 'exampleshire.example?x=1"\nclient', "issuer of"),
        ("/etc", "etc", "key of .* must be the whole path"),
        ('["EXA1"]', '"EXA1"', "organisations of .* must be codes"),
        ('["EXA1"]', "[]", "organisations of"),
        ('["EXA1"]', '["EXA1"]\npasswords = "no"', "passwords of .* must be true or false"),
        ('["EXA1"]', '["EXA1"]\npasswords = false', "lacks second-factor, without which passwords cannot be turned off"),
        ('["EXA1"]', '["EXA1"]\nsecond-factor = "mfa"', "second-factor of .* must be what"),
        ("[exampleshire]", WHOLE.replace("[exampleshire]", "[other]") + "[exampleshire]", "names one issuer twice"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    """With the part and the setting."""
    assert old in WHOLE
    with pytest.raises(CoequalError, match=said):
        providers(written(tmp_path, WHOLE.replace(old, new, 1)))


def test_a_provider_on_this_machine_needs_no_tls(tmp_path: Path) -> None:
    """To try it out."""
    assert providers(written(tmp_path, WHOLE.replace("https://login.exampleshire.example", "http://127.0.0.1:9000")))


@pytest.mark.parametrize(
    ("address", "remote", "here"),
    [
        ("https://parts.exampleshire.example/token", True, True),
        ("http://parts.exampleshire.example/token", False, False),
        *((f"http://{host}/token", False, True) for host in ("localhost", "127.0.0.1", "[::1]")),
        *(
            (f"https://{host}/token", False, True)
            for host in ("localhost", "LOCALHOST.", "a.localhost", "127.1.2.3", "127.1", "2130706433", "0x7f000001", "[::1]")
        ),
        *((f"https://{host}/token", False, True) for host in ("10.0.0.1", "169.254.169.254", "[fe80::1]", "[::ffff:127.0.0.1]")),
        ("https:///token", False, False),
        ("https://[login/token", False, False),
        (None, False, False),
    ],
)
def test_a_provider_elsewhere_names_no_part_on_this_machine(address: object, remote: bool, here: bool) -> None:
    """Nor within its network: this site would ask there on the word of somebody else."""
    assert is_safe(address, "https://login.exampleshire.example") == remote
    assert is_safe(address, "http://127.0.0.1:9000") == here


def test_a_file_that_is_not_there_is_said_to_be_none(tmp_path: Path) -> None:
    """Without repeating where it was looked for."""
    with pytest.raises(CoequalError, match="names a file that cannot be read"):
        providers(str(tmp_path / "gone.toml"))


def test_without_the_extra_the_site_runs_and_names_it_where_it_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is looked for until a file names a provider."""
    monkeypatch.setattr(read, "find_spec", lambda _name: None)
    assert surroundings({}).providers == ()
    with pytest.raises(CoequalError, match=r"Install coequal\[sso\]"):
        providers(written(tmp_path, WHOLE))
