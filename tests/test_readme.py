"""What the README shows is what happens."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import coequal
from coequal.cli.main import COMMANDS
from coequal.comparison.lottery.areas import YARDSTICK
from coequal.policies.library import Library
from coequal.policies.standing import invented

_WORDS = {5: "five", 6: "six", 7: "seven"}
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ANSWER = re.compile(r"```text\n\$ coequal (?P<arguments>.*)\n(?P<output>[^`]*)```")


def printed(*arguments: str) -> str:
    """What the command line prints in a terminal of 100 columns."""
    command = [sys.executable, "-m", "coequal", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env={"COLUMNS": "100"}).stdout


def test_the_answer_on_the_first_screen_is_what_the_command_prints() -> None:
    """Up to the list of every criterion, which the README leaves out."""
    shown = ANSWER.search(README)

    assert shown is not None
    assert printed(*shown["arguments"].split()).partition("\nEvery criterion")[0].strip() == shown["output"].strip()


def test_the_python_of_the_readme_runs() -> None:
    """Every line of it, with its asserts."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_readme_names_every_command() -> None:
    """No command is left out, and none is promised."""
    assert set(re.findall(r"\| `coequal (\w+)", README)) == set(COMMANDS)


def test_the_readme_counts_the_library_as_the_site_does() -> None:
    """Versions of real policies, of how many areas, and how much of each was seen; NICE's guideline is the policy of no area."""
    library = Library()
    every = [policy for path in (library.folder / "services").glob("*.yaml") for policy in library.of_service(path.stem)]
    policies = [policy for policy in every if not invented(policy) and not policy.id.startswith(f"{YARDSTICK}/")]
    seen = Counter(policy.completeness for policy in policies)
    areas, services = ({policy.id.partition("/")[place] for policy in policies} for place in (0, 2))

    assert f"holds {len(policies)} versions of real policies for {_WORDS[len(services)]} services in {len(areas)} areas" in README
    assert seen["whole"] == README.count("*Whole*:")
    assert f"*Partial*: {seen['partial']}. *Second-hand*, from newspapers, charities and clinics: {seen['second-hand']}." in README


def test_every_page_that_the_readme_leads_to_is_there() -> None:
    """No link leads to a page of the manual, or to another file, that there is not."""
    led = {one.partition("#")[0] for one in re.findall(r"\]\(((?!https?:|#)[^)\s]+)\)", README)}

    assert led
    assert sorted(one for one in led if not (ROOT / one).exists()) == []


def test_public_names_are_there_and_no_others() -> None:
    """A name that is not public is not found."""
    for name in coequal.__all__:
        assert getattr(coequal, name) is not None
    assert not hasattr(coequal, "eval")
