"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.home import views
from cairn.people.policies import anyone, signed_in
from cairn.programs.policies import is_staff, serves_or_mentors

urlpatterns = [
    route("", views.today, "today", get=Access(signed_in, DataClass.SENSITIVE)),
    route("pairs/", views.pairs, "pairs", get=Access(is_staff, DataClass.SENSITIVE)),
    route("people/", views.people, "people", get=Access(serves_or_mentors, DataClass.PERSONAL)),
    route(
        "leave/", views.quick_exit, "quick_exit", post=Access(anyone, DataClass.PUBLIC, keyed=False)
    ),
]
