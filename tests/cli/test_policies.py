"""`coequal policies`: what the library holds."""

import json
import os
from pathlib import Path

from tests.cli.conftest import Call
from tests.cli.running import POLICY, in_a_process
from tests.policies.building import WHOLE, changed, library_folder
from tests.policies.packages import package


def test_the_json_has_the_promised_shape_key_by_key(coequal: Call) -> None:
    """Of the shipped policy."""
    answer = coequal("policies", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert {
        "id": POLICY,
        "version": "2022-07",
        "commissioner": "QMM",
        "service": "assisted-conception",
        "status": "in force",
        "in force": {"from": "2022-07-01", "until": None},
        "completeness": "whole",
    } in json.loads(answer.out)


def test_every_version_is_listed_with_its_last_owner_and_its_days(coequal: Call, tmp_path: Path) -> None:
    """Null where there is no owner, or no day that can be read."""
    bare = changed("commissioners:\n  - {code: AAA, from: 2020-01-01, until: 2024-03-31}\n  - {code: BBB, from: 2024-04-01}\n", "")
    bare = changed("read as: 2024-04-01, because: the body began then", "because: nobody knows", bare)
    folder = library_folder(tmp_path, WHOLE, changed('version: "2024"', 'version: "2025"', bare))
    listed = json.loads(coequal("policies", "--json", "--library", folder).out)
    assert [(one["version"], one["commissioner"], one["in force"]) for one in listed] == [
        ("2024", "BBB", {"from": "2024-04-01", "until": "2029-12-31"}),
        ("2025", None, {"from": None, "until": "2029-12-31"}),
    ]
    assert coequal("policies", "--library", folder).out.split("\n") == [
        "POLICY        VERSION  COMMISSIONER  STATUS    IN FORCE FROM  COMPLETENESS",
        "here/hearing  2024     BBB           in force  2024-04-01     whole",
        "here/hearing  2025     none          in force  not known      whole",
        "",
    ]


def test_a_version_that_begins_later_is_marked(coequal: Call, tmp_path: Path) -> None:
    """Whether it is said to be in force or decided; a draft stays one."""
    later = changed("read as: 2024-04-01", "read as: 2099-04-01", changed("  until: 2029-12-31\n", ""))
    texts = [
        later,
        *(
            changed("status: in force", f"status: {status}", changed('"2024"', f'"{n}"', later))
            for n, status in ((2, "decided"), (3, "draft"))
        ),
    ]
    lines = coequal("policies", "--library", library_folder(tmp_path, *texts)).out.split("\n")
    marked = {line.split()[1]: "not yet in force" in line for line in lines if "2099" in line}
    assert marked == {"2": True, "2024": True, "3": False}


def test_one_service_can_be_listed_by_itself(coequal: Call) -> None:
    """A service that nobody knows is one message."""
    found = json.loads(coequal("policies", "--service", "sterilisation", "--json").out)
    assert {one["service"] for one in found} == {"sterilisation"}
    wrong = coequal("policies", "--service", "sterilization")
    assert (wrong.status, wrong.out) == (2, "")
    assert 'Did you mean "sterilisation"?' in wrong.err


def test_an_empty_library_is_an_answer(coequal: Call, tmp_path: Path) -> None:
    """In words, and as an empty list."""
    folder = library_folder(tmp_path)
    assert coequal("policies", "--library", folder).out == "This library holds no policies yet.\n"
    assert coequal("policies", "--json", "--library", folder).out == "[]\n"


def test_an_installed_package_brings_policies_and_the_list_says_so(tmp_path: Path) -> None:
    """The command finds it on the path, and its policies are shown, checked and tested as those that are shipped."""
    library_folder(package(tmp_path, "acme-policies"), WHOLE)
    path = {"PYTHONPATH": os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))}
    listed = in_a_process(tmp_path, "policies", "--service", "hearing", **path)
    assert (listed.status, listed.err) == (0, "")
    assert listed.out.split("\n")[1].split()[0] == "here/hearing"
    assert "the package acme-policies" in listed.out
    every = json.loads(in_a_process(tmp_path, "policies", "--json", **path).out)
    assert {one["from"] for one in every} == {"the shipped library", "the package acme-policies"}
    assert in_a_process(tmp_path, "show", "here/hearing", **path).out.startswith("Hearing aids")


def test_a_broken_package_is_told_on_one_line_and_takes_nothing_down(tmp_path: Path) -> None:
    """What is asked of the shipped library is answered."""
    package(tmp_path, "acme-policies", "acme_policies.nowhere")
    path = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    answer = in_a_process(tmp_path, "policies", "--service", "sterilisation", PYTHONPATH=path)
    assert (answer.status, len(answer.out.split("\n")), answer.err.count("\n")) == (0, 6, 1)
    assert answer.err.startswith("coequal: the library of the installed package acme-policies is left out.")
