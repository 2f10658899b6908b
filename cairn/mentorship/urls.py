"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.mentorship import views
from cairn.people.policies import signed_in
from cairn.programs.policies import is_staff, reads_figures

_OF_TWO = Access(signed_in, DataClass.PERSONAL)
_BETWEEN = Access(signed_in, DataClass.SENSITIVE)
_STAFF_PERSONAL = Access(is_staff, DataClass.PERSONAL)
_STAFF = Access(is_staff, DataClass.SENSITIVE)

urlpatterns = [
    route("walk/<uuid:pk>/", views.mentorship, "mentorship", get=_OF_TWO),
    route("walk/<uuid:pk>/agreement/", views.agreement, "agreement", get=_OF_TWO, post=_OF_TWO),
    route(
        "walk/<uuid:pk>/first-meeting/",
        views.first_meeting,
        "first_meeting",
        get=_OF_TWO,
        post=_OF_TWO,
    ),
    route("walk/<uuid:pk>/meeting/", views.meeting, "meeting", get=_OF_TWO, post=_OF_TWO),
    route("walk/<uuid:pk>/time/", views.find_time, "find_time", get=_OF_TWO, post=_OF_TWO),
    route("meetings/<uuid:pk>/", views.one_meeting, "one_meeting", get=_BETWEEN, post=_BETWEEN),
    route("meetings/<uuid:pk>/yes/", views.accept_time, "accept_time", post=_BETWEEN),
    route(
        "meetings/<uuid:pk>/move/", views.move_meeting, "move_meeting", get=_BETWEEN, post=_BETWEEN
    ),
    route("meetings/<uuid:pk>/cancel/", views.cancel_meeting, "cancel_meeting", post=_BETWEEN),
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
    route("figures/", views.figures, "figures", get=Access(reads_figures, DataClass.PUBLIC)),
    route("contacts/", views.contacts, "contacts", get=_STAFF),
    route("contacts/<uuid:pk>/", views.contact, "contact", get=_STAFF, post=_STAFF),
]
