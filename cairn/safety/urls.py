"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.people.policies import anyone
from cairn.safety import views

urlpatterns = [
    route("support/", views.support, "support", get=Access(anyone, DataClass.PUBLIC)),
]
