import re
from datetime import date

import pytest
from django.template import engines
from django.utils import translation

from cairn.ui import icons


def drawn(source, **context):
    html = engines["django"].from_string("{% load ui %}" + source).render(context)
    return re.sub(r"\s+", " ", html).strip()


def test_a_name_is_isolated_and_escaped():
    assert drawn("{{ who|name }}", who="<b>Rowan") == "<bdi>&lt;b&gt;Rowan</bdi>"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Wednesday, December 2"), ("es", "miércoles, 2 de diciembre")]
)
def test_a_day_is_said_as_people_say_it(language, said):
    with translation.override(language):
        assert drawn("{{ on|day }}", on=date(2026, 12, 2)) == said
    assert drawn("{{ on|day }}", on=None) == ""


def test_an_icon_beside_a_word_is_silent_and_one_alone_has_a_name():
    assert 'aria-hidden="true"' in drawn("{% icon 'phone' %}")
    assert 'role="img" aria-label="Call &quot;Maple&quot;"' in drawn(
        "{% icon 'phone' who %}", who='Call "Maple"'
    )


def test_an_icon_that_is_not_in_the_set_is_an_error():
    with pytest.raises(KeyError):
        icons.icon("unicorn")


def test_a_stone_has_the_first_letter_and_the_persons_own_tint():
    first = drawn("{% stone 'maple' 7 %}")
    assert first == (
        '<span class="stone" data-tint="moss" data-size="" aria-hidden="true">M</span>'
    )
    assert drawn("{% stone 'Other name' 7 %}").count('data-tint="moss"') == 1


@pytest.mark.parametrize("kind", ["kept", "know", "waiting", "failed"])
def test_a_note_has_an_icon_and_words(kind):
    note = drawn("{% note kind title='One stone laid' %}<p>Kept.</p>{% endnote %}", kind=kind)
    assert re.findall(r'data-kind="(\w+)"', note) == [kind]
    assert note.count("<svg") == 1
    assert "<h2>One stone laid</h2> <p>Kept.</p>" in note


def test_a_row_that_leads_somewhere_is_one_link():
    row = drawn(
        "{% row title='Ash has been quiet' url='/talk/' name='Ash' %}a text first{% endrow %}"
    )
    assert re.findall(r'<a class="row" href="([^"]+)"', row) == ["/talk/"]
    assert 'class="row-why">a text first<' in row


def test_a_row_that_leads_nowhere_is_no_link_and_has_no_arrow():
    row = drawn("{% row title='988' icon='phone' %}any hour{% endrow %}")
    assert "<a" not in row
    assert row.count("<svg") == 1


def test_words_given_to_a_component_are_escaped():
    proposal = drawn("{% proposal title=words who='Maple' %}{% endproposal %}", words="<script>")
    assert "&lt;script&gt;" in proposal
    assert "<script>" not in proposal


@pytest.mark.parametrize(("value", "share"), [(91, "91%"), (-3, "0%"), (140, "100%")])
def test_a_meter_never_leaves_its_frame(value, share):
    assert re.findall(r'<rect width="(\d+%)"', drawn("{% meter value %}", value=value)) == [
        "100%",
        share,
    ]


def test_older_rows_are_asked_for_by_key_and_not_offered_at_the_end():
    source = "{% include 'ui/older.html' with older=key %}"
    assert 'href="?before=0190%26a"' in drawn(source, key="0190&a")
    assert drawn(source, key="") == ""
