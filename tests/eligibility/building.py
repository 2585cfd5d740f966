"""Small dictionaries and policies for tests, written out in full."""

from collections.abc import Mapping

from coequal.criteria.vocabulary import Vocabulary, vocabulary
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, read_case
from coequal.facts.dictionary import read_dictionary
from coequal.policies.load import read_policy

LEAP = """
leap birthday:
  is: 1 March
  because: it is the setting declared here
  source: {title: A test}
"""


def boolean(name: str, changes: str = "possible") -> str:
    """A fact that is true or false, in YAML."""
    return f"  {name}: {{type: boolean, says: whether {name}, if true: {name} is so, if false: {name} is not so, changes: {changes}}}\n"


def number(name: str, more: str = "plausible: 0 .. 3") -> str:
    """A number, in YAML."""
    return f"  {name}: {{type: number, says: her {name}, {more}}}\n"


def day(name: str, more: str = "plausible: 2024-01-01 .. 2024-01-06") -> str:
    """A date, in YAML."""
    return f"  {name}: {{type: date, says: the date of {name}, {more}}}\n"


def words(facts: str, more: str = "") -> Vocabulary:
    """The vocabulary of a dictionary with these facts."""
    return vocabulary(read_dictionary(f"service: test\ntitle: Test\n{LEAP}facts:\n{facts}{more}", "test.yaml"))


def criterion(name: str, *lines: str) -> str:
    """A criterion block."""
    return "\n".join([f"## {name}", "Some prose.", "```criterion", f"id: {name}", f'clause: "{name}"', *lines, "```"])


def policy_text(
    *blocks: str, treatments: str = "ivf: {name: IVF}", front: str = "completeness: whole", binds_by: str = "referral"
) -> str:
    """A whole policy file."""
    return "\n".join(
        [
            "---\npolicy: here/test\nversion: v1\ntitle: A test\nservice: test\nstatus: in force",
            f"{front}\nin force: {{from: 2020-01-01}}\nbinds by: {binds_by}\nsource: {{title: A test}}\n---",
            f"```treatments\n{treatments}\n```",
            *blocks,
        ]
    )


def rules(vocabulary_: Vocabulary, *blocks: str, **more: str) -> Rules:
    """The rules of a policy made of these blocks."""
    return Rules(read_policy(policy_text(*blocks, **more), "policy.md", lambda _service: vocabulary_))


def case(of: Rules, facts: Mapping[str, object]) -> Case:
    """A case under some rules."""
    return read_case(facts, of.policy.vocabulary.dictionary)
