"""Routes of the app."""

from cairn.arrivals import staff_views as staff
from cairn.arrivals import views
from cairn.core.access import Access, DataClass, route
from cairn.people.policies import anyone, signed_in
from cairn.programs.policies import is_mentee, is_staff

_ANYONES = Access(anyone, DataClass.PUBLIC)
_OWN = Access(signed_in, DataClass.OWN)
_MENTEE = Access(is_mentee, DataClass.SENSITIVE)
_STAFF = Access(is_staff, DataClass.PERSONAL)
_SENSITIVE = Access(is_staff, DataClass.SENSITIVE)

urlpatterns = [
    route("ask/", views.ask, "ask", get=_ANYONES, post=_ANYONES),
    route("ask/<str:code>/", views.ask_here, "ask_here", get=_ANYONES, post=_ANYONES),
    route("asking/", views.asking, "asking", get=_ANYONES, post=_ANYONES),
    route("asking/back/", views.withdraw_asking, "withdraw_asking", post=_ANYONES),
    route("orientation/", views.orientation, "orientation", get=_OWN, post=_MENTEE),
    route("arrivals/", staff.arrivals, "arrivals", get=_SENSITIVE),
    route("arrivals/<uuid:pk>/", staff.arrival, "arrival", get=_SENSITIVE, post=_SENSITIVE),
    route("arrivals/<uuid:pk>/tried/", staff.try_first_contact, "arrival_tried", post=_SENSITIVE),
    route("arrivals/<uuid:pk>/welcome/", staff.welcome, "welcome_arrival", post=_SENSITIVE),
    route("arrivals/<uuid:pk>/known/", staff.take_as, "take_as", post=_SENSITIVE),
    route("arrivals/<uuid:pk>/aside/", staff.set_aside, "set_aside", post=_SENSITIVE),
    route("programs/<uuid:pk>/ask/", staff.door, "door", get=_STAFF, post=_STAFF),
    route("programs/<uuid:pk>/ask/close/", staff.close_door, "close_door", post=_STAFF),
    route("programs/<uuid:pk>/ask/card/", staff.card, "card", get=_STAFF),
    route("programs/<uuid:pk>/enroll/", staff.enroll, "enroll", get=_STAFF, post=_STAFF),
]
