"""The command line as such: help, versions, mistyped commands, and how it ends."""

import os
import runpy
import shlex
import signal
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

import coequal as package
from coequal.cli.main import COMMANDS, main
from coequal.errors import CoequalError, NotSupported
from tests.cli.conftest import Call
from tests.cli.running import POLICY, in_a_process


def test_without_arguments_it_shows_its_help(coequal: Call) -> None:
    """That is an answer, so the exit status is 0."""
    answer = coequal()
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == coequal("--help").out
    for name, (says, _) in COMMANDS.items():
        assert f"\n    {name}" in answer.out
        assert says in answer.out


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=["coequal", *COMMANDS])
def test_every_help_has_an_example(coequal: Call, command: list[str]) -> None:
    """Of the command itself."""
    answer = coequal(*command, "--help")
    assert answer.status == 0
    assert f"Example: coequal {' '.join(command)}" in answer.out


@pytest.mark.django_db
def test_the_examples_in_the_help_can_be_run(coequal: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a checkout, as they stand; who is asked something says nothing and gets the answer so far."""
    for name in ("examples", "library"):
        (tmp_path / name).symlink_to(Path(__file__).parents[2] / name)
    monkeypatch.chdir(tmp_path)  # some of them write files
    monkeypatch.setattr(sys, "stdin", StringIO())
    for name, (_, example) in COMMANDS.items():
        program, *arguments = shlex.split(example)
        assert (program, arguments[0]) == ("coequal", name)
        if name != "test":  # which has its own test, and takes a while
            assert coequal(*arguments).status == 0


def test_the_version_is_that_of_the_package(coequal: Call) -> None:
    """With the program's name."""
    assert coequal("--version").out == f"coequal {package.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["polices"], ['There is no command "polices". Did you mean "policies"?']),
        (["chekc", POLICY], ['Did you mean "check"?']),
        (["frobnicate"], [f'There is no command "frobnicate". The commands are: {", ".join(COMMANDS)}.']),
        ([""], ['There is no command "".']),
        (["check"], ["arguments are required: POLICY, CASE", "“coequal check --help” shows an example"]),
        (["check", POLICY], ["arguments are required: CASE"]),
        (["show"], ["arguments are required: POLICY", "“coequal show --help”"]),
        (["check", POLICY, "a", "b"], ["nrecognized arguments: b"]),
        (["policies", "--jsn"], ["nrecognized arguments: --jsn"]),
        (["policies", "--library"], ["--library", "expected one argument"]),
        (["--frobnicate"], ["nrecognized arguments: --frobnicate"]),
    ],
    ids=" ".join,
)
def test_a_command_that_is_not_understood_gets_one_message(coequal: Call, arguments: list[str], words: list[str]) -> None:
    """On the stream for errors, with exit status 2 and nothing else."""
    answer = coequal(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("coequal: ")
    assert answer.err.count("\n") == 1
    for word in words:
        assert word in answer.err


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    """With the exit status of the command, and nothing on the other stream."""
    answer = in_a_process(tmp_path, "--version")
    assert (answer.status, answer.out, answer.err) == (0, f"coequal {package.__version__}\n", "")
    wrong = in_a_process(tmp_path, "polices")
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err == 'coequal: There is no command "polices". Did you mean "policies"?\n'


def test_the_module_calls_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m coequal` is `coequal`."""
    monkeypatch.setattr(sys, "argv", ["coequal", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("coequal", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("coequal ")


def test_a_reader_who_has_seen_enough_is_no_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As in `coequal show … | head`."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        monkeypatch.setattr(sys, "argv", ["coequal", "show", POLICY])
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == 0
    assert capsys.readouterr().err == ""


def test_a_broken_pipe_leaves_no_trace(tmp_path: Path) -> None:
    """Neither a message nor an exit status, however much there was to say."""
    read, write = os.pipe()
    os.close(read)
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "coequal", "show", POLICY],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_DUP2, write, 1),
            (os.POSIX_SPAWN_OPEN, 2, str(tmp_path / "errors"), os.O_WRONLY | os.O_CREAT, 0o600),
        ],
    )
    os.close(write)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (tmp_path / "errors").read_bytes() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to write to")
def test_a_full_disk_is_one_message(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """And exit status 2, because the answer was not given."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        monkeypatch.setattr(sys, "argv", ["coequal", "policies"])
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "coequal: The output: No space left on device.\n"


def test_a_name_too_long_to_look_up_is_one_message(coequal: Call, tmp_path: Path) -> None:
    """For a policy and for a case, whichever is looked up first."""
    for arguments in (("show", "a" * 5000), ("check", POLICY, tmp_path / ("a" * 5000)), ("test", "a" * 5000)):
        answer = coequal(*arguments)
        assert (answer.status, answer.out) == (2, "")
        assert "too long" in answer.err or "neither a file nor the id of a policy" in answer.err
        assert answer.err.count("\n") == 1


def test_it_can_be_interrupted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a traceback, with the exit status that shells expect."""

    class Interrupted(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            before = signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell may have set to be ignored
            try:
                signal.raise_signal(signal.SIGINT)
            finally:
                signal.signal(signal.SIGINT, before)
            return super().read(size)

    monkeypatch.setattr(sys, "stdin", TextIOWrapper(Interrupted()))
    monkeypatch.setattr(sys, "argv", ["coequal", "check", POLICY, "-"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", "")


def test_a_stream_of_another_make_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as that of a program that calls the command."""
    stream = StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "argv", ["coequal", "policies"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert POLICY in stream.getvalue()


def test_a_terminal_that_lacks_some_signs_gets_the_rest(tmp_path: Path) -> None:
    """Not an error about characters."""
    answer = in_a_process(tmp_path, "show", POLICY, PYTHONIOENCODING="ascii")
    assert (answer.status, answer.err) == (0, "")
    assert "Printed as: ?FSH of <9?" in answer.out


def test_hidden_characters_of_a_command_are_not_let_loose_on_a_terminal(coequal: Call) -> None:
    """They could move its cursor or change its colours."""
    answer = coequal("show", "a\x1b[31mb\r\nc")
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert answer.err.rstrip("\n").isprintable()


def test_the_package_gives_its_names_when_they_are_used() -> None:
    """And only those."""
    assert package.CoequalError is CoequalError
    assert package.NotSupported is NotSupported
    assert issubclass(package.CoequalWarning, UserWarning)
    assert package.schema("policy")["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert package.evaluate("1 + 1 = 2") is True
    assert package.load(POLICY).policy.id == POLICY
    assert set(package.__all__) == {
        "CoequalError",
        "CoequalWarning",
        "NotSupported",
        "__version__",
        "evaluate",
        "load",
        "schema",
        "sql",
    }
    with pytest.raises(AttributeError, match="coequal has no frobnicate"):
        package.frobnicate  # noqa: B018  # asking is what is tested
