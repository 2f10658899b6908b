import re

import pytest
from django.template import engines
from django.template.loader import render_to_string

from cairn.ui.styleguide import Place

ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


def page(source="", layout="ui/base.html", **context):
    extended = "{% extends '" + layout + "' %}{% block main %}" + source + "{% endblock %}"
    return engines["django"].from_string(extended).render(context)


def stops(html):
    body = html[html.index("<body") :]
    return re.findall(r"<(a|button|input|textarea)\b(?![^>]*type=\"hidden\")", body)


@pytest.mark.parametrize("layout", ["ui/base.html", "ui/signed_out.html", "ui/plain.html"])
def test_quick_exit_is_the_second_stop_on_every_page(layout):
    html = page("<a href='/x/'>x</a>", layout)
    assert stops(html)[:3] == ["a", "button", "a"]
    assert html.index("Quick exit") < html.index("/x/")


def test_quick_exit_works_as_a_plain_form():
    html = page(quick_exit_url="/leave/now/", leave_to="https://example.org/")
    form = re.search(r'<form class="quick-exit"[^>]*>', html)
    assert form is not None
    assert 'method="post"' in form[0]
    assert 'action="/leave/now/"' in form[0]
    assert 'data-leave-to="https://example.org/"' in form[0]


@pytest.mark.parametrize("layout", ["ui/base.html", "ui/signed_out.html"])
def test_support_is_on_every_page_signed_in_or_out(layout):
    html = page(layout=layout, support_url="/here/")
    assert re.findall(r'<a class="support"\s+href="([^"]+)"', html) == ["/here/"]


def test_the_page_that_support_leads_to_has_no_dock():
    assert "dock" not in page(layout="ui/plain.html")


def test_the_title_says_nothing_but_the_name():
    assert "<title>Cairn</title>" in re.sub(r"\s*\n\s*", "", page())


def test_the_chosen_place_is_marked_in_more_than_color():
    places = [Place("Today", "/", "today", current=True), Place("Talk", "/talk/", "user")]
    html = page(places=places)
    assert 'data-frame="places"' in html
    assert re.findall(r'href="([^"]+)"\s+aria-current="page"', html) == ["/"]


def test_without_places_there_is_no_navigation():
    assert 'class="places"' not in page()


def test_a_page_that_is_live_names_the_stream_and_another_does_not():
    assert 'sse-connect="/live"' in page(live_url="/live")
    assert "sse-connect" not in page()


def test_the_persons_own_choice_of_light_is_set_on_the_page():
    assert 'data-theme="dark"' in page(theme="dark")
    assert "data-theme" not in page()


def test_htmx_keeps_no_page_on_the_device_and_evaluates_nothing():
    config = page()
    assert "&quot;historyCacheSize&quot;: 0" in config
    assert "&quot;allowEval&quot;: false" in config


@pytest.mark.parametrize("template", ERRORS)
def test_an_error_page_needs_nothing_to_come_out_with_support_and_the_way_out(template):
    html = render_to_string(template)
    assert 'href="/support/"' in html
    assert 'action="/leave/"' in html
    assert len(re.findall(r"<h1", html)) == 1


def test_a_refusal_is_shown_in_its_own_words():
    assert "Sign the agreement first." in render_to_string(
        "403.html", {"reason": "Sign the agreement first."}
    )
