"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.people.policies import anyone, signed_in
from cairn.programs.policies import gives_roles, is_staff, reviews, serves_or_reviews
from cairn.safety import views

_OWN = Access(signed_in, DataClass.SENSITIVE)
_STAFF = Access(is_staff, DataClass.SENSITIVE)
_REVIEWER = Access(reviews, DataClass.SENSITIVE)
_ADMIN = Access(gives_roles, DataClass.PERSONAL)

urlpatterns = [
    route("support/", views.support, "support", get=Access(anyone, DataClass.PUBLIC)),
    route("me/blocked/", views.blocked, "blocked", get=_OWN),
    route("me/blocked/<uuid:pk>/", views.block, "block", get=_OWN, post=_OWN),
    route("me/blocked/<uuid:pk>/undo/", views.unblock, "unblock", post=_OWN),
    route("apart/", views.apart, "apart", get=Access(serves_or_reviews, DataClass.SENSITIVE)),
    route("apart/<uuid:pk>/lift/", views.lift, "lift_apart", post=_REVIEWER),
    route("people/<uuid:pk>/apart/", views.keep_apart, "keep_apart", get=_STAFF, post=_STAFF),
    route("people/<uuid:pk>/reviewer/", views.reviewer, "reviewer", get=_ADMIN, post=_ADMIN),
]
