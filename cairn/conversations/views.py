"""One's conversations, one conversation, and what arrives while it is open."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cairn.conversations import actions, notices, policies, queries
from cairn.conversations.forms import MessageForm
from cairn.conversations.models import Conversation
from cairn.mentorship import queries as mentorships
from cairn.mentorship.models import Mentorship
from cairn.people.requests import PersonRequest, found_or_404, see


def talk(request: PersonRequest) -> HttpResponse:
    """List one's conversations; where there is exactly one, go there."""
    talks = queries.talks(request.person)
    if len(talks) == 1:
        return redirect(_end_of(talks[0].conversation.pk))
    waiting = [] if talks else mentorships.live_of(request.person)
    return render(request, "conversations/talk.html", {"talks": talks, "waiting": waiting})


def talk_with(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Go to the conversation of a mentorship."""
    seen = Mentorship.objects.visible_to(request.person)
    mentorship = get_object_or_404(seen.select_related("mentee", "mentor"), pk=pk)
    policies.can_open(request.person, mentorship).require()
    return redirect(_end_of(queries.of(mentorship).pk))


def conversation(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show a conversation, or send a message in it."""
    found = _visible(request, pk)
    if request.method == "POST":
        return _send(request, found)
    notices.looked(found, by=request.person)
    return _page(request, found, MessageForm())


def since(request: PersonRequest, pk: UUID, last: UUID) -> HttpResponse:
    """Return what came after the last message an open page has."""
    found = _visible(request, pk)
    notices.looked(found, by=request.person)
    return _arrived(request, found, last)


def _send(request: PersonRequest, found: Conversation) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _again(request, found, form)
    actions.send_message(by=request.person, conversation=found, body=form.cleaned_data["body"])
    if not request.htmx:
        return see(_end_of(found.pk))
    return _arrived(request, found, _last(request), MessageForm())


def _again(request: PersonRequest, found: Conversation, form: MessageForm) -> HttpResponse:
    """Say what does not fit, with the words still in the box."""
    if request.htmx:
        response = _arrived(request, found, _last(request), form)
    else:
        response = _page(request, found, form)
    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def _page(request: PersonRequest, found: Conversation, form: MessageForm) -> HttpResponse:
    before = _key(request.GET.get("before", ""))
    context = {
        "talk": queries.talk(found, request.person),
        "page": queries.page(found, request.person, before),
        "is_newest": before is None,
        "form": form,
    }
    return render(request, "conversations/conversation.html", context)


def _arrived(
    request: PersonRequest, found: Conversation, last: UUID, form: MessageForm | None = None
) -> HttpResponse:
    context = {
        "talk": queries.talk(found, request.person),
        "page": queries.since(found, request.person, last),
        "form": form,
    }
    return render(request, "conversations/arrived.html", context)


def _visible(request: PersonRequest, pk: UUID) -> Conversation:
    return found_or_404(queries.find(request.person, pk))


def _last(request: PersonRequest) -> UUID:
    return _key(request.POST.get("since", "")) or queries.BEGINNING


def _key(text: str) -> UUID | None:
    """Return the key of a message, None for none or a broken one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _end_of(pk: UUID) -> str:
    return reverse("conversation", args=[pk]) + "#latest"
