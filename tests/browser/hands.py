"""Two ways to do the same things on a page: with a pointer, or by keyboard alone."""

from collections.abc import Callable
from pathlib import Path
from re import Pattern

from playwright.sync_api import Locator, Page, expect

Words = str | Pattern[str]
_MOST_TABS = 150
_HAS_FOCUS = "element => element === document.activeElement"


class Pointer:
    """Hands at a mouse or on glass."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, words: Words, within: str = "body") -> None:
        """Press the button that says these words."""
        self._press(self._first("button", words, within))

    def follow(self, words: Words, within: str = "body") -> None:
        """Follow the link that says these words."""
        self._press(self._first("link", words, within))

    def write(self, label: Words, text: str) -> None:
        """Write into the field of this label."""
        self.page.get_by_label(label).fill(text)

    def write_time(self, label: Words, hour: int, minute: int) -> None:
        """Write a time of day before noon."""
        self.page.get_by_label(label).fill(f"{hour:02}:{minute:02}")

    def choose(self, label: Words, option: str) -> None:
        """Choose from the list of this label."""
        self.page.get_by_label(label).select_option(label=option)

    def pick(self, words: Words, group: Words) -> None:
        """Pick one of a group."""
        name = self._one_of(words, group).get_attribute("id")
        self.page.locator(f"label[for={name}]").first.click()

    def tick(self, label: Words) -> None:
        """Tick a box."""
        self.page.get_by_label(label).check()

    def attach(self, label: Words, file: Path) -> None:
        """Choose a file."""
        self.page.get_by_label(label).set_input_files(file)

    def sees(self, *words: Words) -> None:
        """Find words on the page, and see them."""
        for each in words:
            expect(self.page.get_by_text(each).locator("visible=true").first).to_be_visible()

    def _press(self, target: Locator) -> None:
        target.click()

    def _first(self, role: str, words: Words, within: str) -> Locator:
        inside = self.page.locator(within)
        return inside.get_by_role(role, name=words).first  # type: ignore[arg-type] # two of them

    def _group(self, name: Words) -> Locator:
        groups = self.page.get_by_role("group", name=name)
        return groups.or_(self.page.get_by_role("radiogroup", name=name)).first

    def _one_of(self, words: Words, group: Words) -> Locator:
        inside = self._group(group)
        return inside.get_by_role("radio", name=words, exact=isinstance(words, str)).first


class Keys(Pointer):
    """Hands at a keyboard: Tab leads everywhere, or the page has failed."""

    def write(self, label: Words, text: str) -> None:
        self._reach(self.page.get_by_label(label))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def write_time(self, label: Words, hour: int, minute: int) -> None:
        """Type the parts of a field for times one after the other, as its clock has twelve hours."""
        self._reach(self.page.get_by_label(label))
        self.page.keyboard.type(f"{hour or 12:02}{minute:02}a")

    def choose(self, label: Words, option: str) -> None:
        field = self.page.get_by_label(label)
        self._reach(field)
        self.page.keyboard.type(option)
        assert field.locator("option:checked").inner_text() == option

    def pick(self, words: Words, group: Words) -> None:
        """Tab into the group, then go by arrows: a group is one stop."""
        wanted = self._one_of(words, group)
        radios = self._group(group).get_by_role("radio")
        stops = radios.evaluate_all("all => all.map(one => one.id)")
        self._tab_until(lambda: self._focused_id() in stops)
        self.page.keyboard.press("Space")
        for _ in stops:
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowRight")
        expect(wanted).to_be_checked()

    def tick(self, label: Words) -> None:
        self._reach(self.page.get_by_label(label))
        self.page.keyboard.press("Space")

    def attach(self, label: Words, file: Path) -> None:
        """Open the chooser; the way there gives Chromium time to begin handing it over."""
        with self.page.expect_file_chooser() as chosen:
            self._reach(self.page.get_by_label(label))
            self.page.keyboard.press("Space")
        chosen.value.set_files(file)

    def _press(self, target: Locator) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def _reach(self, target: Locator) -> None:
        """Tab to a control, and see that the focus shows."""
        expect(target).to_be_visible()
        handle = target.element_handle()
        self._tab_until(lambda: bool(handle.evaluate(_HAS_FOCUS)))
        assert handle.evaluate("element => element.matches(':focus-visible')")

    def _tab_until(self, arrived: Callable[[], bool]) -> None:
        for _ in range(_MOST_TABS):
            if arrived():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("the keyboard does not lead there")

    def _focused_id(self) -> str:
        return str(self.page.evaluate("document.activeElement?.id ?? ''"))
