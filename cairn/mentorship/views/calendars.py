"""One's own calendars: the feed for them, invitations by mail, and when one is busy."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.mentorship import actions, feeds, forms, queries
from cairn.mentorship.views.finding import with_form
from cairn.people.requests import PersonRequest, see


def calendar(request: PersonRequest) -> HttpResponse:
    """Show what leads to and from one's own calendar."""
    context = {"view": queries.calendar_of(request.person), "form": forms.LinkForm()}
    return render(request, "mentorship/calendar.html", {**context, "upload": forms.UploadForm()})


def make_feed(request: PersonRequest) -> HttpResponse:
    """Make a feed, and show its link this once."""
    link = actions.make_feed(by=request.person)
    view = queries.calendar_of(request.person)
    context = {"view": view, "link": link, "form": forms.LinkForm(), "upload": forms.UploadForm()}
    return render(request, "mentorship/calendar.html", context)


def end_feed(request: PersonRequest) -> HttpResponse:
    """Take the feed back."""
    actions.end_feed(by=request.person)
    return see("calendar")


def wish_for_mail(request: PersonRequest) -> HttpResponse:
    """Say whether meetings are mailed to one's calendar."""
    actions.wish_for_mail(by=request.person, is_wished=request.POST.get("wished") == "yes")
    return see("calendar")


def link_calendar(request: PersonRequest) -> HttpResponse:
    """Link one's own calendar."""
    form = forms.LinkForm(request.POST or None)
    if form.is_valid():
        actions.link_calendar(by=request.person, link=form.cleaned_data["link"])
        return see("calendar")
    more = {"view": queries.calendar_of(request.person), "upload": forms.UploadForm()}
    return with_form(request, "mentorship/calendar.html", form, **more)


def upload_calendar(request: PersonRequest) -> HttpResponse:
    """Read a file of one's own calendar."""
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        actions.upload_calendar(by=request.person, data=form.cleaned_data["file"].read())
        return see("calendar")
    more = {"view": queries.calendar_of(request.person), "upload": form}
    return with_form(request, "mentorship/calendar.html", forms.LinkForm(), **more)


def drop_calendar(request: PersonRequest) -> HttpResponse:
    """Forget one's own calendar."""
    actions.drop_calendar(by=request.person)
    return see("calendar")


def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """Answer a calendar that subscribed, by the secret in its link alone."""
    person = feeds.person_of(secret)
    if person is None:
        raise Http404
    return HttpResponse(feeds.feed_of(person), content_type="text/calendar; charset=utf-8")
