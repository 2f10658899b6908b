"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.people.policies import signed_in
from cairn.programs import role_views, views
from cairn.programs.policies import adds_programs, gives_roles, is_staff

_OWN = Access(signed_in, DataClass.OWN, early=True)
_STAFF = Access(is_staff, DataClass.PERSONAL)
_STAFF_ASKED = Access(is_staff, DataClass.PERSONAL, step_up=True)
_ADMIN = Access(gives_roles, DataClass.PERSONAL)
_ADMIN_ASKED = Access(gives_roles, DataClass.PERSONAL, step_up=True)
_SENSITIVE = Access(is_staff, DataClass.SENSITIVE)
_ADDING = Access(adds_programs, DataClass.OWN)

urlpatterns = [
    route("programs/", views.programs, "programs", get=Access(is_staff, DataClass.OWN)),
    route("programs/new/", views.add_program, "add_program", get=_ADDING, post=_ADDING),
    route("programs/<uuid:pk>/", views.program, "program", get=_STAFF),
    route("people/<uuid:pk>/", views.someone, "someone", get=_STAFF),
    route("people/<uuid:pk>/way-in/", views.way_in, "way_in", get=_STAFF, post=_STAFF_ASKED),
    route("people/way-in/<uuid:pk>/", views.confirm_way_in, "confirm_way_in", post=_STAFF_ASKED),
    route("me/roles/", role_views.own_roles, "own_roles", get=_OWN),
    route("people/roles/", role_views.roles, "roles", get=_ADMIN),
    route("people/roles/new/", role_views.add_staff, "add_staff", get=_ADMIN, post=_ADMIN_ASKED),
    route("people/roles/<uuid:pk>/end/", role_views.end_role, "end_role", post=_ADMIN_ASKED),
    route(
        "people/<uuid:pk>/roles/", role_views.roles_of, "roles_of", get=_ADMIN, post=_ADMIN_ASKED
    ),
    route("people/<uuid:pk>/contact/", views.contact, "open_contact", post=_SENSITIVE),
    route("places/<uuid:pk>/clear/", views.clear, "clear", post=_STAFF),
    route("places/<uuid:pk>/train/", views.train, "train", post=_STAFF),
    route("places/<uuid:pk>/pause/", views.pause, "pause", post=_STAFF),
    route("places/<uuid:pk>/resume/", views.resume, "resume", post=_STAFF),
]
