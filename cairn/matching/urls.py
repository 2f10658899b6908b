"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.matching import views
from cairn.people.policies import signed_in
from cairn.programs.policies import is_mentee, is_mentor, is_staff

_STAFF = Access(is_staff, DataClass.SENSITIVE)
_MENTEE = Access(is_mentee, DataClass.SENSITIVE)
_OWN = Access(signed_in, DataClass.SENSITIVE)
_MENTOR = Access(is_mentor, DataClass.SENSITIVE)

urlpatterns = [
    route("matching/", views.programs, "matching", get=_STAFF),
    route("matching/<uuid:pk>/", views.board, "board", get=_STAFF),
    route("matching/<uuid:pk>/suggest/", views.suggest, "suggest", post=_STAFF),
    route("matching/<uuid:pk>/weights/", views.weights, "weights", get=_STAFF, post=_STAFF),
    route("matching/<uuid:pk>/fairness/", views.fairness, "fairness", get=_STAFF),
    route("matching/<uuid:pk>/more/", views.mentors_needed, "mentors_needed", get=_STAFF),
    route("matching/<uuid:pk>/matches/", views.matches, "matches", get=_STAFF),
    route("matching/proposal/<uuid:pk>/why/", views.explain, "explain", get=_STAFF),
    route("matching/run/<uuid:pk>/approve/", views.approve_all, "approve_all", post=_STAFF),
    route("matching/proposal/<uuid:pk>/approve/", views.approve, "approve", post=_STAFF),
    route("matching/proposal/<uuid:pk>/pin/", views.pin, "pin", post=_STAFF),
    route("matching/proposal/<uuid:pk>/forbid/", views.forbid, "forbid", post=_STAFF),
    route(
        "matching/proposal/<uuid:pk>/override/",
        views.override,
        "override",
        get=_STAFF,
        post=_STAFF,
    ),
    route("matching/wish/<uuid:pk>/lift/", views.lift, "lift", post=_STAFF),
    route("choose/", views.choices, "choose", get=_MENTEE),
    route("choose/<uuid:pk>/", views.choose, "choose_one", post=_MENTEE),
    route("choose/<uuid:pk>/us/", views.you_choose, "leave_to_us", post=_MENTEE),
    route("choose/<uuid:pk>/others/", views.ask_for_others, "ask_for_others", post=_MENTEE),
    route("me/not-with/", views.not_with, "not_with", get=_OWN, post=_OWN),
    route("me/not-with/take-back/", views.take_back, "take_back", post=_OWN),
    route("requests/", views.requests, "requests", get=_MENTOR),
    route("requests/<uuid:pk>/", views.request, "request", get=_MENTOR),
    route("requests/<uuid:pk>/accept/", views.accept, "accept", post=_MENTOR),
    route("requests/<uuid:pk>/not-free/", views.not_free, "not_free", post=_MENTOR),
]
