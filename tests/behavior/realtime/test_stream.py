"""The live stream: names, to one person's pages, from any process."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from cairn.core.ids import new_id
from cairn.realtime import signals
from cairn.realtime.hub import STREAMS_PER_PERSON
from cairn.realtime.stream import _ASKING_AT_ONCE, Live
from tests.streams import Page, opened, until

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

ANA, BEN = new_id(), new_id()
_sessions: dict[str, UUID] = {}


def person_of(session: str) -> UUID | None:
    """Stand for the function that the people app provides, with a database behind it."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return _sessions.get(session)


@pytest.fixture(autouse=True)
def sessions(settings):
    settings.CAIRN_STREAM_PERSON = f"{__name__}.person_of"
    _sessions.clear()
    _sessions.update({"ana": ANA, "ana-phone": ANA, "ben": BEN})
    return _sessions


def in_a_loop(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(story())


def tell(person: UUID, name: str) -> None:
    signals.signal(person, name)
    connections.close_all()


def test_a_signal_reaches_every_page_of_that_person_in_every_process_and_nobody_else():
    async def story():
        one, other = Live(), Live()
        ana, phone, ben = [
            *await opened(one, "ana"),
            *await opened(other, "ana-phone", "ben"),
        ]
        await asyncio.to_thread(tell, ANA, "conversation-7")
        await until(lambda: ana.names == phone.names == ["ready", "conversation-7"])
        assert ben.names == ["ready"]
        await asyncio.gather(one.end(), other.end())

    in_a_loop(story)


def test_a_stream_carries_names_and_nothing_else():
    async def story():
        live = Live()
        (ana,) = await opened(live, "ana")
        await asyncio.to_thread(tell, ANA, "notices")
        await until(lambda: ana.names == ["ready", "notices"])
        assert ana.text == "event: ready\ndata: \n\nevent: notices\ndata: \n\n"
        await live.end()

    in_a_loop(story)


def test_a_signal_of_a_transaction_that_is_undone_is_never_heard():
    def undone():
        with transaction.atomic():
            signals.signal(ANA, "never")
            transaction.set_rollback(True)
        tell(ANA, "then")

    async def story():
        live = Live()
        (ana,) = await opened(live, "ana")
        await asyncio.to_thread(undone)
        await until(lambda: ana.names == ["ready", "then"])
        await live.end()

    in_a_loop(story)


def test_signing_out_ends_the_streams_of_that_session_alone(sessions):
    async def story():
        live = Live()
        here, phone = await opened(live, "ana", "ana-phone")
        del sessions["ana"]
        await asyncio.to_thread(tell, ANA, signals.SIGNED_OUT)
        await until(lambda: here.is_over)
        await asyncio.to_thread(tell, ANA, "notices")
        await until(lambda: phone.names == ["ready", "notices"])
        assert (phone.is_over, here.names) == (False, ["ready", "signed-out"])
        await live.end()

    in_a_loop(story)


def test_a_stream_looks_again_whether_its_session_still_stands(sessions, monkeypatch):
    monkeypatch.setattr("cairn.realtime.stream._CHECK_AGAIN", 0.0)
    monkeypatch.setattr("cairn.realtime.stream._KEEP_ALIVE", 0.05)

    async def story():
        live = Live()
        (ana,) = await opened(live, "ana")
        await until(lambda: ":\n\n" in ana.text)
        sessions.clear()
        await until(lambda: ana.is_over)
        await live.end()

    in_a_loop(story)


@pytest.mark.parametrize("session", ["", "somebody's guess"])
def test_nobody_without_a_session_gets_a_stream(session):
    async def story():
        live = Live()
        page = Page(live, session)
        await page.task
        assert (page.status, page.text, page.is_over) == (401, "", True)

    in_a_loop(story)


def test_one_person_too_often_is_refused_and_another_is_not():
    async def story():
        live = Live()
        pages = await opened(live, *["ana"] * STREAMS_PER_PERSON)
        refused = Page(live, "ana")
        await refused.task
        assert refused.status == 429
        await opened(live, "ben")
        pages[0].left.set()
        await pages[0].task
        await opened(live, "ana")
        await live.end()

    in_a_loop(story)


def test_of_a_thousand_at_once_by_one_session_few_open_and_the_rest_ask_no_database(monkeypatch):
    asked = []
    monkeypatch.setattr("cairn.realtime.stream._ask", lambda key: asked.append(key) or ANA)

    async def story():
        live = Live()
        pages = [Page(live, "ana") for _ in range(1_000)]
        await until(lambda: all(page.status for page in pages))
        told = Counter(page.status for page in pages)
        assert told == {200: STREAMS_PER_PERSON, 429: 1_000 - STREAMS_PER_PERSON}
        assert asked == ["ana"] * STREAMS_PER_PERSON
        await live.end()

    in_a_loop(story)


def test_of_a_thousand_guesses_at_once_from_one_network_few_ask_the_database(monkeypatch):
    asked = []
    monkeypatch.setattr("cairn.realtime.stream._ask", asked.append)

    async def story():
        live = Live()
        pages = [Page(live, f"guess {number}", "192.0.2.7") for number in range(1_000)]
        other = Page(live, "a guess from elsewhere", "192.0.2.8")
        await until(lambda: all(page.status for page in (*pages, other)))
        told = Counter(page.status for page in pages)
        assert told == {401: _ASKING_AT_ONCE, 429: 1_000 - _ASKING_AT_ONCE}
        assert other.status == 401
        again = Page(live, "one more", "192.0.2.7")
        await again.task
        assert (again.status, len(asked)) == (401, _ASKING_AT_ONCE + 2)
        await live.end()

    in_a_loop(story)


def test_open_streams_hold_no_connection_but_the_one_that_listens():
    def listening() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from pg_stat_activity where datname = current_database()"
                " and pid <> pg_backend_pid() and query like 'listen%'"
            )
            found = cursor.fetchone()[0]
        connections.close_all()
        return found

    def in_use() -> int:
        stats = connections["default"].pool.get_stats()
        return stats["pool_size"] - stats["pool_available"]

    async def story():
        live = Live()
        before = in_use()
        await opened(live, *["ana"] * 10, *["ben"] * 10)
        assert (await asyncio.to_thread(listening), in_use()) == (1, before)
        await live.end()

    in_a_loop(story)


def test_after_the_listening_connection_was_lost_pages_are_told_to_ask_again():
    def cut() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and query like 'listen%'"
            )
        connections.close_all()

    async def story():
        live = Live()
        (ana,) = await opened(live, "ana")
        await asyncio.to_thread(cut)
        await until(lambda: ana.names == ["ready", "ready"])
        await asyncio.to_thread(tell, ANA, "notices")
        await until(lambda: ana.names == ["ready", "ready", "notices"])
        await live.end()

    in_a_loop(story)


def test_a_process_that_stops_ends_its_streams_at_once():
    async def story():
        live = Live()
        (ana,) = await opened(live, "ana")
        await live.end()
        await ana.task
        assert ana.is_over

    in_a_loop(story)


@pytest.mark.parametrize("name", ["", "Notices", "two words", "line\nbreak", "data: x", "a" * 81])
def test_a_name_that_could_carry_content_is_refused(name):
    with pytest.raises(ValueError, match="no name of a signal"):
        signals.signal(ANA, name)
