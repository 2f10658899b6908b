"""How people are named to whoever reads."""

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext

from cairn.people import waiting
from cairn.people.apart import ids_kept_from
from cairn.people.models import Person
from cairn.people.waiting import WaitingForm
from cairn.ui.templatetags.ui import name

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_name(context: RequestContext, person: Person) -> str:
    """Name one of the staff who did something; not to somebody who is kept from them."""
    if person.pk in ids_kept_from(context["request"].person):
        return gettext("someone of the staff")
    return name(person.display_name)


@register.simple_tag(takes_context=True)
def waiting_form(context: RequestContext) -> WaitingForm | None:
    """Return the form that waits for what comes first, if one does."""
    return waiting.last(context["request"].session)
