"""The coordinator's board, the mentee's choice, the mentor's requests."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.consent import queries as ledger
from cairn.core.verdict import Refused
from cairn.matching import actions, forms, pictures, queries
from cairn.matching.models import Direction, Proposal, Run
from cairn.people.requests import PersonRequest, see
from cairn.programs.models import Enrollment, Program


def programs(request: PersonRequest) -> HttpResponse:
    """List the programs one serves, with how many wait in each."""
    context = {"lines": queries.waiting_counts(request.person)}
    return render(request, "matching/programs.html", context)


def board(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show who waits, what is proposed, what stands in the way."""
    program = get_object_or_404(queries.with_runs(queries.served(request.person)), pk=pk)
    asked, row = request.GET.get("page", ""), request.GET.get("row", "")
    page = int(asked) if asked.isdecimal() else None
    found = actions.look_at_board(by=request.person, program=program, page=page, row=row)
    context = {
        "board": found,
        "chosen": found.chosen(row),
        "bars": pictures.waits(found),
    }
    return render(request, "matching/board.html", context)


def suggest(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask for a run."""
    program = get_object_or_404(queries.served(request.person), pk=pk)
    actions.suggest(by=request.person, program=program)
    return see("board", pk)


def weights(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show how a program weighs, what another way would change, and keep it."""
    program = get_object_or_404(queries.served(request.person), pk=pk)
    form = forms.WeighingForm(request.POST) if request.POST else _weighing_of(program)
    effect = None
    if form.is_valid():
        settings = form.cleaned_data["settings"]
        if "keep" in request.POST:
            actions.weigh(by=request.person, program=program, settings=settings)
            messages.success(request, _("Kept. The next run weighs like this."))
            return see("weights", pk)
        effect = queries.effect_of(program, settings)
    context = {"program": program, "form": form, "effect": effect}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context["weighings"] = queries.weighings_of(program)
    return render(request, "matching/weights.html", context, status=status)


def fairness(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show whether some groups wait longer or are left sooner."""
    program = get_object_or_404(queries.served(request.person), pk=pk)
    context = {"program": program, "groupings": queries.fairness_of(program)}
    return render(request, "matching/fairness.html", context)


def mentors_needed(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show how many mentors it would take until the wait is under a week."""
    program = get_object_or_404(queries.served(request.person), pk=pk)
    whole, *groups = queries.needs_of(program)
    bars = pictures.what_if(queries.outlooks(whole)) if whole.now else None
    context = {"program": program, "whole": whole, "groups": groups, "bars": bars}
    return render(request, "matching/mentors_needed.html", context)


def matches(request: PersonRequest, pk: UUID) -> HttpResponse:
    """List the matches of a program, each to be explained."""
    program = get_object_or_404(queries.served(request.person), pk=pk)
    context = {"program": program, "matches": queries.matches_in(program, request.person)}
    return render(request, "matching/matches.html", context)


def explain(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say why two were proposed to each other, from what was kept at the time."""
    found = actions.look_at_explained(by=request.person, proposal=_proposal(request, pk))
    return render(request, "matching/explain.html", {"explained": found})


def approve_all(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Offer everything a run proposes."""
    run = get_object_or_404(Run.objects.visible_to(request.person), pk=pk)
    people = len({offer.mentee_id for offer in actions.approve_all(by=request.person, run=run)})
    _say_offered(request, people, left=len(queries.approvable(run, request.person)))
    return see("board", run.program_id)


def approve(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Offer what is proposed to one mentee."""
    proposal = _proposal(request, pk)
    offers = actions.approve(by=request.person, proposal=proposal)
    _say_offered(request, 1 if offers else 0, left=0 if offers else 1)
    return _to_row(proposal)


def pin(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Wish for the pair that is proposed, or for another mentor of the program."""
    proposal = _proposal(request, pk)
    actions.pin(by=request.person, mentee=proposal.mentee, mentor=_mentor(request, proposal))
    messages.success(request, _("Pinned. The next run keeps these two together."))
    return _to_row(proposal)


def forbid(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Rule out the pair that is proposed, or another mentor of the program."""
    proposal = _proposal(request, pk)
    actions.forbid(by=request.person, mentee=proposal.mentee, mentor=_mentor(request, proposal))
    messages.success(request, _("Ruled out. The next run looks for someone else."))
    return _to_row(proposal)


def lift(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a wish back."""
    direction = get_object_or_404(Direction.objects.visible_to(request.person), pk=pk)
    actions.lift(by=request.person, direction=direction)
    messages.success(request, _("Taken back."))
    return see(f"{resolve_url('board', direction.program_id)}?row={direction.mentee_id}")


def override(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Propose another mentor, with a reason; show who could be, and why others can't."""
    proposal = _proposal(request, pk)
    others = actions.look_at_others(by=request.person, proposal=proposal)
    form = forms.OverrideForm(request.POST or None, others=others.could_be)
    if request.method == "POST" and form.is_valid():
        actions.override(by=request.person, proposal=proposal, **form.cleaned_data)
        return _to_row(proposal)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"proposal": proposal, "others": others, "form": form}
    return render(request, "matching/override.html", context, status=status)


def choices(request: PersonRequest) -> HttpResponse:
    """Show up to three mentors as people."""
    found = queries.choices_of(request.person)
    form = forms.SharesForm(initial={"shares": list(ledger.ticked_before_yes(request.person))})
    context = {"choices": found, "form": form}
    return render(request, "matching/choose.html", context)


def choose(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask the mentor of one offer."""
    offer = get_object_or_404(queries.offers_to(request.person), pk=pk)
    actions.choose(by=request.person, offer=offer, shares=_ticks(request))
    if not offer.asked_at:
        _say_not_free(request)
    return see("choose")


def you_choose(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Leave the choice to us."""
    mentee = get_object_or_404(Enrollment.objects.visible_to(request.person), pk=pk)
    if not actions.you_choose(by=request.person, mentee=mentee, shares=_ticks(request)):
        _say_not_free(request)
    return see("choose")


def ask_for_others(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask to be shown others."""
    mentee = get_object_or_404(Enrollment.objects.visible_to(request.person), pk=pk)
    actions.ask_for_others(by=request.person, mentee=mentee)
    return see("choose")


def not_with(request: PersonRequest) -> HttpResponse:
    """List whom one is never matched with, and add somebody."""
    form = forms.AvoidedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.avoid(by=request.person, **form.cleaned_data)
        except Refused as refused:
            form.add_error("called", str(refused.verdict.reason))
        else:
            messages.success(request, _("It is on your list."))
            return see("not_with")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "said": queries.said_by(request.person)}
    return render(request, "matching/not_with.html", context, status=status)


def take_back(request: PersonRequest) -> HttpResponse:
    """Take somebody off the list."""
    actions.take_back(by=request.person, key=request.POST.get("entry", ""))
    return see("not_with")


def requests(request: PersonRequest) -> HttpResponse:
    """List who asks for this mentor."""
    context = {"requests": queries.requests_of(request.person)}
    return render(request, "matching/requests.html", context)


def request(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what somebody who asks lets this mentor see."""
    offer = get_object_or_404(queries.offers_of(request.person), pk=pk)
    asked = actions.read_request(by=request.person, offer=offer)
    return render(request, "matching/request.html", {"asked": asked})


def accept(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say yes."""
    offer = get_object_or_404(queries.offers_of(request.person), pk=pk)
    matched = actions.accept(by=request.person, offer=offer)
    return see("mentorship", matched.pk)


def not_free(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Be not free just now."""
    offer = get_object_or_404(queries.offers_of(request.person), pk=pk)
    actions.not_free(by=request.person, offer=offer)
    messages.success(request, _("Thank you for answering. Someone else is asked."))
    return see("requests")


def _weighing_of(program: Program) -> forms.WeighingForm:
    return forms.WeighingForm.of(queries.settings_of(program))


def _proposal(request: PersonRequest, pk: UUID) -> Proposal:
    rows = Proposal.objects.visible_to(request.person)
    told = rows.select_related("run__program", "mentee__person", "mentee__program", "person")
    with_mentor = told.select_related("mentor__person", "approved_by")
    found: Proposal = get_object_or_404(with_mentor, pk=pk)
    return found


def _mentor(request: PersonRequest, proposal: Proposal) -> Enrollment:
    """The mentor named in the form, else the one proposed."""
    form = forms.PairForm(request.POST)
    named = form.cleaned_data["mentor"] if form.is_valid() else None
    rows = Enrollment.objects.visible_to(request.person).active().mentors()
    here = rows.filter(program=proposal.run.program_id)
    found: Enrollment = get_object_or_404(here, pk=named or proposal.mentor_id)
    return found


def _to_row(proposal: Proposal) -> HttpResponse:
    return see(f"{resolve_url('board', proposal.run.program_id)}?row={proposal.mentee_id}#why")


def _ticks(request: PersonRequest) -> dict[str, bool] | None:
    form = forms.SharesForm(request.POST)
    return dict(form.ticks()) if "ticks" in request.POST and form.is_valid() else None


def _say_offered(request: PersonRequest, people: int, left: int) -> None:
    if people:
        said = ngettext("Offered to %(n)d person.", "Offered to %(n)d people.", people)
        messages.success(request, said % {"n": people})
    if left:
        missing = ngettext(
            "%(n)d pair can’t be any more: people changed since. Suggest again.",
            "%(n)d pairs can’t be any more: people changed since. Suggest again.",
            left,
        )
        messages.warning(request, missing % {"n": left})


def _say_not_free(request: PersonRequest) -> None:
    messages.info(request, _("They are not free just now. The others are still here."))
