"""A year of one mentorship, from a page that anybody opens to a letter that stays."""

from tests.browser.year.clockwork import COORDINATOR, MENTOR, PROGRAM
from tests.browser.year.windows import Window, Windows

MENTEE = "Juno"
PASSWORD = "seven gray stones by the river"
HELLO, LETTER, ANSWER = "Coffee at the corner?", "I kept every walk.", "So did I. Go well."
STEP, NEVER = "Call the library", "My father"
LAST = "Your last meeting is planned for %(day)s, and no time stands yet. Nothing ends by itself."
LATE, LATER = "%(days)s day overdue", "%(days)s days overdue"


class Year:
    """Each step is a day, and what is done on it and read."""

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self.on, self.say = windows.on, windows.say
        self.code = self.arrival = self.walk = self.farewell = ""

    def live(self) -> None:
        """Live all of it."""
        self.ask()
        self.be_late()
        self.join()
        self.be_matched()
        self.sign()
        self.meet_first()
        self.plan_weeks()
        self.look_after_them()
        self.meet_across_the_change_of_clocks()
        self.miss_one()
        self.say_how_it_goes("2026-11-06")
        self.promise_and_plan()
        self.go_quiet()
        self.say_how_it_goes("2027-01-05")
        self.say_how_it_goes("2027-04-05")
        self.plan_the_last_meeting()
        self.say_goodbye()
        self.end()
        self.look_back()

    @property
    def mentee(self) -> Window:
        return self.windows.of(MENTEE)

    @property
    def mentor(self) -> Window:
        return self.windows.of(MENTOR)

    @property
    def coordinator(self) -> Window:
        return self.windows.of(COORDINATOR)

    def ask(self) -> None:
        """Somebody asks on the public page, without an account; staff have a day."""
        asks = self.windows.stranger("somebody")
        asks.go(f"/ask/{self.windows.hand.door}/").reads("Ask for a mentor").press("Begin")
        asks.write(name=MENTEE).pick(language=self.windows.language).press("Keep it and go on")
        asks.pick(reach="phone").write(phone="555 0100").press("Keep it and go on")
        asks.pick(free="evenings").press("Keep it and go on")
        asks.reads("Read it over, and send it").sees(MENTEE, "555 0100")
        asks.press("Send it").reads("We have it. Thank you.")
        self.code = asks.page.locator("main code").first.inner_text()
        today = self.coordinator.go("/").reads("Who has just come").sees(MENTEE)
        today.reads_not("overdue just now")

    def be_late(self) -> None:
        """A day and an hour later Today says so in words; then somebody gets in touch."""
        self.on("2026-10-06", "11:30")
        late = self.windows.count(
            "overdue by %(hours)d hour", "overdue by %(hours)d hours", 1, "hours"
        )
        page = self.coordinator.go("/").sees(late).follow("Get in touch").sees("555 0100", late)
        self.arrival = page.page.url
        page.pick(how="phone").write(words="We meet on Tuesday.").press("We are in touch")
        page.go("/").reads_not("Who has just come")
        self._come_back().reads("We have it, and got in touch.").sees("We meet on Tuesday.")

    def _come_back(self) -> Window:
        """A day later the device has forgotten them, and the code on paper has not."""
        asks = self.windows.stranger("somebody").go("/ask/")
        return asks.write(code=self.code).press("Go on")

    def join(self) -> None:
        page = self.coordinator.go(self.arrival)
        page.press("Put them on the waiting list")
        page.go("/").sees(MENTEE, self.say("Waiting, %(count)s", count=1))
        asks = self._come_back().reads("You are on the waiting list.").follow("Go in")
        asks.write(address="juno@example.org", password=PASSWORD).press("Join")
        asks.go("/orientation/").press("I have read it").go("/orientation/")
        asks.reads("You read this on %(day)s. It stays here.", day=self.windows.date("2026-10-06"))

    def be_matched(self) -> None:
        """Staff suggest and offer, the mentee picks, the mentor says yes."""
        board = self.coordinator.go("/matching/").leave_by("main a[href^='/matching/']")
        board.press("Suggest matches")
        self.windows.hand.strike()
        board.page.reload()
        board.leave_by("form[action$='/approve/'] button")
        self.mentee.go("/choose/").press("Ask %(who)s", who=MENTOR)
        self.mentee.reads("%(who)s is asked", who=MENTOR)
        self.on("2026-10-07", "18:00")
        asked = self.mentor.go("/").reads("Someone asks for you.").go("/requests/")
        asked.leave_by("main a[href^='/requests/']").press("Yes, I will walk with them")

    def sign(self) -> None:
        """Nothing can be written before both have signed."""
        self.mentor.go("/").leave_by("main a[href^='/walk/']")
        self.walk = self.mentor.page.url.removesuffix("/").rpartition("/")[2]
        self._sign(self.mentor).reads("You have signed. Now %(who)s reads it.", who=MENTEE)
        self.mentor.go("/talk/").reads("It opens when you have both signed the agreement.")
        said = "Read the agreement with %(mentor)s, and sign it if you agree."
        self.mentee.go("/").reads(said, mentor=MENTOR)
        self.coordinator.go("/").reads("The agreement is not signed by both.")
        self._sign(self.mentee)
        self.mentee.reads("Meet for the first time. Someone from the program can come along.")

    def _sign(self, window: Window) -> Window:
        window.go(f"/walk/{self.walk}/agreement/").reads("What you agree to")
        window.page.locator("main [name=agreed]").check()
        return window.press("Sign")

    def meet_first(self) -> None:
        self.coordinator.go("/").reads("No first meeting yet.")
        self.on("2026-10-09", "19:00")
        page = self.mentor.go(f"/walk/{self.walk}/first-meeting/").write(met_at="18:00")
        page.pick(mode="in_person", third_person="declined").press("Keep it")
        self.coordinator.go("/").reads("Every pair is on its way.")
        met = self.windows.day("2026-10-09")
        self.mentee.go("/").reads("You last met on %(day)s.", day=met)
        self.mentor.go("/talk/").send(HELLO)
        self.mentee.go("/talk/").sees(HELLO)

    def plan_weeks(self) -> None:
        """Six times, every week at six in the evening, and over the first of November."""
        page = self.mentor.go(f"/walk/{self.walk}/time/").pick(mode="phone")
        page.write(day="2026-10-13", time="18:00", times="6").press("Propose it")
        said, at = "%(day)s, %(time)s", self.windows.time("18:00")
        first = said % {"day": self.windows.day("2026-10-13"), "time": at}
        page = self.mentee.go("/").sees(first).follow("Answer").press("Yes, that suits me")
        page.reads("Agreed")

    def look_after_them(self) -> None:
        """A contact is due after a week, and overdue when nobody keeps it."""
        self.on("2026-10-14", "09:00")
        self._say(self.mentor, "2026-10-13", "met")
        due = self.coordinator.go("/").reads("due today").reads("Contact with %(who)s", who=MENTEE)
        self.on("2026-10-17", "09:00")
        due.go("/").sees(self.windows.count(LATE, LATER, 3, "days"))
        for _each in range(2):
            due.go("/").follow("Log it").press("Safe, and going well")
        due.go("/").reads("No contact is due this week.")

    def meet_across_the_change_of_clocks(self) -> None:
        """Before and after the clocks went back, they meet at six in the evening."""
        self.on("2026-10-28", "09:00")
        for day in ("2026-10-20", "2026-10-27"):
            self._say(self.mentee, day, "met")
        self.on("2026-11-02", "12:00")
        at = self.windows.time("18:00")
        page = self.mentor.go(f"/walk/{self.walk}/")
        for day in ("2026-11-03", "2026-11-10", "2026-11-17"):
            page.reads("%(day)s, %(time)s", day=self.windows.day(day), time=at)
        self.mentee.go("/").sees(self.windows.day("2026-11-03"), at)

    def miss_one(self) -> None:
        """Whoever was there alone says so; staff read that a kind word is enough, and say it."""
        self.on("2026-11-03", "20:30")
        self._say(self.mentor, "2026-11-03", "missed")
        self.mentor.reads("You did not meet this time. That happens, and nothing is lost.")
        missed = "They missed a meeting. A kind word is enough."
        page = self.coordinator.go("/").reads(missed).follow("See which").press("I got in touch")
        page.go("/").reads_not(missed)

    def _say(self, window: Window, day: str, said: str) -> None:
        """Say how the meeting of a day went."""
        window.go(f"/walk/{self.walk}/")
        window.page.get_by_role("link", name=self.windows.day(day)).first.click()
        window.page.wait_for_url("**/meetings/**")
        window.pick(said=said).press("Keep it")

    def say_how_it_goes(self, day: str) -> None:
        """After 30, 90 and 180 days the two are asked, and read both answers first.

        Staff owe each of them a review that day, and read nothing of what the two said.
        """
        self.on(day, "19:00")
        asked = "How is it going between you two?"
        mine = self.mentee.go(f"/walk/{self.walk}/").reads("Five short questions.").follow(asked)
        mine.pick(heard="5", honest="2").press("That is how it is")
        waits = "You have answered. When %(who)s has too, you both read both."
        mine.reads(waits, who=MENTOR)
        own = mine.page.url
        theirs = self.mentor.go(f"/walk/{self.walk}/").follow(asked)
        theirs.pick(heard="4").press("That is how it is")
        theirs.reads("Where you differ, there may be something to talk about.").sees(MENTEE)
        mine.go(own).sees(MENTOR, self.say("Mostly"), self.say("A little"))
        staff = self.coordinator
        staff.is_shut_to(own.removeprefix(staff.visitor.url))
        self._keep_up(staff)
        self._review(staff, MENTEE)

    def _keep_up(self, staff: Window) -> None:
        """Staff write down in one tap each contact that is overdue on Today."""
        fine = self.say("Safe, and going well")
        staff.go("/")
        while staff.page.get_by_role("button", name=fine).count():
            staff.press("Safe, and going well")
            if staff.page.url != f"{staff.visitor.url}/":
                staff.go("/")

    def _review(self, staff: Window, who: str) -> None:
        """Staff keep the review of that day with one of the two; it asks more than a contact."""
        due = self.say("Review with %(who)s", who=who)
        staff.go("/").sees(due).leave_by(f"tr:has-text('{due}') a")
        staff.reads("A review: it asks a little more.").reads("due today")
        staff.pick(safety="safe").write(goals="Nearly there.").press("Keep it")
        staff.go("/").reads_not("Review with %(who)s", who=who)

    def promise_and_plan(self) -> None:
        """The mentee says what they mean to do, and what happens if they go quiet."""
        page = self.mentee.go(f"/walk/{self.walk}/commitments/")
        page.write(words=STEP, due_on="2026-11-20").press("Add it")
        self.mentor.go(f"/walk/{self.walk}/").sees(STEP)
        page = self.mentee.go("/silence/").write(after_days="5", never=NEVER)
        page.pick(who="both", how="call").press("Keep this plan")
        self.mentee.go("/silence/")
        holds = "Your plan holds since %(day)s. Only whoever reaches out reads it, and only then."
        self.mentee.reads(holds, day=self.windows.date("2026-11-06"))
        self.mentor.go(f"/walk/{self.walk}/").reads_not("Never call")

    def go_quiet(self) -> None:
        """After five days those whom the plan names are told, and nothing ends."""
        self.on("2026-11-13")
        time_to = "%(who)s asked that you reach out when it goes quiet. It is time."
        page = self.mentor.go(f"/walk/{self.walk}/").reads(time_to, who=MENTEE)
        page.reads("Never call").sees(NEVER)
        quiet = "It has gone quiet, and %(one)s asked you to reach out then."
        self.coordinator.go("/").reads(quiet, one=MENTEE)
        page = self.mentee.go(f"/walk/{self.walk}/")
        here = "If you are here, say so; nothing else is asked."
        page.reads(f"It was quiet for as long as you planned. {here}").press("I am here")
        self.mentor.go(f"/walk/{self.walk}/").reads_not(time_to, who=MENTEE)
        page.go(f"/walk/{self.walk}/commitments/").press("Kept")
        page.reads("kept on %(day)s", day=self.windows.date("2026-11-13"))

    def plan_the_last_meeting(self) -> None:
        self.on("2027-09-20")
        self.mentor.go(f"/walk/{self.walk}/last/").write(last_on="2027-10-05").press("Plan it")
        said = LAST
        page = self.mentee.go(f"/walk/{self.walk}/").reads(
            said, day=self.windows.date("2027-10-05")
        )
        page.follow("Saying goodbye").write(words=LETTER).press("Keep it for myself")
        self.farewell = page.page.url
        self.mentor.go(f"/walk/{self.walk}/").follow("Saying goodbye")
        assert LETTER not in self.mentor.page.content()

    def say_goodbye(self) -> None:
        """Each gives a letter and says what contact they wish for: the lesser wish holds."""
        mine, theirs = self.mentee.go(self.farewell), self.mentor
        mine.press("Give it to %(who)s as it is kept", who=MENTOR)
        mine.pick(contact="now_and_then").press("Keep it")
        theirs.page.reload()
        theirs.reads("From %(who)s", who=MENTEE).sees(LETTER)
        theirs.write(words=ANSWER).press("Keep it for myself")
        theirs.press("Give it to %(who)s as it is kept", who=MENTEE)
        theirs.pick(contact="hello").press("Keep it").reads("We say hello when we meet")
        mine.go(self.farewell).sees(ANSWER).reads("We say hello when we meet")

    def end(self) -> None:
        """The planned day ends nothing by itself; one of the two does, two days later."""
        self.on("2027-10-07")
        said = LAST
        page = self.mentor.go(f"/walk/{self.walk}/").reads(
            said, day=self.windows.date("2027-10-05")
        )
        page.go(f"/walk/{self.walk}/ending/").press("End it")
        ended = "This mentorship ended on %(day)s."
        page.go(f"/walk/{self.walk}/").reads(ended, day=self.windows.date("2027-10-07"))

    def look_back(self) -> None:
        """What was written stays to read, and nothing more is; who likes to stays in touch."""
        page = self.mentee.go(f"/walk/{self.walk}/").follow("What you wrote stays here to read")
        page.sees(HELLO).reads("This mentorship has ended. What you wrote stays here to read.")
        assert page.page.locator("[name=body]").count() == 0
        page.go(self.farewell).sees(LETTER, ANSWER).press("Stay in touch")
        page.write(**{"exit-good": "The walks."}).press("That is how it was").sees("The walks.")
        staff = self.coordinator.go("/alumni/").sees(MENTEE, PROGRAM)
        staff.sees(self.windows.date("2027-10-07"))
        staff.go("/contacts/").reads("Talks after an ending").sees(MENTOR)
        staff.go("/").reads("No contact is due this week.").reads("Every pair is on its way.")
