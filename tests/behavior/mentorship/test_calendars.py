"""One's own calendars: a secret feed, invitations by mail, and busy times left out of what is offered."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import icalendar
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions, feeds, own_calendars, queries, reminding, tasks
from cairn.mentorship.ical import fetching
from cairn.mentorship.ical.fetching import NotFetched, Rules
from cairn.mentorship.models import Booking, Feed, MailedCalendar, OwnCalendar
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.safety import actions as safety
from tests.factories import doors
from tests.factories import mentorship as mentorships

HERE = Rules(schemes=frozenset({"http"}), own_addresses=frozenset({"127.0.0.1"}))
SECRET_TITLE = "Heron clinic"


def busy_file(*starts: datetime) -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{at:%j%H}\r\nSUMMARY:{SECRET_TITLE}\r\nDTSTART:{at:%Y%m%dT%H%M%SZ}\r\n"
        f"DURATION:PT1H\r\nEND:VEVENT\r\n"
        for at in starts
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


def events_at(link: str) -> list[icalendar.Event]:
    answer = Client().get(link.partition("/calendar/")[1] + link.partition("/calendar/")[2])
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def path_of(link: str) -> str:
    return "/calendar/" + link.partition("/calendar/")[2]


def test_the_feed_says_when_they_meet_and_nothing_else(cast, noon) -> None:
    walk = mentorships.met(cast)
    actions.propose(
        by=cast.mentor,
        mentorship=walk,
        plan=mentorships.plan(noon + timedelta(days=5), place=SECRET_TITLE),
    )
    meeting = mentorships.agreed(walk, days=2)
    answer = Client().get(path_of(actions.make_feed(by=cast.mentee)))
    text = answer.content.decode()
    found = {
        one["STATUS"]: one["DTSTART"].dt
        for one in icalendar.Calendar.from_ical(text).walk("VEVENT")
    }
    assert found["CONFIRMED"].astimezone(UTC) in (meeting.starts_at, noon)
    assert len(icalendar.Calendar.from_ical(text).walk("VEVENT")) == 2
    for word in (SECRET_TITLE, "Maple", "Rowan", "Evening program", "Cairn mentor", "example.org"):
        assert word not in text


def test_each_of_the_two_has_another_id_for_one_meeting(cast, noon) -> None:
    meeting = mentorships.agreed(mentorships.met(cast))
    ids = {feeds.appointment_of(meeting, person).uid for person in meeting.mentorship.pair}
    assert len(ids) == 2
    assert str(meeting.pk) not in ids


def test_the_sequence_rises_with_every_change_and_the_id_stays(cast, noon) -> None:
    meeting = mentorships.agreed(mentorships.met(cast))
    said = [feeds.appointment_of(meeting, cast.mentee)]
    actions.move(by=cast.mentor, meeting=meeting, plan=mentorships.plan(noon + timedelta(days=4)))
    said.append(feeds.appointment_of(meeting, cast.mentee, is_canceled=True))
    actions.accept(by=cast.mentee, meeting=meeting)
    said.append(feeds.appointment_of(meeting, cast.mentee))
    actions.cancel(by=cast.mentee, meeting=meeting)
    said.append(feeds.appointment_of(meeting, cast.mentee))
    assert len({one.uid for one in said}) == 1
    assert [one.sequence for one in said] == [1, 2, 3, 4]
    assert [one.is_canceled for one in said] == [False, True, False, True]


@pytest.mark.parametrize("door", doors.DOORS)
def test_a_link_that_was_taken_back_opens_nothing(cast, door, noon) -> None:
    if door == "page":
        page = doors.by_page(cast.mentee, "/me/calendar/link/", {}).content.decode()
        link = page.partition('<code class="code">')[2].partition("</code>")[0]
        end = "/me/calendar/link/end/"
    else:
        link = doors.by_api(cast.mentee, "/calendar/feed", {}).json()["link"]
        end = "/calendar/feed/end"
    assert Client().get(path_of(link)).status_code == 200
    send = doors.by_page if door == "page" else doors.by_api
    assert send(cast.mentee, end, {}).status_code < 400
    assert Client().get(path_of(link)).status_code == 404


def test_another_link_takes_the_first_one_back(cast) -> None:
    first, second = (actions.make_feed(by=cast.mentee) for _ in range(2))
    assert [Client().get(path_of(link)).status_code for link in (first, second)] == [404, 200]


def test_of_the_secret_only_a_hash_is_kept(cast) -> None:
    secret = actions.make_feed(by=cast.mentee).rpartition("/")[2].removesuffix(".ics")
    row = Feed.objects.get(person=cast.mentee)
    assert secret not in str(vars(row))


def test_cairn_feed_opens_for_nobody_who_has_left_and_for_no_other_secret(cast) -> None:
    link = actions.make_feed(by=cast.mentee)
    assert Client().get("/calendar/nothing.ics").status_code == 404
    Person.objects.filter(pk=cast.mentee.pk).update(left_at=clock.now())
    assert Client().get(path_of(link)).status_code == 404


def test_who_is_kept_apart_no_longer_reads_of_the_other(cast, noon) -> None:
    mentorships.agreed(mentorships.met(cast))
    link = actions.make_feed(by=cast.mentor)
    safety.block(by=cast.mentee, person=cast.mentor)
    assert events_at(link) == []


def _wishes(person: Person, address: str) -> None:
    person.email = address
    person.save()
    actions.wish_for_mail(by=person, is_wished=True)


def _run_mails() -> list[tuple[str, str, int]]:
    """Run the jobs that wait; return of each mail its method, state and sequence."""
    mail.outbox.clear()
    waiting = ProcrastinateJob.objects.filter(
        task_name="mentorship.mail_appointment", status="todo"
    ).order_by("id")
    for job in waiting:
        tasks.mail_appointment.func(**job.args)
    said = []
    for message in mail.outbox:
        ((content, mimetype),) = message.alternatives
        calendar = icalendar.Calendar.from_ical(content)
        (event,) = calendar.walk("VEVENT")
        assert mimetype == f"text/calendar; method={calendar['METHOD']}"
        said.append((str(calendar["METHOD"]), str(event["STATUS"]), int(event["SEQUENCE"])))
    ProcrastinateJob.objects.filter(task_name="mentorship.mail_appointment").delete()
    return said


def test_who_wishes_so_is_mailed_what_calendars_read(cast, noon) -> None:
    _wishes(cast.mentee, "rowan@example.org")
    walk = mentorships.met(cast)
    meeting = mentorships.agreed(walk)
    told = [_run_mails()]
    actions.move(by=cast.mentor, meeting=meeting, plan=mentorships.plan(noon + timedelta(days=4)))
    told.append(_run_mails())
    actions.accept(by=cast.mentee, meeting=meeting)
    told.append(_run_mails())
    actions.end(by=cast.mentee, mentorship=walk, reason="")
    told.append(_run_mails())
    assert told == [
        [("REQUEST", "CONFIRMED", 1)],
        [("CANCEL", "CANCELLED", 2)],
        [("REQUEST", "CONFIRMED", 3)],
        [("CANCEL", "CANCELLED", 4)],
    ]


def test_a_mail_says_nothing_but_when_in_the_words_of_its_reader(cast, noon) -> None:
    cast.mentee.language = "es"
    _wishes(cast.mentee, "rowan@example.org")
    mentorships.agreed(mentorships.met(cast))
    assert _run_mails()
    (message,) = mail.outbox
    whole = message.message().as_string()
    assert (message.subject, message.to) == ("Cita", ["rowan@example.org"])
    for word in ("Maple", "Rowan", "Evening", "mentor"):
        assert word not in whole
    (part,) = (one for one in message.message().walk() if one.get_content_subtype() == "calendar")
    assert (part.get_param("method"), part.get_param("charset")) == ("REQUEST", "utf-8")


def test_nobody_is_mailed_who_does_not_wish_it(cast, noon) -> None:
    _wishes(cast.mentee, "rowan@example.org")
    actions.wish_for_mail(by=cast.mentee, is_wished=False)
    mentorships.agreed(mentorships.met(cast))
    assert (_run_mails(), MailedCalendar.objects.count()) == ([], 0)


@pytest.mark.parametrize("door", doors.DOORS)
def test_a_file_leaves_busy_times_out_and_keeps_no_title(cast, door, noon) -> None:
    walk = mentorships.met(cast)
    first = queries.times_for(walk, cast.mentee, timedelta(hours=1))[0]
    file = SimpleUploadedFile("own.ics", busy_file(first))
    if door == "page":
        done = doors.by_page(cast.mentor, "/me/calendar/file/", {"file": file})
        assert done.status_code == 303
    else:
        actions.upload_calendar(by=cast.mentor, data=busy_file(first))
    assert first not in queries.times_for(walk, cast.mentee, timedelta(hours=1))
    row = OwnCalendar.objects.get(person=cast.mentor)
    assert row.block == {"busy": [[one.isoformat() for one in span] for span in row.busy]}
    with connection.cursor() as cursor:
        cursor.execute(
            "select encode(block, 'escape'), encode(link, 'escape') from mentorship_owncalendar"
        )
        assert not [row for row in cursor.fetchall() if str(first.year) in row[0]]
    shown = doors.get_by_api(cast.mentor, "/calendar").json()
    assert (shown["busy_times"], shown["problem"], shown["is_linked"]) == (1, "", False)
    actions.drop_calendar(by=cast.mentor)
    assert first in queries.times_for(walk, cast.mentee, timedelta(hours=1))


def test_a_file_that_is_none_is_refused_with_a_sentence_and_what_was_known_stays(
    cast, noon, sign_in
) -> None:
    first = noon + timedelta(days=1)
    actions.upload_calendar(by=cast.mentor, data=busy_file(first))
    actions.upload_calendar(by=cast.mentor, data=b"no calendar")
    page = sign_in(cast.mentor).get("/me/calendar/").content.decode()
    assert "That is no calendar file." in page
    assert "What was read before still counts." in page
    assert OwnCalendar.objects.get().busy == [(first, first + timedelta(hours=1))]


def test_only_they_are_warned_who_are_busy_by_their_own_calendar(cast, noon, sign_in) -> None:
    meeting = mentorships.proposed(mentorships.met(cast), cast.mentor, days=2)
    actions.upload_calendar(by=cast.mentee, data=busy_file(meeting.starts_at))
    words = "You have something else then"
    seen = [
        words in sign_in(person).get(f"/meetings/{meeting.pk}/").content.decode()
        for person in meeting.mentorship.pair
    ]
    assert seen == [True, False]
    actions.accept(by=cast.mentee, meeting=meeting)


class Feeding(BaseHTTPRequestHandler):
    """A real server of calendars, well and badly behaved."""

    body = b""

    def do_GET(self) -> None:
        if self.path == "/on":
            self.send_response(302)
            self.send_header("Location", "/own.ics")
            self.end_headers()
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
            self.end_headers()
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
        elif self.path == "/large":
            self.send_response(200)
            self.end_headers()
            for _ in range(12):
                self.wfile.write(b"x" * 1024 * 1024)
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            while not self.server.is_over.wait(0.1):
                self.wfile.write(b"x")
        elif self.path == "/own.ics":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.body)
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """Serve calendars on this machine; return where."""
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Feeding)
    listening.is_over = threading.Event()
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.is_over.set()
    listening.shutdown()
    thread.join()
    listening.server_close()


def test_a_link_is_fetched_where_it_leads_on(server) -> None:
    Feeding.body = busy_file(datetime(2026, 11, 24, 15, tzinfo=UTC))
    assert [fetching.fetch(f"{server}{path}", HERE) for path in ("/own.ics", "/on")] == [
        Feeding.body
    ] * 2


@pytest.mark.parametrize(
    ("path", "code"),
    [("/inside", "inside"), ("/round", "redirects"), ("/large", "too_large"), ("/no", "refused")],
)
def test_a_server_that_misbehaves_gives_nothing(server, path, code) -> None:
    with pytest.raises(NotFetched) as refused:
        fetching.fetch(f"{server}{path}", HERE)
    assert refused.value.code == code


def test_a_server_that_sends_a_sign_now_and_then_is_hung_up_on(server, monkeypatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    with pytest.raises(NotFetched) as refused:
        fetching.fetch(f"{server}/slow", HERE)
    assert refused.value.code == "slow"


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("http://example.org/own.ics", "no_link"),
        ("ftp://example.org/own.ics", "no_link"),
        ("https://user:word@example.org/", "no_link"),
        ("https://example.org:22/", "no_link"),
        ("https:///own.ics", "no_link"),
        ("https://127.0.0.1/", "inside"),
        ("https://[::1]/", "inside"),
        ("https://[::ffff:10.0.0.1]/", "inside"),
        ("https://[64:ff9b::7f00:1]/", "inside"),
        ("https://10.1.2.3/", "inside"),
        ("https://169.254.169.254/latest/meta-data/", "inside"),
        ("https://0x7f000001/", "inside"),
        ("https://localhost/", "inside"),
        ("webcal://192.168.1.1/own.ics", "inside"),
    ],
)
def test_a_link_leads_nowhere_inside(link, code) -> None:
    with pytest.raises(NotFetched) as refused:
        fetching.fetch(link)
    assert refused.value.code == code


def test_the_worker_reads_a_link_and_keeps_times(cast, server, noon, monkeypatch) -> None:
    monkeypatch.setattr(fetching, "OUTSIDE", HERE)
    Feeding.body = busy_file(noon + timedelta(days=1))
    calendar = actions.link_calendar(by=cast.mentor, link="https://calendar.example.org/own.ics")
    assert ProcrastinateJob.objects.filter(task_name="mentorship.read_calendar").count() == 1
    calendar.link = f"{server}/own.ics"
    calendar.save()
    own_calendars.read_link(cast.mentor.organization_id, calendar.pk)
    calendar.refresh_from_db()
    assert (len(calendar.busy), calendar.problem) == (1, "")
    assert own_calendars.overdue() == []
    with clock.pinned(noon + timedelta(hours=7)):
        assert own_calendars.overdue() == [(cast.mentor.organization_id, calendar.pk)]
    calendar.link = f"{server}/no"
    calendar.save()
    own_calendars.read_link(cast.mentor.organization_id, calendar.pk)
    calendar.refresh_from_db()
    assert (len(calendar.busy), calendar.problem) == (1, "refused")
    own_calendars.read_link(cast.mentor.organization_id, calendar.pk)
    assert Notice.objects.filter(kind="mentorship.calendar", person=cast.mentor).count() == 1


@pytest.mark.parametrize("link", ["http://example.org/x.ics", "javascript:alert(1)", ""])
def test_what_is_no_link_is_said_at_its_field(cast, link) -> None:
    answer = doors.by_page(cast.mentor, "/me/calendar/own/", {"link": link})
    assert answer.status_code == 422
    with pytest.raises(Refused):
        actions.link_calendar(by=cast.mentor, link=link)


def test_one_is_reminded_a_day_before_and_asked_afterwards_each_once(cast, noon) -> None:
    meeting = mentorships.agreed(mentorships.met(cast), days=3)
    Notice.objects.all().delete()
    told = {}
    for hours in (0, 49, 50, 73, 80, 90):
        with clock.pinned(noon + timedelta(hours=hours)):
            reminding.remind()
        told[hours] = sorted(Notice.objects.values_list("kind", flat=True))
    soon, asked = ["mentorship.soon"] * 2, ["mentorship.to_tell"] * 2
    assert told == {0: [], 49: soon, 50: soon, 73: soon, 80: soon + asked, 90: soon + asked}
    assert Booking.objects.filter(meeting=meeting, reminded_at=None).count() == 0


def test_nobody_is_reminded_of_what_they_just_agreed_to_nor_of_what_is_canceled(cast, noon) -> None:
    walk = mentorships.met(cast)
    mentorships.agreed(walk, hours=10)
    actions.cancel(by=cast.mentee, meeting=mentorships.agreed(walk, days=3))
    Notice.objects.all().delete()
    for hours in (1, 50):
        with clock.pinned(noon + timedelta(hours=hours)):
            reminding.remind()
    assert set(Notice.objects.values_list("kind", flat=True)) == {"mentorship.to_tell"}
