import re

import pytest
from django.template.loader import render_to_string

from cairn.ui import styleguide
from tests.unit.ui.oklch import CSS

COMPONENTS = [file.stem for file in sorted((CSS / "components").glob("*.css"))]


@pytest.fixture(scope="module")
def page():
    return render_to_string("ui/styleguide.html", styleguide.everything())


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_has_its_place_in_the_styleguide(component, page):
    shown = {part for parts in re.findall(r'data-parts="([^"]+)"', page) for part in parts.split()}
    assert component in shown


def test_no_id_stands_twice(page):
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_label_and_description_leads_to_something(page):
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    named = re.findall(r'(?:for|aria-labelledby|aria-describedby)="([^"]+)"', page)
    asked = {one for names in named for one in names.split()} - {"dialog-title"}
    assert asked - ids == set()


def test_the_page_needs_no_inline_style_or_script(page):
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src)", page) == []


def test_every_color_has_a_swatch(page):
    raw = (CSS / "tokens" / "1-raw-light.css").read_text()
    colors = re.findall(r"--([\w-]+): oklch\([\d. ]+\);", raw)
    assert re.findall(r'data-token="([\w-]+)"', page) == colors
