"""The files for those who run containers: they can be read, and name what is there."""

import re
from pathlib import Path

import yaml

HOME = Path(__file__).parents[1]


def test_the_image_is_made_of_what_the_project_has() -> None:
    """Every target of make and every file that is copied is there, and it does not run as root."""
    text = (HOME / "Containerfile").read_text(encoding="utf-8")
    steps = re.findall(r"^([A-Z]+) ", text, re.MULTILINE)
    assert steps.count("FROM") == 2
    assert steps.index("USER") < steps.index("CMD")
    assert (HOME / "requirements-site.lock").exists()
    targets = re.findall(r"^([a-z]+):.*##", (HOME / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"make ([a-z]+)", text)) - {"in"} <= set(targets)


def test_the_set_keeps_no_password_and_listens_on_this_machine_alone() -> None:
    """Whoever starts it has to name the secrets; the database is reached by the site only."""
    found = yaml.safe_load((HOME / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert found["site"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in found["database"]
    assert found["site"]["environment"]["COEQUAL_SECRET_KEYS"].startswith("${COEQUAL_SECRET_KEYS:?")
    assert found["database"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")


def test_the_lock_of_the_site_is_part_of_the_whole() -> None:
    """What the image installs has the versions and digests that are tested, and no address of an index."""
    whole, site = ((HOME / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-site.lock"))
    versions = re.findall(r"^[a-z0-9._-]+==\S+", whole, re.MULTILINE)
    assert set(re.findall(r"^[a-z0-9._-]+==\S+", site, re.MULTILINE)) <= set(versions)
    assert "http" not in whole + site
