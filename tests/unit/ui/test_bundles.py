import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from cairn.ui import bundles


def weight(text):
    return len(gzip.compress(text.encode(), 6))


def test_style_and_script_leave_room_for_the_page_itself():
    assert weight(bundles.script()) <= 25_000
    assert weight(bundles.script()) + weight(bundles.stylesheet()) <= 45_000


def test_the_layers_are_declared_before_anything_else():
    first = bundles.stylesheet().splitlines()[0]
    assert first == "@layer reset, tokens, base, layout, components, modules, utilities;"


def test_a_file_comes_after_the_one_it_builds_on():
    stems = [file.stem for file in bundles.style_files()]
    assert stems.index("table") < stems.index("table-narrow")
    assert stems.index("check-in") < stems.index("check-in-words")


def test_the_finder_hands_both_bundles_to_staticfiles():
    finder = bundles.Finder()
    listed = {
        path: Path(storage.path(path)).read_text(encoding="utf-8")
        for path, storage in finder.list(None)
    }
    assert listed == {
        bundles.STYLESHEET: bundles.stylesheet(),
        bundles.SCRIPT: bundles.script(),
    }
    assert finder.find("ui/other.css") == []


def test_staticfiles_finds_the_stylesheet_where_the_settings_say():
    found = Path(finders.find(bundles.STYLESHEET))
    assert found.read_text(encoding="utf-8") == bundles.stylesheet()


def test_nothing_is_fetched_from_another_host():
    sheet = bundles.stylesheet()
    own = "\n".join(file.read_text() for file in bundles.script_files())
    assert re.findall(r"url\(|@import|https?://", sheet + own) == []
