"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.mentorship import views
from cairn.people.policies import anyone, signed_in
from cairn.programs.policies import is_mentee, is_staff, reads_figures

_OF_TWO = Access(signed_in, DataClass.PERSONAL)
_BETWEEN = Access(signed_in, DataClass.SENSITIVE)
_MENTEE = Access(is_mentee, DataClass.SENSITIVE)
_STAFF_PERSONAL = Access(is_staff, DataClass.PERSONAL)
_STAFF = Access(is_staff, DataClass.SENSITIVE)

_OWN = Access(signed_in, DataClass.OWN)
_ASKING = Access(signed_in, DataClass.OWN, step_up=True)
_HOLDS_A_LINK = Access(anyone, DataClass.PERSONAL)

urlpatterns = [
    route("me/calendar/", views.calendar, "calendar", get=_OWN),
    route("me/calendar/link/", views.make_feed, "make_feed", post=_ASKING),
    route("me/calendar/link/end/", views.end_feed, "end_feed", post=_OWN),
    route("me/calendar/mail/", views.wish_for_mail, "wish_for_mail", post=_OWN),
    route("me/calendar/own/", views.link_calendar, "link_calendar", post=_OWN),
    route("me/calendar/file/", views.upload_calendar, "upload_calendar", post=_OWN),
    route("me/calendar/forget/", views.drop_calendar, "drop_calendar", post=_OWN),
    route("calendar/<str:secret>.ics", views.calendar_feed, "calendar_feed", get=_HOLDS_A_LINK),
    route("walk/<uuid:pk>/", views.mentorship, "mentorship", get=_OF_TWO),
    route("walk/<uuid:pk>/agreement/", views.agreement, "agreement", get=_OF_TWO, post=_OF_TWO),
    route(
        "walk/<uuid:pk>/first-meeting/",
        views.first_meeting,
        "first_meeting",
        get=_OF_TWO,
        post=_OF_TWO,
    ),
    route("walk/<uuid:pk>/told/", views.told_by_staff, "told_by_staff", post=_STAFF),
    route("walk/<uuid:pk>/missed/", views.follow_up, "follow_up", post=_OF_TWO),
    route("walk/<uuid:pk>/meeting/", views.meeting, "meeting", get=_OF_TWO, post=_OF_TWO),
    route("walk/<uuid:pk>/time/", views.find_time, "find_time", get=_OF_TWO, post=_OF_TWO),
    route("meetings/<uuid:pk>/", views.one_meeting, "one_meeting", get=_BETWEEN, post=_BETWEEN),
    route("meetings/<uuid:pk>/yes/", views.accept_time, "accept_time", post=_BETWEEN),
    route(
        "meetings/<uuid:pk>/move/", views.move_meeting, "move_meeting", get=_BETWEEN, post=_BETWEEN
    ),
    route("meetings/<uuid:pk>/cancel/", views.cancel_meeting, "cancel_meeting", post=_BETWEEN),
    route("walk/<uuid:pk>/notes/", views.notes, "notes", get=_BETWEEN),
    route("meetings/<uuid:pk>/notes/", views.note, "note", get=_BETWEEN, post=_BETWEEN),
    route("meetings/<uuid:pk>/notes/otherwise/", views.disagree, "disagree", post=_BETWEEN),
    route("meetings/<uuid:pk>/notes/sign/", views.sign_note, "sign_note", post=_BETWEEN),
    route("walk/<uuid:pk>/last/", views.plan_closing, "plan_closing", get=_OF_TWO, post=_OF_TWO),
    route("walk/<uuid:pk>/last/drop/", views.drop_closing, "drop_closing", post=_OF_TWO),
    route("farewell/<uuid:pk>/", views.farewell, "farewell", get=_BETWEEN, post=_BETWEEN),
    route("farewell/<uuid:pk>/give/", views.give_letter, "give_letter", post=_BETWEEN),
    route("farewell/<uuid:pk>/contact/", views.wish_contact, "wish_contact", post=_BETWEEN),
    route("farewell/<uuid:pk>/stay/", views.stay_in_touch, "stay_in_touch", post=_BETWEEN),
    route("alumni/", views.alumni, "alumni", get=_STAFF_PERSONAL),
    route("farewell/<uuid:pk>/told/", views.tell_exit, "tell_exit", post=_BETWEEN),
    route("talks/<uuid:pk>/", views.exit_talk, "exit_talk", get=_STAFF, post=_STAFF),
    route("walk/<uuid:pk>/ending/", views.ending, "ending", get=_OF_TWO, post=_OF_TWO),
    route(
        "walk/<uuid:pk>/commitments/",
        views.commitments,
        "commitments",
        get=_BETWEEN,
        post=_BETWEEN,
    ),
    route("commitments/<uuid:pk>/kept/", views.keep_commitment, "keep_commitment", post=_BETWEEN),
    route("commitments/<uuid:pk>/let-go/", views.let_go, "let_go", post=_BETWEEN),
    route("walk/<uuid:pk>/thinking-of-you/", views.think_of, "think_of", post=_BETWEEN),
    route(
        "programs/<uuid:pk>/agreement/",
        views.agreement_texts,
        "agreement_texts",
        get=_STAFF_PERSONAL,
        post=_STAFF_PERSONAL,
    ),
    route("choose/<uuid:pk>/change/", views.change_mentor, "change_mentor", post=_MENTEE),
    route("choose/<uuid:pk>/again/", views.wait_again, "wait_again", post=_MENTEE),
    route("handover/<uuid:pk>/", views.handover, "handover", get=_MENTEE, post=_MENTEE),
    route("handover/<uuid:pk>/show/", views.approve_handover, "approve_handover", post=_MENTEE),
    route(
        "handover/<uuid:pk>/take-back/",
        views.take_back_handover,
        "take_back_handover",
        post=_MENTEE,
    ),
    route("silence/", views.silence_plan, "silence_plan", get=_MENTEE, post=_MENTEE),
    route("silence/drop/", views.drop_silence, "drop_silence", post=_MENTEE),
    route("silence/<uuid:pk>/reached/", views.settle_silence, "settle_silence", post=_OF_TWO),
    route("pulse/", views.pulse_figures, "pulse_figures", get=_STAFF),
    route("pulse/<uuid:pk>/", views.pulse, "pulse", get=_BETWEEN, post=_BETWEEN),
    route("walk/<uuid:pk>/talked/", views.settle_help, "settle_help", post=_STAFF),
    route("figures/", views.figures, "figures", get=Access(reads_figures, DataClass.PUBLIC)),
    route("contacts/", views.contacts, "contacts", get=_STAFF),
    route("contacts/<uuid:pk>/", views.contact, "contact", get=_STAFF, post=_STAFF),
    route("contacts/<uuid:pk>/fine/", views.contact_fine, "contact_fine", post=_STAFF),
    route(
        "contacts/<uuid:pk>/take-back/", views.take_back_contact, "take_back_contact", post=_STAFF
    ),
    route("errands/<uuid:pk>/done/", views.do_errand, "do_errand", post=_STAFF),
    route(
        "programs/<uuid:pk>/rhythm/",
        views.rhythm,
        "rhythm",
        get=_STAFF_PERSONAL,
        post=_STAFF_PERSONAL,
    ),
]
