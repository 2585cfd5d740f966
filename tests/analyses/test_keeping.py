"""Analyses that are asked for, worked out once, and kept."""

import json
import logging
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coequal.accounts.trail.model import Entry
from coequal.analyses import apart, keeping, running, surroundings
from coequal.analyses import jobs as jobs_module
from coequal.analyses.apart import work_apart
from coequal.analyses.jobs import _begin_again, enqueue, mend, next_in_turn
from coequal.analyses.keeping import Wanted, add_note, begin, run_again, same_figures, stop
from coequal.analyses.models import Analysis, Note
from coequal.analyses.models.analysis import DONE, FAILED, RUNNING, SILENCE, STOPPED, WAITING, Result
from coequal.analyses.running import Left, Pulse, Running, called_off, work
from coequal.analyses.runs import comparison as comparing
from coequal.analyses.runs.run import OPTIONS
from coequal.errors import CoequalError
from coequal.populations.telling import Stopped
from tests.analyses.asking import comparison, options
from tests.analyses.working import acting, asked, done, jobs, remember, worked
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_leaves(monkeypatch: pytest.MonkeyPatch) -> Any:
    """No worker is told to leave, unless a test does so; and what is asked for twice is worked out once."""
    remember(monkeypatch)
    called_off.clear()
    yield
    called_off.clear()


def fresh(analysis: Analysis) -> Analysis:
    return Analysis.objects.get(pk=analysis.pk)


def recorded(analysis: Analysis) -> list[str]:
    return list(Entry.objects.filter(reference=analysis.reference).values_list("action", flat=True))


def silent(analysis: Analysis) -> None:
    """Nothing has been heard of it for a while."""
    Analysis.objects.filter(pk=analysis.pk).update(heard=timezone.now() - 2 * SILENCE)


def test_an_analysis_is_asked_for_worked_out_and_kept() -> None:
    """With the digest of everything that went in, the figures, the document, and an entry in the trail for each step."""
    analysis = asked()
    assert (analysis.state, analysis.title) == (WAITING, "Norfolk and Waveney beside the NICE guideline")
    assert str(analysis) == f"{analysis.reference}: {analysis.title}"
    worked()
    found = fresh(analysis)
    assert (found.state, found.attempts, found.synthetic, found.software) == (DONE, 1, True, "0.1.0")
    assert json.loads(found.result.figures)["a"]["name"] == "Norfolk and Waveney"
    assert json.loads(found.result.inputs)["kind"] == "comparison"
    assert ("Question", "Whom would it reach?") in found.result.document.facts
    assert recorded(found) == ["asked for an analysis", "worked out an analysis"]
    assert set(Entry.objects.filter(reference=found.reference).values_list("organisation", flat=True)) == {"EXA1"}
    assert jobs() == ["SUCCESSFUL"]


def test_how_many_people_and_which_seed_stand_beside_it() -> None:
    """Also where they stand in an options file."""
    assert (asked(wanted=comparison()).people, asked(wanted=comparison()).seed) == (300, 2)
    appraisal = asked(OPTIONS, options())
    assert (appraisal.people, appraisal.seed, appraisal.title) == (400, 3, "A choice")


def test_what_came_out_never_changes() -> None:
    """It is refused."""
    result = done().result
    result.figures = "{}"
    with pytest.raises(CoequalError, match="never changes"):
        result.save()
    assert str(result).startswith("result of A-")


def test_what_cannot_be_worked_out_is_never_queued() -> None:
    """Nothing of it is kept."""
    with pytest.raises(CoequalError, match="There is no policy"):
        asked(wanted=comparison(a={"policy": "nowhere/assisted-conception"}))
    assert not Analysis.objects.exists()


def test_an_organisation_cannot_fill_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many and no more wait at once; another organisation still can ask."""
    monkeypatch.setattr(keeping, "MOST_UNDER_WAY", 1)
    asked()
    with pytest.raises(CoequalError, match="1 analyses of your organisation wait or run already"):
        asked()
    asked(at="SAM1")


def test_one_person_cannot_fill_it_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else of the organisation still can ask."""
    monkeypatch.setattr(keeping, "MOST_OF_ONE", 1)
    asked()
    with pytest.raises(CoequalError, match="1 analyses that you asked for wait or run already"):
        asked()


