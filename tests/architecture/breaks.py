"""What each check of the house is there to refuse: one flaw a check, planted in a copy of it."""

import textwrap
from collections.abc import Callable
from pathlib import Path

Flaw = Callable[[Path], None]
"""Plants a flaw in the copy that stands at a path."""


def text_at_end(file: str, text: str) -> Flaw:
    """Append to a file, or make it."""

    def plant(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as opened:
            opened.write("\n" + textwrap.dedent(text))

    return plant


def text_in_place(file: str, old: str, new: str) -> Flaw:
    """Replace what must stand in a file."""

    def plant(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, f"{file} holds no {old!r}"
        (root / file).write_text(text.replace(old, new), encoding="utf-8")

    return plant


def entry(source: str, target: str) -> Flaw:
    """Add a text to the Spanish catalog that the source does not have."""
    return text_at_end(_SPANISH, f'msgid "{source}"\nmsgstr "{target}"\n')


_SPANISH = "cairn/locale/es/LC_MESSAGES/django.po"
_SMALL = "def _small_{0}() -> int:\n" + "    _ = {0}\n" * 7 + "    return 0\n\n\n"
_LARGE = "def _large_{0}() -> int:\n" + "    _ = {0}\n" * 41 + "    return 0\n\n\n"
_MANY = "".join(map(_SMALL.format, range(3_000))) + "".join(map(_LARGE.format, range(80)))

FLAWS: dict[str, Flaw] = {
    # tests/architecture/test_actions.py
    "an action whose first argument stands without its name": text_at_end(
        "cairn/mentorship/actions/walks.py",
        """
        def shine(stone: int, *, by: Person) -> None:
            policies.can_end(by, stone).require()
            records.record("stones.shine", organization_id=by.pk, actor_id=by.pk)
        """,
    ),
    "an action that acts before it asks": text_at_end(
        "cairn/mentorship/actions/walks.py",
        """
        def roll(*, by: Person, stone: int) -> None:
            records.record("stones.roll", organization_id=by.pk, actor_id=by.pk)
            policies.can_end(by, stone).require()
        """,
    ),
    "an action that leaves no event": text_at_end(
        "cairn/mentorship/actions/walks.py",
        """
        def hide(*, by: Person, stone: int) -> None:
            policies.can_end(by, stone).require()
        """,
    ),
    # tests/architecture/test_reading.py
    "a view that reads past the person, and is long": text_at_end(
        "cairn/stones/views.py",
        "def every_stone(request: PersonRequest) -> HttpResponse:\n"
        + "    found = queries.Stone.objects.all()\n" * 15,
    ),
    "a model that overrides save": text_at_end(
        "cairn/stones/models.py", "class Heavy:\n    def save(self) -> None: ...\n"
    ),
    "a template of another app": text_at_end(
        "cairn/stones/templates/stones/stones.html", '{% include "matching/why.html" %}'
    ),
    "a foreign key that points up": text_at_end(
        "cairn/audit/models.py",
        """
        class Upward(models.Model):
            person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
        """,
    ),
    # tests/architecture/test_forms.py, and a word that hurts
    "a form without token and key": text_at_end(
        "cairn/stones/templates/stones/broken.html",
        '<form method="post"><button>Ask our clients</button></form>',
    ),
    # tests/architecture/test_budgets.py
    "thousands of functions of seven lines, some of forty, in the smallest room": text_at_end(
        "cairn/core/broken.py", _MANY
    ),
    # tests/architecture/test_words.py
    "a British word": text_at_end("README.md", "We like the colour."),
    "a text that hurts": entry("Dear clients", "Hola"),
    # tests/architecture/test_translations.py
    "a text without its Spanish": entry("Nobody said this", ""),
    "a Spanish text that lost its number": entry("%(count)s stones", "piedras"),
    "a Spanish text that is English": entry("As ever", "As ever"),
    "a name for texts that nobody gathers": text_at_end(
        "cairn/stones/apps.py", "from django.utils.translation import gettext as said\n"
    ),
    "a text on the list of equal ones that is none": text_at_end(
        "tests/architecture/same_in_spanish.txt", "Support\n"
    ),
    # tests/architecture/test_docs.py
    "a dependency without its line": text_at_end("requirements/runtime.in", "leftpad\n"),
    "a tool without its line": text_at_end("requirements/development.in", "rightpad\n"),
    "what installs without its line": text_at_end("requirements/installer.in", "upprev\n"),
    "a column nobody describes": text_in_place("docs/ROSTER.md", "`caseload`", "caseload"),
    "a link that leads nowhere": text_at_end("README.md", "See [there](docs/NOWHERE.md)."),
    "a decision under a taken number, without its reason": text_at_end(
        "docs/adr/0001-again.md", "# 1. Again\n"
    ),
    "another license": text_in_place("LICENSE", "GNU AFFERO GENERAL", "GNU LESSER GENERAL"),
    # tests/architecture/test_doors.py
    "a route without a row, and one behind another": text_at_end(
        "cairn/stones/urls.py",
        """
        from django.urls import path

        urlpatterns += [
            path("bare/", views.stones, name="bare"),
            route("stones/", views.stones, "hidden", get=Access(signed_in, DataClass.OWN)),
        ]
        """,
    ),
    "a row without a route": text_at_end(
        "cairn/stones/urls.py",
        """
        from cairn.core.access import register

        register("api:ghost", get=Access(signed_in, DataClass.OWN))
        """,
    ),
    "doors that stand open": text_in_place(
        "cairn/config/middleware.py",
        "if row is None:\n            raise Http404",
        "if row is None:\n            return None",
    ),
    # tests/architecture/test_gate.py
    "a line out of form": text_at_end("cairn/stones/apps.py", "x  =  1\n"),
    "a name that is not used": text_at_end("cairn/stones/apps.py", "import os\n"),
    "a number that is a text": text_at_end("cairn/stones/apps.py", 'NUMBER: int = "one"\n'),
    "an import that points up": text_at_end(
        "cairn/core/ids.py", "import cairn.people.time_zones  # noqa\n"
    ),
    "a picture without words": text_at_end(
        "cairn/stones/templates/stones/stones.html", '<img src="stone.png">\n'
    ),
    "a deployment that lets browsers guess": text_at_end(
        "cairn/config/settings.py", "SECURE_CONTENT_TYPE_NOSNIFF = False\n"
    ),
}
