"""Running the engine for a queued run: read the pool, match, keep what it says.

Reading and keeping are two short transactions; between them nothing is locked. Whatever people
decide meanwhile is asked again when a proposal is approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from cairn.audit import records
from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.matching import queries
from cairn.matching.engine import Result, Settings, match
from cairn.matching.engine.results import Pair, RunnerUp, Unmatched
from cairn.matching.models import Proposal, Run
from cairn.matching.queries import NO_ANSWERS, ProgramPool
from cairn.matching.telling import Detail, told
from cairn.people.keys import store as keys
from cairn.realtime import signals

ALTERNATIVES = 4
"""Two are shown beside the proven pair's mentor; the others stand in for those who can't be."""
_STEP = 10
_MATCHED = 90  # percent; the rest is for keeping


def finish(organization_id: UUID, run_id: UUID) -> None:
    """Run the engine for a queued run, once; one that fails says so on the board."""
    with keys.keep_in_mind():
        try:
            _finish(organization_id, run_id)
        except Exception:
            with acting_in(organization_id):
                _end(Run.objects.get(pk=run_id), Run.State.FAILED)
            raise


def _finish(organization_id: UUID, run_id: UUID) -> None:
    with acting_in(organization_id):
        run = Run.objects.select_related("program").get(pk=run_id)
        known = queries.pool_of(run.program, run.on)
    if run.state != Run.State.QUEUED:
        return
    result = match(
        known.pool,
        settings=Settings.from_mapping(run.settings),
        on=run.on,
        alternatives=ALTERNATIVES,
        progress=_Progress(run),
    )
    with acting_in(organization_id):
        _keep(run, known, result)


class _Progress:
    """Tells the open board how far a run is, in steps, each in a transaction of its own."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.told = 0

    def __call__(self, what: str, done: int, of: int) -> None:  # noqa: ARG002 - the engine's shape
        percent = _MATCHED * done // max(of, 1)
        if percent >= self.told + _STEP:
            self.told = percent
            with acting_in(self.run.organization_id):
                Run.objects.filter(pk=self.run.pk).update(done_percent=percent)
                _signal(self.run)


def _keep(run: Run, known: ProgramPool, result: Result) -> None:
    proposals = [*_proposed(run, known, result), *_waiting(run, known, result)]
    Proposal.objects.bulk_create(proposals, batch_size=500)
    run.proof = _proof(result)
    _end(run, Run.State.DONE)
    records.record("matching.run", organization_id=run.organization_id, actor_id=None, about=run.pk)


def _end(run: Run, state: Run.State) -> None:
    run.state, run.finished_at, run.done_percent = state, clock.now(), 100
    run.save(update_fields=["state", "finished_at", "done_percent", "proof"])
    _signal(run)


def _signal(run: Run) -> None:
    if run.asked_by_id:
        signals.signal(run.asked_by_id, f"matching-run-{run.pk}")


def _proposed(run: Run, known: ProgramPool, result: Result) -> Iterator[Proposal]:
    tell = _Teller(run, known, result)
    for pair in result.pairs:
        mentor = known.mentors[pair.mentor]
        yield _proposal(run, known.mentees[pair.mentee], tell.pair(pair), mentor=mentor)


def _waiting(run: Run, known: ProgramPool, result: Result) -> Iterator[Proposal]:
    tell = _Teller(run, known, result)
    for each in result.unmatched:
        yield _proposal(run, known.mentees[each.mentee], tell.unmatched(each))


def _proposal(run: Run, mentee: Any, detail: Detail, mentor: Any = None) -> Proposal:
    return Proposal(
        organization_id=run.organization_id,
        run=run,
        person_id=mentee.person_id,
        mentee=mentee,
        mentor=mentor,
        detail=detail,
    )


class _Teller:
    """Turns what the engine says into what is kept: refs become enrollments."""

    def __init__(self, run: Run, known: ProgramPool, result: Result) -> None:
        self.known = known
        self.settings, self.on = result.settings, run.on
        self.people = {each.ref: each for each in known.pool.mentees}
        self.mentors = {each.ref: each for each in known.pool.mentors}

    def pair(self, pair: Pair) -> Detail:
        detail = asdict(pair)
        detail["told"] = self._told(pair.mentee, pair.mentor)
        detail["runners_up"] = [self._runner_up(pair.mentee, each) for each in pair.runners_up]
        del detail["mentee"], detail["mentor"]
        return detail

    def unmatched(self, each: Unmatched) -> Detail:
        languages = self.people[each.mentee].languages
        causes = [asdict(cause) for cause in each.causes] if languages else [NO_ANSWERS]
        others = [self._runner_up(each.mentee, other) for other in each.runners_up]
        return {"causes": causes, "languages": languages, "runners_up": others}

    def _runner_up(self, mentee: str, other: RunnerUp) -> Detail:
        mentor = str(self.known.mentors[other.mentor].pk)
        return {**asdict(other), "mentor": mentor, "told": self._told(mentee, other.mentor)}

    def _told(self, mentee: str, mentor: str) -> Detail:
        return told(
            self.people[mentee],
            self.mentors[mentor],
            self.known.topics[mentor],
            settings=self.settings,
            on=self.on,
        )


def _proof(result: Result) -> Mapping[str, Any]:
    """What it takes to check the run again, and what the board says of it."""
    return {
        "version": result.version,
        "mentees": result.mentees,
        "mentors": result.mentors,
        "feasible_pairs": result.feasible_pairs,
        "matched": result.matched,
        "total": result.total,
        "bound": result.bound,
        "prices": asdict(result.prices),
        "pins_not_kept": [asdict(each) for each in result.pins_not_kept],
    }