def test_a_draft_of_another_organisation_is_never_queued() -> None:
    """Whatever a form let through."""
    wanted = Wanted("comparison", "", "Why?", comparison(people=None), frozenset({"EXA1"}))
    with pytest.raises(CoequalError, match="draft of another organisation"):
        begin(acting("SAM1"), organisation("SAM1"), wanted)
    assert begin(acting(), organisation(), wanted).state == WAITING


def test_the_next_is_of_the_organisation_that_had_least() -> None:
    """However many another has put before it; and where nothing waits, nothing is done."""
    first, second, theirs = asked(), asked(), asked(at="SAM1")
    assert next_in_turn() == first
    begun(first)
    assert next_in_turn() == theirs
    jobs_module.run.func(second.reference)
    assert (fresh(theirs).state, fresh(second).state) == (DONE, WAITING)
    assert fresh(second).job == fresh(theirs).job
    worked()
    assert fresh(second).state == DONE
    jobs_module.run.func(second.reference)
    assert fresh(second).attempts == 1


def test_a_run_that_needs_too_much_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has failed, and the next one goes on."""

    def too_much(*_given: object) -> None:
        raise MemoryError

    analysis = asked()
    monkeypatch.setattr(running, "prepared", too_much)
    worked()
    assert (fresh(analysis).state, "more memory" in fresh(analysis).error) == (FAILED, True)


def test_a_run_that_takes_too_long_is_ended() -> None:
    """And says so; one that ended meanwhile stays as it is."""
    analysis = asked()
    begun(analysis)
    work_apart(analysis.reference, [sys.executable, "-c", "import time; time.sleep(600)"], 0.1)
    assert (fresh(analysis).state, "took too long" in fresh(analysis).error) == (FAILED, True)
    assert recorded(analysis)[-1] == "failed to work out an analysis"
    running.give_up(analysis.reference, "1 minute")
    assert recorded(analysis).count("failed to work out an analysis") == 1
    assert apart.run_command("A-1")[-2:] == ["--run", "A-1"]


@pytest.mark.parametrize("deaf", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN);"])
def test_a_run_is_told_to_leave_with_its_worker(deaf: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where it does not listen it is ended."""
    monkeypatch.setattr(apart, "_PATIENCE", 0.5)
    begun_to_run = tmp_path / "begun"

    def tell_once_it_runs() -> None:
        while not begun_to_run.exists():
            time.sleep(0.01)
        called_off.set()

    Thread(target=tell_once_it_runs, daemon=True).start()
    work = f"import pathlib, signal, time; {deaf} pathlib.Path({str(begun_to_run)!r}).touch(); time.sleep(600)"
    work_apart("A-1", [sys.executable, "-c", work])
    assert called_off.is_set()


def test_a_run_has_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of memory, and none is raised."""
    lowered: list[tuple[int, int]] = []
    monkeypatch.setattr(apart.resource, "setrlimit", lambda which, ends: lowered.append((which, ends[0])))
    monkeypatch.setattr(apart.resource, "getrlimit", lambda _which: (1 << 20, 1 << 20))
    apart.work_within_limits("A-1")
    assert lowered == [(resource.RLIMIT_DATA, 1 << 20), (resource.RLIMIT_CORE, 0)]


def test_running_again_says_whether_the_figures_are_the_same() -> None:
    """They are, where the same went in: byte for byte. Nothing is said before both are done."""
    first = done()
    second = run_again(acting(), first)
    assert same_figures(second, first) is None
    worked()
    second = fresh(second)
    assert second.again_of == first
    assert second.digest == first.digest
    assert same_figures(second, first) is True
    Analysis.objects.filter(pk=second.pk).update(figures_digest="another")
    assert same_figures(fresh(second), first) is False


def test_one_that_waits_can_be_stopped() -> None:
    """Then no worker takes it, and stopping it again does nothing."""
    analysis = asked()
    assert stop(acting(), analysis)
    assert not stop(acting(), analysis)
    worked()
    assert (fresh(analysis).state, fresh(analysis).attempts) == (STOPPED, 0)
    assert recorded(analysis) == ["asked for an analysis", "stopped an analysis"]


def test_one_that_runs_is_stopped_between_two_parts_of_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came out so far is not kept."""
    analysis = asked(wanted=comparison(a={"policy": "luton/assisted-conception"}, people=None))
    plain = comparing.proof_data

    def stopped_meanwhile(proof: Any) -> Any:
        stop(acting(), analysis)
        return plain(proof)

    monkeypatch.setattr(comparing, "proof_data", stopped_meanwhile)
    worked()
    assert fresh(analysis).state == STOPPED
    assert not Result.objects.exists()


