"""The main job, from a roster to a first stone, as three people do it on their own pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.hands import Pointer
from tests.browser.visiting import Visitor

PASSWORD = "seven gray stones by the river"
WORDS = "Coffee at the usual corner?"
STEP = "Walk down to the river"

# As spreadsheets export it: a byte-order mark, semicolons, stray spaces, mixed case, gaps.
ROSTER = """\ufeffRef;Role;Display Name;E-mail;Languages;Availability;Pathways;Interests;Cleared;Trained;Capacity
A1; Mentee ;Juno {tag};;EN;mon 18:00-21:00|tue 18:00-21:00;SMART;Music;;;
A2;mentee;Ilka {tag};;so;mon 18:00-21:00;;;;;
B1;MENTOR; Otis {tag};;en;Mon 17:00-22:00|Tue 17:00-22:00;smart;music;Yes;yes;2
B2;mentor;Vera {tag};;en;sat 09:00-12:00;;;no;;
"""


@dataclass
class Journey:
    """Three windows, and the program that this journey makes."""

    open_window: Callable[..., Visitor]
    hands: Callable[..., Pointer]
    tag: str
    folder: Path
    is_live: bool

    def __post_init__(self) -> None:
        self.coordinator, self.mentee, self.mentor = (
            self.hands(self.open_window().page) for _ in range(3)
        )

    def sign_in_to_the_demo(self) -> None:
        page = self.coordinator.page
        page.goto("/demo/")
        self.coordinator.press("coordinator")
        page.wait_for_url("/")

    def create_a_program(self) -> None:
        hands = self.coordinator
        hands.follow("People", "nav")
        hands.follow("Programs", "main")
        hands.follow("Add a program", "main")
        hands.write("Name", f"Lantern {self.tag}")
        hands.choose("Kind of place", "Aftercare")
        hands.press("Add the program", "main")
        hands.sees("The people of this program will be here.")

    def import_a_roster(self) -> None:
        hands = self.coordinator
        file = self.folder / "roster.csv"
        file.write_text(ROSTER.format(tag=self.tag), encoding="utf-8")
        hands.follow("Import a roster", "main")
        hands.attach("Roster file", file)
        hands.press("Look at it first", "main")
        hands.sees("Nothing is written yet", f"Juno {self.tag}")
        hands.press(re.compile("^Import"), "main")
        hands.sees("Mentees, 2", "Mentors, 2")

    def see_who_waits(self) -> None:
        hands = self.coordinator
        hands.follow("Matching", "nav")
        hands.follow(re.compile(f"Lantern {self.tag}"), "main")
        hands.sees(f"Juno {self.tag}", re.compile("speaks"))

    def suggest_and_approve(self) -> None:
        hands = self.coordinator
        hands.press("Suggest matches", "main")
        self._until_the_run_is_done()
        hands.sees(f"Why Juno {self.tag} and Otis {self.tag}")
        hands.press(re.compile("^Offer th"), "main")
        hands.sees("Offered to 1 person.", "Choosing")

    def _until_the_run_is_done(self) -> None:
        page = self.coordinator.page
        offer = page.get_by_role("button", name=re.compile("^Offer th")).first
        for _ in range(30):
            if self.is_live:
                break
            page.wait_for_timeout(300)
            if offer.is_visible():
                return
            self.coordinator.follow("See how far it is")
        expect(offer).to_be_visible(timeout=15_000)

    def join(self, name: str, hands: Pointer) -> None:
        """The coordinator prints an invitation; whose it is opens it and joins."""
        hands.page.goto(self._invitation_for(name))
        hands.sees(f"Welcome, {name}")
        address = f"{name.replace(' ', '.').lower()}@example.org"
        hands.write("E-mail", address)
        hands.write("A password", PASSWORD)
        hands.press("Join")
        hands.follow("Go to Today")

    def _invitation_for(self, name: str) -> str:
        hands = self.coordinator
        hands.page.goto("/people/")
        hands.write("Find a person", name)
        hands.press("Find", "main")
        hands.follow(re.compile(name), "main")
        hands.follow("Invite", "main")
        hands.press("Show a sheet to print", "main")
        return hands.page.locator("code").first.inner_text()

    def choose_a_mentor(self) -> None:
        hands = self.mentee
        hands.page.goto("/")
        hands.follow("See who", "main")
        hands.sees(f"Otis {self.tag}")
        hands.press(f"Ask Otis {self.tag}", "main")
        hands.sees(f"Otis {self.tag} is asked")

    def accept(self) -> None:
        hands = self.mentor
        hands.page.goto("/")
        hands.follow(re.compile("asks for you"), "main")
        hands.press(re.compile("^Yes"), "main")
        hands.sees("Read what you both agree to.")

    def sign(self) -> None:
        self.mentor.follow("Read the agreement", "main")
        self._sign(self.mentor)
        self.mentor.sees("You have signed.")
        self.mentee.page.goto("/")
        self.mentee.follow("Read it", "main")
        self._sign(self.mentee)
        self.mentee.sees("Meet for the first time.")

    def _sign(self, hands: Pointer) -> None:
        hands.sees("What you agree to")
        hands.tick("I have read this, and I agree.")
        hands.press("Sign", "main")

    def meet(self) -> None:
        hands = self.mentor
        hands.page.reload()
        hands.follow("Write down that you met", "main")
        hands.write_time("About when", 0, 0)
        hands.pick("In person", "How you met")
        hands.pick("Offered, and not wanted", re.compile("Someone from the program"))
        hands.press("Keep it", "main")
        hands.sees("Write down a meeting")

    def talk(self) -> None:
        """The mentor writes; the words arrive on the page that the mentee has open."""
        self.mentee.page.goto("/talk/")
        self.mentor.page.goto("/talk/")
        self.mentee.sees("Only you two")
        self.mentor.write(re.compile("^Write to"), WORDS)
        self.mentor.press("Send", "main")
        self.mentor.sees(WORDS)
        if not self.is_live:
            self.mentee.page.reload()
        self.mentee.sees(WORDS)

    def write_a_plan(self) -> None:
        hands = self.mentee
        hands.follow("Plan", "nav")
        hands.follow(re.compile("Write"), "main")
        hands.write("What helps", STEP)
        hands.press("Keep it and stop here", "main")
        hands.sees(STEP)

    def check_in(self) -> None:
        """A strong craving is answered in the same response."""
        hands = self.mentee
        hands.page.goto("/check-in/")
        hands.pick("low", "Mood")
        hands.pick("very strong", "Craving")
        hands.press("Keep it", "main")
        hands.sees("First, from your own plan", STEP, "Ride it out", re.compile(f"Otis {self.tag}"))

    def see_the_first_stone(self) -> None:
        hands = self.mentee
        hands.page.goto("/stones/")
        hands.sees("First check-in")

    def see_who_needs_them(self) -> None:
        self.mentor.page.goto("/")
        self.mentor.sees(re.compile(f"Juno {self.tag}"))
        self.coordinator.page.goto("/")
        self.coordinator.sees("Waiting", "Support contacts")

    def walk(self) -> None:
        """Take every step."""
        self.sign_in_to_the_demo()
        self.create_a_program()
        self.import_a_roster()
        self.see_who_waits()
        self.suggest_and_approve()
        self.join(f"Juno {self.tag}", self.mentee)
        self.join(f"Otis {self.tag}", self.mentor)
        self.choose_a_mentor()
        self.accept()
        self.sign()
        self.meet()
        self.talk()
        self.write_a_plan()
        self.check_in()
        self.see_the_first_stone()
        self.see_who_needs_them()
