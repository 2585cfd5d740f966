"""Audits of the code, of what it stands on, and of what was written down by mistake: `python -m tests.security.audit`.

Each says one of three things: clean, what it found, or that it could not look. One that could not look has failed: nobody knows.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import which
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[2]
BIN: Final = Path(sys.executable).parent
BILL: Final = ROOT / "dist" / "bill-of-materials.json"
LOCKS: Final = ("requirements-site.lock", "requirements-embeddings.lock", "requirements-spark.lock")  # what is installed to serve
PATIENCE: Final = 900  # seconds
_SAID: Final = {"B308": "S308", "B703": "S308"}  # bandit's numbers, where ruff's differ by more than their letter


@dataclass(frozen=True)
class Report:
    """What an audit came to. `could_not` says why it did not look, and is empty where it did."""

    what: str
    found: tuple[str, ...] = ()
    could_not: str = ""
    figure: str = ""

    @property
    def is_clean(self) -> bool:
        """It looked, and found nothing."""
        return not self.found and not self.could_not

    def __str__(self) -> str:
        """The report as it is printed."""
        if self.could_not:
            return f"{self.what}: COULD NOT LOOK. {self.could_not}"
        said = "clean" if self.is_clean else f"{len(self.found)} found"
        return "\n".join([f"{self.what}: {said}{f' ({self.figure})' if self.figure else ''}", *(f"  {one}" for one in self.found)])


Run = Callable[[Sequence[str]], tuple[int, str, str]]


def run(command: Sequence[str], folder: Path = ROOT) -> tuple[int, str, str]:
    """How a program ended, with what it wrote; a program that is not there or takes too long ends with -1."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        return -1, "", str(error)
    return done.returncode, done.stdout, done.stderr


def _of_pages(command: Sequence[str]) -> tuple[int, str, str]:
    return run(command, ROOT / "frontend")


def read(told: str) -> Any:
    """What a program told as JSON; None where it told something else."""
    try:
        return json.loads(told)
    except ValueError:
        return None


