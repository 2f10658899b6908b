"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.people.policies import signed_in
from cairn.programs.policies import is_mentor
from cairn.recovery import views

_OWN = Access(signed_in, DataClass.OWN)
_MENTOR = Access(is_mentor, DataClass.SENSITIVE)
_SHARED = Access(signed_in, DataClass.SENSITIVE)

urlpatterns = [
    route("check-in/", views.check_in, "check_in", get=_OWN, post=_OWN),
    route("walk/<uuid:pk>/shared/", views.shared, "shared", get=_SHARED),
    route("plan/", views.plan, "plan", get=_OWN),
    route("plan/since/", views.start, "start", get=_OWN, post=_OWN),
    route("plan/versions/<uuid:pk>/", views.old_plan, "old_plan", get=_OWN, post=_OWN),
    route("plan/ideas/", views.suggest, "send_idea", post=_MENTOR),
    route("plan/ideas/<uuid:pk>/take/", views.take_suggestion, "take_suggestion", post=_SHARED),
    route("plan/ideas/<uuid:pk>/leave/", views.leave_suggestion, "leave_suggestion", post=_SHARED),
    route("plan/<str:kind>/", views.own_plan, "own_plan", get=_OWN),
    route("plan/<str:kind>/versions/", views.plan_versions, "plan_versions", get=_OWN),
    route("plan/<str:kind>/<int:part>/", views.write_plan, "write_plan", get=_OWN, post=_OWN),
]
