"""Routes of the app."""

from cairn.consent import views
from cairn.core.access import Access, DataClass, route
from cairn.people.policies import signed_in
from cairn.programs.policies import is_mentee

_OWN = Access(signed_in, DataClass.SENSITIVE)
_SHARING = Access(is_mentee, DataClass.SENSITIVE, step_up=True)

urlpatterns = [
    route("me/sharing/", views.sharing, "sharing", get=_OWN),
    route("me/looks/", views.who_looked, "looks", get=_OWN),
    route("me/sharing/asked/", views.share_before_yes, "share_before_yes", post=_SHARING),
    route("me/sharing/walk/", views.share_with, "share_with", post=_SHARING),
]
