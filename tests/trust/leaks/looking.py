"""Looking around as somebody: pages and API answers, mails, the live stream, log lines."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from django.core import mail
from django.db import connection

from cairn.config.logs import LOGGING, Discreet
from cairn.realtime.hub import Stream
from cairn.realtime.stream import _events
from tests.trust.leaks import canaries
from tests.trust.leaks.places import Place
from tests.trust.leaks.stage import NOBODY, Leak, Stage, work

_AT_HOME = 0.8  # of the looks; the others try ids of another organization
_SHAPE = LOGGING["formatters"]["discreet"]


class Ears(logging.Handler):
    """Log lines as they would be written, and what is told to each person's open pages."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.told: list[str] = []
        self.setFormatter(Discreet(_SHAPE["format"], style="{"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def __call__(self, execute: Any, sql: str, params: Any, *how: Any) -> Any:
        """Hear what the database is asked to tell."""
        if "pg_notify" in sql and params and params[0] == "cairn_live":
            self.told.append(params[1])
        return execute(sql, params, *how)


@contextmanager
def listening() -> Iterator[Ears]:
    ears = Ears()
    logging.getLogger().addHandler(ears)
    with connection.execute_wrapper(ears):
        yield ears
    logging.getLogger().removeHandler(ears)


@dataclass
class Eyes:
    """Looks at places as people, a few at a time or everywhere."""

    places: list[Place]
    ears: Ears

    def glance(self, stage: Stage, chance: Random, people: int, pages: int) -> None:
        """Look at a few places as a few people: at what is there, and at what was others'."""
        homes = sorted(set(stage.reference.organization.values()))
        for person in chance.sample(sorted(stage.sessions), people):
            home = stage.reference.organization[person]
            for place in chance.choices(self.places, k=pages):
                where = home if chance.random() < _AT_HOME else chance.choice(homes)
                if paths := list(place.paths(where)):
                    self._look(stage, person, place, chance.choice(paths))
        self.listen(stage)

    def stare(self, stage: Stage, person: str) -> set[str]:
        """Look at every place of their organization as one person; return what was seen."""
        stage.seen[person] = set()
        home = stage.reference.organization[person]
        for place in self.places:
            for path in place.paths(home):
                self._look(stage, person, place, path)
        return stage.seen[person]

    def listen(self, stage: Stage) -> None:
        """Do the work that waits, read the mail that was sent, the log, and the live names."""
        work()
        for message in mail.outbox:
            self._read_mail(stage, message)
        for line in self.ears.lines:
            _hold_nothing(stage, "the log", line)
        for told in self.ears.told:
            _hear(stage, told)
        self.forget()

    def forget(self) -> None:
        """Forget what was heard and not listened to yet."""
        mail.outbox.clear()
        self.ears.lines.clear()
        self.ears.told.clear()

    def _look(self, stage: Stage, person: str, place: Place, path: str) -> None:
        is_api = place.route.is_api
        headers = stage.bearer(person) if is_api else {}
        response = stage.browser(NOBODY if is_api else person).get(path, headers=headers)
        stage.sees(person, path, response)
        if place.route.name == "programs":
            _compare_counts(stage, person, response.content.decode())
        kept = response.headers.get("Cache-Control", "")
        assert "no-store" in kept, f"{path} may be kept: {kept}"

    def _read_mail(self, stage: Stage, message: Any) -> None:
        """Whoever the address belongs to reads it; nothing but the address may say anything."""
        (address,) = message.to
        owner = stage.reference.canaries[canaries.bare(address)].whose
        stage.reads(owner, "a mail's address", address)
        _hold_nothing(
            stage,
            "a mail",
            f"{message.subject} {message.body} {message.from_email} {message.extra_headers}",
        )


def _hear(stage: Stage, told: str) -> None:
    """Pass a name on as the hub does, and read what the person's stream would be sent."""
    person, _space, name = told.partition(" ")
    stream = Stream(UUID(person))
    stream.tell(name)
    stage.reads(person, "the stream", _events(list(stream._names)).decode())


def _hold_nothing(stage: Stage, where: str, text: str) -> None:
    stage.looks += 1
    found = canaries.found_in(text) & stage.reference.canaries.keys()
    if found:
        raise Leak(f"{where} holds {found}: {text}")


def _compare_counts(stage: Stage, person: str, page: str) -> None:
    """Hold the numbers beside each program against what happened."""
    shown = dict(
        re.findall(r"(zq[0-9a-f]{6}z).*?(\d+\s+mentees?,\s+\d+\s+mentors?)", page, re.DOTALL)
    )
    for word, said in shown.items():
        program = stage.reference.canaries[word].whose
        told = stage.reference
        places = [(who, side) for who, where, side in told.places if where == program]
        sides = [side for who, side in places if told.sees(person, who)]
        counted = [sides.count("mentee"), sides.count("mentor")]
        if [int(each) for each in re.findall(r"\d+", said)] != counted:
            raise Leak(f"{person} reads of {said}, where there are {counted}")