def test_a_run_notices_that_it_was_stopped_when_it_tells_of_progress() -> None:
    """At its next word."""
    running_one = begun(asked())
    running_one.tell("one", 0, 10)
    stop(acting(), running_one.analysis)
    with pytest.raises(Stopped):
        running_one.tell("two", 0, 10)


def begun(analysis: Analysis) -> Running:
    """A run that has claimed an analysis."""
    claimed = running._claimed(analysis.reference)
    assert claimed is not None
    found = Running(claimed)
    found.steps = ("one", "two")
    return found


def test_progress_is_written_down_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each new step at once; within a step only every half second, so that nobody waits for it."""
    found = begun(asked())
    monkeypatch.setattr(running, "monotonic", iter([0.0, 0.1, 0.7, 0.7]).__next__)
    found.tell("one", 0, 10)
    found.tell("one", 1, 10)
    assert (fresh(found.analysis).done, fresh(found.analysis).step_number, fresh(found.analysis).steps) == (0, 1, 2)
    found.tell("one", 2, 10)
    assert fresh(found.analysis).done == 2


def test_a_busy_database_stops_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next word will do."""
    found = begun(asked())

    def busy(**_values: object) -> bool:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(found, "change", busy)
    found.tell("one", 0, 10)


def test_two_workers_never_run_one_analysis() -> None:
    """Only the first that takes it may; and a run that was given up writes nothing more."""
    analysis = asked()
    first = begun(analysis)
    assert running._claimed(analysis.reference) is None
    silent(analysis)
    mend()
    second = begun(analysis)
    assert not first.change(done=99)
    with pytest.raises(Stopped):
        running._keep(first, _made_of(first))
    assert not Result.objects.exists()
    running._keep(second, _made_of(second))
    assert fresh(analysis).state == DONE
    work(analysis.reference)
    assert fresh(analysis).attempts == 2


def _made_of(found: Running) -> Any:
    """What a run comes to, without telling anybody."""
    found.tell = lambda *_said: None  # type: ignore[method-assign]
    return running._made(found)


def test_a_mistake_that_shows_only_later_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """In plain words; and it is recorded."""

    def refuse(*_given: object) -> None:
        raise CoequalError("These people have no column that is called after a fact of the policies.")

    analysis = asked()
    monkeypatch.setattr(running, "prepared", refuse)
    worked()
    assert fresh(analysis).state == FAILED
    assert fresh(analysis).error.startswith("These people have no column")
    assert recorded(analysis)[-1] == "failed to work out an analysis"


