"""What is asked when two people find a time, say how it went, or write a meeting down."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import Verdict
from cairn.mentorship import policies
from cairn.mentorship.models import Meeting, Mentorship, Turn
from cairn.mentorship.policies import Plan
from cairn.people.models import Person

LENGTHS = (30, 45, 60, 90, 120)
USUAL = 60


class PlanForm(forms.Form):
    """A time to meet: one that suits both, or another; days and times are the person's own."""

    at = forms.ChoiceField(label=_("When"), required=False, widget=forms.RadioSelect)
    day = forms.DateField(
        label=_("Or another day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    time = forms.TimeField(
        label=_("At"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.TypedChoiceField(label=_("For how long"), coerce=int, initial=USUAL)
    mode = forms.ChoiceField(label=_("How"), choices=Meeting.Mode.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Where, which number, or the link"),
        help_text=_("Only the two of you read this, here. It is in no mail and no calendar."),
        required=False,
        max_length=policies.LONGEST_PLACE,
    )

    times = forms.IntegerField(
        label=_("How many times"),
        required=False,
        min_value=1,
        max_value=policies.MOST_TIMES,
        initial=1,
    )
    every_weeks = forms.TypedChoiceField(
        label=_("If more than once, how often"),
        required=False,
        coerce=int,
        choices=[(1, _("Every week")), (2, _("Every two weeks")), (4, _("Every four weeks"))],
    )

    def __init__(
        self,
        *args: Any,
        mentorship: Mentorship,
        person: Person,
        times: list[datetime],
        meeting: Meeting | None = None,
        asks_for_third: bool = False,
        **kwargs: Any,
    ) -> None:
        self.mentorship, self.person, self.meeting = mentorship, person, meeting
        self.zone = ZoneInfo(person.time_zone)
        super().__init__(*args, **kwargs)
        choices = [(moment.isoformat(), _said(moment, self.zone)) for moment in times]
        self.fields["at"].choices = choices  # type: ignore[attr-defined]
        lengths = [(minutes, _length(minutes)) for minutes in LENGTHS]
        self.fields["minutes"].choices = lengths  # type: ignore[attr-defined]
        self.fields["day"].widget.attrs["min"] = clock.today(person.time_zone).isoformat()
        if meeting:
            del self.fields["times"], self.fields["every_weeks"]
        if asks_for_third:
            self.fields["third_person"] = _third_person_wanted()
        if not times:
            del self.fields["at"]

    def plan(self) -> Plan:
        """Return the plan that was made."""
        given = self.cleaned_data
        start = self._start(given)
        third = given.get("third_person") or Meeting.ThirdPerson.NOT_ASKED
        return Plan(
            starts_at=start,
            length=timedelta(minutes=given["minutes"]),
            mode=Meeting.Mode(given["mode"]),
            place=given["place"],
            third_person=Meeting.ThirdPerson(third),
            times=given.get("times") or 1,
            every_weeks=given.get("every_weeks") or 1,
            zone=self.person.time_zone,
        )

    def clean(self) -> None:
        """Ask the policy about the plan, while the words are still here."""
        given = self.cleaned_data
        is_own = given.get("day") and given.get("time")
        if not is_own and not given.get("at"):
            self.add_error("day", _("Take one of the times, or say a day and a time."))
        elif not self.errors and not (verdict := self._verdict()):
            self.add_error("day" if is_own else "at", str(verdict.reason))

    def _start(self, given: dict[str, Any]) -> datetime:
        """A day and a time of one's own stand above a time that was offered."""
        if given.get("day") and given.get("time"):
            return datetime.combine(given["day"], given["time"], tzinfo=self.zone)
        return datetime.fromisoformat(given["at"])

    def _verdict(self) -> Verdict:
        if self.meeting:
            return policies.can_move(self.person, self.meeting, self.plan())
        return policies.can_propose(self.person, self.mentorship, self.plan())


class SayForm(forms.Form):
    """How a meeting went, in one tap; the first one asks about a third person too."""

    said = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=[
            (Turn.Kind.MET, _("Yes, we met")),
            (Turn.Kind.ABSENT, _("No, I could not come")),
            (Turn.Kind.MISSED, _("No, I was there alone")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, meeting: Meeting, person: Person, is_first: bool, **kwargs: Any
    ) -> None:
        self.meeting, self.person = meeting, person
        super().__init__(*args, **kwargs)
        if is_first:
            self.fields["third_person"] = third_person_came(is_required=False)

    def said_of_it(self) -> dict[str, Any]:
        """Return what the action wants to know."""
        third = self.cleaned_data.get("third_person") or Meeting.ThirdPerson.NOT_ASKED
        return {
            "said": Turn.Kind(self.cleaned_data["said"]),
            "third_person": Meeting.ThirdPerson(third),
        }

    def clean(self) -> None:
        """Ask the policy, while what was ticked is still here."""
        if not self.errors:
            verdict = policies.can_say(self.person, self.meeting, **self.said_of_it())
            if not verdict:
                field = "third_person" if verdict.code == "third_person_not_asked" else "said"
                self.add_error(field, str(verdict.reason))


class MissedForm(forms.Form):
    """Which meeting it is about that somebody got in touch."""

    meeting = forms.UUIDField()


class ToldForm(MissedForm):
    """What staff say of a meeting of two others; at the first one, who of them came along."""

    said = forms.ChoiceField(choices=[(each, each.label) for each in Turn.SAID_BY_STAFF])
    third_person = forms.ChoiceField(choices=Meeting.ThirdPerson.choices, required=False)

    def said_of_it(self) -> dict[str, Any]:
        """Return what the action wants to know."""
        third = self.cleaned_data["third_person"] or Meeting.ThirdPerson.NOT_ASKED
        return {
            "said": Turn.Kind(self.cleaned_data["said"]),
            "third_person": Meeting.ThirdPerson(third),
        }


class MeetingForm(forms.Form):
    """When and how two people met; days and times are those of the person who writes."""

    met_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    met_at = forms.TimeField(
        label=_("About when"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    mode = forms.ChoiceField(
        label=_("How you met"), choices=Meeting.Mode.choices, widget=forms.RadioSelect
    )
    is_first = False

    def __init__(self, *args: Any, mentorship: Mentorship, person: Person, **kwargs: Any) -> None:
        self.mentorship, self.zone = mentorship, ZoneInfo(person.time_zone)
        today = clock.today(person.time_zone).isoformat()
        super().__init__(*args, **kwargs)
        self.initial["met_on"] = today
        self.fields["met_on"].widget.attrs["max"] = today

    def held(self) -> dict[str, Any]:
        """Return what the action wants to know."""
        given = self.cleaned_data
        moment = datetime.combine(given["met_on"], given["met_at"], tzinfo=self.zone)
        return {"met_at": moment, "mode": Meeting.Mode(given["mode"])}

    def clean(self) -> None:
        """Ask the policy whether such a meeting can have been, while the words are still here."""
        if not self.errors:
            held = self.held()
            held["starts_at"] = held.pop("met_at")
            meeting = Meeting(mentorship=self.mentorship, is_first=self.is_first, **held)
            verdict = policies.is_possible(meeting)
            if not verdict:
                self.add_error("met_on", str(verdict.reason))


class FirstMeetingForm(MeetingForm):
    """The first meeting also says whether someone came along."""

    is_first = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["third_person"] = third_person_came(is_required=True)

    def held(self) -> dict[str, Any]:
        """Return what the action wants to know, the third person too."""
        third_person = Meeting.ThirdPerson(self.cleaned_data["third_person"])
        return {**super().held(), "third_person": third_person}


def third_person_came(*, is_required: bool) -> forms.ChoiceField:
    """Ask whether someone came along to the first meeting."""
    return forms.ChoiceField(
        label=_("Someone from the program can come along the first time"),
        choices=[
            (Meeting.ThirdPerson.PRESENT, _("They came along")),
            (Meeting.ThirdPerson.DECLINED, _("Offered, and not wanted")),
        ],
        required=is_required,
        widget=forms.RadioSelect,
    )


def _third_person_wanted() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Someone from the program can come along the first time"),
        choices=[
            (Meeting.ThirdPerson.WANTED, _("Yes, please")),
            (Meeting.ThirdPerson.DECLINED, _("No, thank you")),
        ],
        widget=forms.RadioSelect,
    )


def _said(moment: datetime, zone: ZoneInfo) -> str:
    local = localtime(moment, zone)
    return f"{date_format(local, gettext('l, F j'))}, {date_format(local, 'TIME_FORMAT')}"


def _length(minutes: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
