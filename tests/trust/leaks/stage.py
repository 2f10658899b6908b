"""The living side: real rows and sessions, and the reference that is told of all that happens."""

from __future__ import annotations

import copy
import json
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse
from procrastinate.contrib.django import app

from cairn.core.walls import acting_in, name_organization
from cairn.people import devices
from cairn.people.models import Person
from tests.conftest import Browser
from tests.factories import factors, tokens
from tests.trust.leaks import canaries
from tests.trust.leaks.canaries import Canaries
from tests.trust.leaks.reference import Canary, Reference

NOBODY = "nobody"
_WRITTEN = {
    "own",
    "idea",
    "check-in",
    "name",
    "of two",
    "of staff",
    "of program's staff",
    "draft",
    "order",
}
_DUE = "delete from procrastinate_jobs where status = 'todo' returning task_name, args::text"


class Leak(AssertionError):  # noqa: N818 - it is what is looked for
    """Somebody saw what they may not."""


@dataclass(repr=False)
class Stage:
    """Everybody there is, what happened to them, and what was seen of it by whom."""

    words: Canaries = field(default_factory=Canaries)
    reference: Reference = field(default_factory=Reference)
    organizations: dict[str, UUID] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    story: list[str] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=dict)
    looks: int = 0

    def again(self) -> Stage:
        """Return a copy in which something else may happen, its story not begun."""
        another = copy.deepcopy(self)
        another.story, another.looks = [], 0
        return another

    def name(self, key: str, name: str) -> None:
        """Say how a person, a program or a pair is called in the story of a failure."""
        self.names[key] = f"{name} {len(self.names)}"

    def tell(self, what: str, *names: Any, **facts: Any) -> None:
        """Tell the reference what happened, and keep it for the story of a failure."""
        getattr(self.reference, what)(*names, **facts)
        self.story.append(f"{what} {' '.join(map(str, names))} {facts or ''}")

    def put(self, kind: str, whose: str, about: str = "", *, word: str = "") -> str:
        """Make a canary and say where it stands."""
        word = word or self.words.word()
        self.tell("noted", "canaries", canaries.bare(word), Canary(kind, whose, about))
        return word

    def forget(self, kind: str, person: str, now: str = "nobody's") -> None:
        """Tell the reference that words of a kind stand nowhere any more, or where they stand."""
        for word in self.said(kind, person):
            self.put(now, person, word=word)

    def said(self, kind: str, whose: str) -> list[str]:
        """Return the words of a kind that are somebody's."""
        told = self.reference.canaries.items()
        return [word for word, it in told if (it.kind, it.whose) == (kind, whose)]

    def mark_days(self) -> int:
        """Return a number of days that no other mark has."""
        return 1 + len([c for c in self.reference.canaries.values() if c.kind == "mark"])

    def person(self, key: str) -> Person:
        """Read somebody anew; the test stands in their organization afterwards."""
        self.stand_in(key)
        return Person.objects.select_related("organization", "account").get(pk=key)

    def stand_in(self, key: str) -> None:
        name_organization(self.reference.organization[key])

    def browser(self, person: str) -> Browser:
        browser = Browser(raise_request_exception=True)
        if session := self.sessions.get(person):
            browser.cookies["session"] = session
        return browser

    def signs_in(self, person: str) -> None:
        """Open a session with a second step and hold a token, as whoever has joined can."""
        row = self.person(person)
        browser = Browser()
        browser.force_login(row.account)
        factors.second_step(row.account)
        session = browser.session
        session["person"] = person
        devices.call(session, is_own=True)
        session.save()
        self.sessions[person] = str(session.session_key)
        self.shows_who(person)
        with acting_in(row.organization_id):
            name = self.put("own", person)
            self.tokens[person] = tokens.opened(row, name)

    def shows_who(self, person: str) -> None:
        """Let the session count as of somebody who just showed who they are."""
        session = self.browser(person).session
        factors.shown(session, self.person(person).account)
        session.save()

    def sends(self, person: str, route: str, key: object = None, **data: Any) -> bool:
        """Send a form as its page does, look at what comes back; tell whether it was taken."""
        named = key if isinstance(key, dict) else {"pk": key} if key else {}
        path = reverse(route, kwargs=named)
        form = {**data, "form_key": secrets.token_urlsafe(24)}
        response = self.browser(person).post(path, form)
        return self._took(person, f"POST {route}", response, data)

    def asks(self, person: str, path: str, **data: Any) -> bool:
        """Send what a machine sends to the API."""
        headers = {"Idempotency-Key": secrets.token_urlsafe(24), **self.bearer(person)}
        kind = "application/json"
        browser = self.browser(NOBODY)
        response = browser.post(f"/api/v1{path}", data, content_type=kind, headers=headers)
        return self._took(person, f"POST {path}", response, data)

    def bearer(self, person: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[person]}"}

    def sees(
        self, person: str, where: str, response: HttpResponse, own: frozenset[str] = frozenset()
    ) -> str:
        """Look at an answer: nothing in it but what the reference allows, and one's own words."""
        body = b"".join(response) if response.streaming else response.content
        text = f"{response.headers.get('Location', '')} {body.decode(errors='replace')}"
        assert response.status_code < 500, f"{where} broke"
        self.reads(person, where, text, own)
        return text

    def reads(self, person: str, where: str, text: str, own: frozenset[str] = frozenset()) -> None:
        self.looks += 1
        found = canaries.found_in(text) & self.reference.canaries.keys()
        if not found:
            return
        self.seen.setdefault(person, set()).update(found)
        leaked = found - self.reference.allowed(person) - own
        if leaked:
            raise Leak(self._leak(person, where, leaked))

    def _took(self, person: str, where: str, response: HttpResponse, data: Any) -> bool:
        """Words that were refused stand nowhere but in the form that comes back."""
        own = frozenset(canaries.found_in(str(data)))
        self.sees(person, where, response, own)
        is_taken = response.status_code < HTTPStatus.BAD_REQUEST
        for word in () if is_taken else own & self.reference.canaries.keys():
            canary = self.reference.canaries[word]
            if canary.kind in _WRITTEN and canary.whose in (person, canary.about):
                self.put("nobody's", person, word=word)
        return is_taken

    def _leak(self, person: str, where: str, leaked: set[str]) -> str:
        words = [f"  {word}: {self.reference.canaries[word]}" for word in sorted(leaked)]
        said = "\n".join([f"{person} sees at {where}", *words, "after", *self.story])
        for key, name in self.names.items():
            said = said.replace(key, f"<{name}>")
        return said


@contextmanager
def undone() -> Iterator[None]:
    """Undo what happens inside, in both databases."""
    with ExitStack() as stack:
        for alias in ("default", "keys"):
            stack.enter_context(transaction.atomic(using=alias))
        yield
        for alias in ("default", "keys"):
            transaction.set_rollback(True, using=alias)


def chance_of(seed: int | str) -> Random:
    """Return chance that a seed repeats."""
    return Random(seed)  # noqa: S311 - nothing here is secret


def work() -> None:
    """Do what the worker would do next."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE)
        jobs = cursor.fetchall()
    for name, given in jobs:
        app.tasks[name].func(**json.loads(given))