def test_a_fault_of_ours_is_said_without_its_words(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """The log has it; the page says whose fault it is."""
    analysis = asked()
    monkeypatch.setattr(running, "prepared", lambda *_given: 1 / 0)
    monkeypatch.setattr(logging.getLogger("coequal"), "propagate", True)
    worked()
    assert fresh(analysis).error.startswith("It is a fault of this site")
    assert "ZeroDivisionError" in caplog.text
    assert jobs() == ["SUCCESSFUL"]


def test_one_that_was_stopped_meanwhile_does_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays stopped."""
    analysis = asked()

    def refuse(*_given: object) -> None:
        stop(acting(), analysis)
        raise CoequalError("Wrong.")

    monkeypatch.setattr(running, "prepared", refuse)
    worked()
    assert fresh(analysis).state == STOPPED


def test_a_worker_that_leaves_puts_it_back() -> None:
    """It waits again, as if it had never been taken; the next worker does it."""
    analysis = asked()
    called_off.set()
    work(analysis.reference)
    found = fresh(analysis)
    assert (found.state, found.attempts, found.run) == (WAITING, 0, "")
    assert recorded(found)[-1] == "put an analysis back into the queue"
    called_off.clear()
    worked()
    assert fresh(analysis).state == DONE
    other = begun(asked())
    stop(acting(), other.analysis)
    running._put_back(other)
    assert fresh(other.analysis).state == STOPPED
    called_off.set()
    with pytest.raises(Left):
        other.tell("one", 0, 1)


def test_a_run_that_was_broken_off_begins_again_once_and_then_is_stopped() -> None:
    """Somebody killed its process: after a short silence it waits again; the second time it is over, and says so."""
    analysis = asked()
    begun(analysis)
    mend()
    assert fresh(analysis).state == RUNNING
    silent(analysis)
    mend()
    assert fresh(analysis).state == WAITING
    begun(analysis)
    silent(analysis)
    mend()
    found = fresh(analysis)
    assert (found.state, found.attempts) == (STOPPED, 2)
    assert "broken off twice" in found.error
    assert recorded(found)[1:] == [
        "put an analysis that was broken off into the queue again",
        "stopped an analysis that was broken off twice",
    ]
    assert not found.is_silent


def test_one_that_the_queue_has_lost_is_put_into_it_again() -> None:
    """Its job was taken, and the worker ended before it began; one that still waits its turn is left alone."""
    analysis = asked()
    silent(analysis)
    mend()
    assert jobs() == ["READY"]
    DBTaskResult.objects.update(status="RUNNING")
    mend()
    assert jobs() == ["RUNNING", "READY"]
    worked()
    assert fresh(analysis).state == DONE


def test_one_that_was_heard_of_meanwhile_is_not_stopped() -> None:
    """Whoever looked before that finds it changed, and leaves it."""
    analysis = asked()
    begun(analysis)
    silent(analysis)
    Analysis.objects.filter(pk=analysis.pk).update(attempts=2)
    as_seen = fresh(analysis)
    Analysis.objects.filter(pk=analysis.pk).update(heard=timezone.now())
    _begin_again(as_seen)
    assert (fresh(analysis).state, recorded(analysis)[-1]) == (RUNNING, "asked for an analysis")


def test_two_that_mend_at_once_put_it_into_the_queue_once() -> None:
    """The second finds it changed."""
    analysis = asked()
    begun(analysis)
    silent(analysis)
    stale = fresh(analysis)
    mend()
    _begin_again(stale)
    assert jobs().count("READY") == 2  # the first, and that of the first who mended


def test_only_what_waits_is_given_a_job() -> None:
    """Of one that is over the job is not noted."""
    analysis = done()
    job = analysis.job
    enqueue(analysis)
    assert fresh(analysis).job == job


def test_a_run_gives_signs_of_life_whatever_it_is_busy_with(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every so often, until it ends; a sign that could not be given is not the end."""
    seen, again = Event(), Event()

    def beat() -> None:
        if seen.is_set():
            again.set()
        seen.set()
        raise DatabaseError("locked")

    monkeypatch.setattr(logging.getLogger("coequal"), "propagate", True)
    with Pulse(beat, timedelta(milliseconds=1)):
        assert seen.wait(10)
        assert again.wait(10)
    assert "a sign of life could not be written" in caplog.text
    with Pulse(lambda: again.clear() or seen.clear(), timedelta(milliseconds=1)):
        while seen.is_set():
            pass


def test_a_note_is_added_and_recorded_without_its_words() -> None:
    """The oldest first."""
    analysis = asked()
    for text in ("First.", "Second."):
        add_note(acting(), analysis, text)
    assert [one.text for one in analysis.notes.all()] == ["First.", "Second."]
    assert str(Note.objects.all()[0]) == f"note on {analysis.reference}"
    assert recorded(analysis)[-1] == "wrote a note beside an analysis"
    assert not Entry.objects.filter(detail__contains="First.").exists()


def test_an_organisation_has_people_of_its_own(settings: Any, tmp_path: Path) -> None:
    """In a folder of the site's data under its code: files that can be counted, and no others."""
    settings.DATA_DIR = tmp_path
    assert surroundings.files_of_people("EXA1") == {}
    folder = tmp_path / "populations" / "EXA1"
    folder.mkdir(parents=True)
    for name in ("b.parquet", "a.csv", "notes.txt"):
        (folder / name).write_text("x")
    assert list(surroundings.files_of_people("EXA1")) == ["a.csv", "b.parquet"]
    assert surroundings.files_of_people("../populations/EXA1") == {}
    assert surroundings.around(organisation().code).people.keys() == {"a.csv", "b.parquet"}