def last(text: str) -> str:
    """The last line that a program wrote."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "It said nothing.")


def code(running: Run = run) -> Report:
    """Bandit over what is shipped; a finding counts as answered where the line has a reason beside it for the same rule of ruff."""
    _ended, told, error = running([str(BIN / "bandit"), "-q", "-c", "pyproject.toml", "-r", "src", "-f", "json"])
    said = read(told)
    if not isinstance(said, dict) or said.get("errors"):
        return Report("Code (bandit)", could_not=last(error))
    open_ones = [
        f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}"
        for one in said["results"]
        if not answered(one)
    ]
    answered_ones = len(said["results"]) - len(open_ones)
    return Report(
        "Code (bandit)",
        tuple(open_ones),
        figure=f"{said['metrics']['_totals']['loc']} lines, {answered_ones} with a reason beside them",
    )


def answered(finding: Mapping[str, Any]) -> bool:
    """Whether the line has a reason beside it."""
    lines = (ROOT / finding["filename"]).read_text(encoding="utf-8").splitlines()
    at = [lines[number - 1] for number in {finding["line_number"], *finding["line_range"]}]
    rule = _SAID.get(finding["test_id"], finding["test_id"].replace("B", "S"))
    return any(re.search(rf"# noqa: {rule}  # \w|# nosec {finding['test_id']}  # \w", line) for line in at)


def packages(lock: str, running: Run = run) -> Report:
    """pip-audit over a lock file, without installing anything; a package that nobody could ask about fails it all."""
    what = f"Packages (pip-audit, {lock})"
    ended, told, error = running(
        [
            str(BIN / "pip-audit"),
            "-r",
            lock,
            "--require-hashes",
            "--disable-pip",
            "--strict",
            "--progress-spinner",
            "off",
            "-f",
            "json",
        ]
    )
    said = read(told)
    asked = said.get("dependencies", []) if isinstance(said, dict) else []
    if ended not in (0, 1) or not asked or any("skip_reason" in one for one in asked):
        return Report(what, could_not=last(error))
    found = [f"{one['name']} {one['version']}: {fault['id']}" for one in asked for fault in one["vulns"]]
    return Report(what, tuple(found), figure=f"{len(asked)} packages")


def page_packages(running: Run = _of_pages) -> Report:
    """An npm audit of what the pages look like."""
    what = "Packages of the pages (npm audit)"
    _ended, told, error = running([which("npm") or "npm", "audit", "--json"])
    said = read(told)
    if not isinstance(said, dict) or "vulnerabilities" not in said:
        return Report(what, could_not=last(said["message"] if isinstance(said, dict) and "message" in said else error))
    return Report(what, tuple(said["vulnerabilities"]))


def secrets(running: Run = run) -> Report:
    """detect-secrets over all that is kept in the repository, but for what `no_secrets.yaml` says is none, with a reason."""
    what = "Secrets (detect-secrets)"
    ended, told, error = running([str(BIN / "detect-secrets"), "scan", "--no-verify"])
    said = read(told)
    if ended != 0 or not isinstance(said, dict) or not said.get("version"):
        return Report(what, could_not=last(error))
    found = [(path, one["line_number"]) for path, ones in said["results"].items() for one in ones]
    left = [f"{path}:{number}" for path, number in found if not is_none(path, number)]
    return Report(what, tuple(left), figure=f"{len(found) - len(left)} that are none, each with a reason")


def no_secrets() -> Mapping[str, str]:
    """Words that are no secret wherever they stand, each with the reason."""
    said: Mapping[str, str] = yaml.safe_load(Path(__file__).with_name("no_secrets.yaml").read_text(encoding="utf-8"))
    return said


def is_none(path: str, number: int) -> bool:
    """Whether the line of a finding has one of the words that are no secret."""
    line = (ROOT / path).read_text(encoding="utf-8").splitlines()[number - 1]
    return any(words in line for words in no_secrets())


def bill(running: Run = run) -> Report:
    """The bill of materials of what serves the site, as CycloneDX JSON, written where it is not committed."""
    what = f"Bill of materials (CycloneDX, {BILL.relative_to(ROOT)})"
    BILL.parent.mkdir(exist_ok=True)
    command = [
        str(BIN / "cyclonedx-py"),
        "requirements",
        "requirements-site.lock",
        "--output-reproducible",
        "--of",
        "JSON",
        "-o",
        str(BILL),
    ]
    ended, _told, error = running(command)
    if ended != 0 or not BILL.exists():
        return Report(what, could_not=last(error))
    return Report(what, figure=f"{len(json.loads(BILL.read_text(encoding='utf-8'))['components'])} components")


def settings(running: Run | None = None) -> Report:
    """Django's own look at the settings of an installation behind TLS, as the manual has it. Warnings count."""
    what = "Settings (coequal site check --deploy)"
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {"COEQUAL_DATA": folder, "COEQUAL_HOSTS": "coequal.example", "COEQUAL_HTTPS": "1", "COEQUAL_PROXIES": "1"}
        named = [f"{name}={value}" for name, value in surroundings.items()]
        beside = ROOT / ".venv" / "bin" / "coequal"
        ended, told, error = (running or run)(["env", *named, str(beside), "site", "check", "--deploy", "--fail-level", "WARNING"])
    issues = [line for line in error.splitlines() if re.match(r"\?: |\S+: \(", line)]
    if ended != 0 and not issues:
        return Report(what, could_not=last(error))
    return Report(what, tuple(issues), figure=last(told or error))


def main() -> int:
    """Print what each came to; 1 where any found something or could not look."""
    audits = (code, *(partial(packages, lock) for lock in LOCKS), page_packages, secrets, bill, settings)
    reports = []
    for audit in audits:
        reports.append(audit())
        print(reports[-1], flush=True)  # noqa: T201  # it is a command
    return 0 if all(one.is_clean for one in reports) else 1


if __name__ == "__main__":
    sys.exit(main())
