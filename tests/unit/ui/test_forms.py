import re

from django import forms
from django.forms.renderers import get_default_renderer

from cairn.ui.forms import Renderer, StonesField


class Letter(forms.Form):
    call_me = forms.CharField(label="What should Maple call you?", help_text="Any name.")
    phone = forms.CharField(label="Phone", required=False)
    way = forms.ChoiceField(
        label="How?", choices=[("text", "A text"), ("call", "A call")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="Maple may see this", required=False)


class CheckIn(forms.Form):
    mood = StonesField(
        label="Mood", words=["very low", "low", "so-so", "good", "very good"], ends="low to good"
    )


def squeezed(html):
    return re.sub(r"\s+", " ", str(html))


def test_every_form_is_drawn_by_our_own_templates():
    assert isinstance(get_default_renderer(), Renderer)


def test_a_label_stands_above_its_help_and_both_above_the_control():
    field = squeezed(Letter()["call_me"].as_field_group())
    order = [field.index(part) for part in ("<label", 'class="help"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_call_me_helptext"' in field


def test_an_optional_field_says_so_and_a_required_one_needs_no_mark():
    form = Letter()
    assert "(optional)" in form["phone"].as_field_group()
    assert "(optional)" not in form["call_me"].as_field_group()


def test_a_refused_field_is_tied_to_its_sentence():
    field = squeezed(Letter({"way": "text"})["call_me"].as_field_group())
    assert 'aria-describedby="id_call_me_helptext id_call_me_error"' in field
    assert 'id="id_call_me_error"' in field
    assert "This is still empty. Fill it in, then send." in field


def test_choices_are_a_group_with_a_name():
    field = squeezed(Letter()["way"].as_field_group())
    assert "<fieldset> <legend>How?</legend>" in field


def test_a_box_to_tick_stands_before_its_words():
    field = squeezed(Letter()["agree"].as_field_group())
    assert field.index('type="checkbox"') < field.index("Maple may see this")


def test_the_summary_comes_first_takes_the_focus_and_leads_to_each_mistake():
    html = squeezed(Letter({"phone": "1"}))
    assert html.index('class="summary') < html.index("<label")
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert "2 things need another look." in html
    assert re.findall(r'href="#([\w-]+)"', html) == ["id_call_me", "id_way_0"]


def test_a_form_without_mistakes_has_no_summary():
    assert "summary" not in squeezed(Letter())


def test_a_mistake_in_no_field_in_particular_is_said_in_the_summary():
    form = Letter({"call_me": "Rowan", "way": "text"})
    form.add_error(None, "Somebody else changed this meanwhile.")
    assert "<p>Somebody else changed this meanwhile.</p>" in squeezed(form)


def test_a_row_of_the_check_in_has_five_named_stones():
    row = squeezed(CheckIn(initial={"mood": 3})["mood"].as_field_group())
    assert re.findall(r'class="word">([^<]+)<', row) == [
        "very low",
        "low",
        "so-so",
        "good",
        "very good",
    ]
    assert re.findall(r'value="(\d)" checked', row) == ["3"]
    assert "low to good" in row


def test_a_stone_is_a_number_and_a_skipped_row_is_nothing():
    chosen, skipped = CheckIn({"mood": "4"}), CheckIn({})
    assert (chosen.is_valid(), skipped.is_valid()) == (True, True)
    assert (chosen.cleaned_data, skipped.cleaned_data) == ({"mood": 4}, {"mood": None})


def test_a_row_may_have_no_sixth_stone():
    assert not CheckIn({"mood": "6"}).is_valid()
