"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.people.policies import signed_in
from cairn.stones import views

urlpatterns = [
    route("stones/", views.stones, "stones", get=Access(signed_in, DataClass.OWN)),
]
