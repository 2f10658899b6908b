"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.people.policies import signed_in
from cairn.recovery import views

_OWN = Access(signed_in, DataClass.OWN)
_SHARED = Access(signed_in, DataClass.SENSITIVE)

urlpatterns = [
    route("check-in/", views.check_in, "check_in", get=_OWN, post=_OWN),
    route("walk/<uuid:pk>/shared/", views.shared, "shared", get=_SHARED),
    route("plan/", views.plan, "plan", get=_OWN),
    route("plan/write/", views.write_plan, "write_plan", get=_OWN, post=_OWN),
    route("plan/since/", views.start, "start", get=_OWN, post=_OWN),
]
