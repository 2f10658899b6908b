"""Routes of the app."""

from cairn.core.access import Access, DataClass, route
from cairn.interop import views
from cairn.programs.policies import is_staff

_STAFF = Access(is_staff, DataClass.SENSITIVE)

urlpatterns = [
    route("programs/<uuid:pk>/roster/", views.roster, "roster", get=_STAFF, post=_STAFF),
    route("programs/roster/<uuid:pk>/", views.draft, "roster_draft", get=_STAFF),
    route("programs/roster/<uuid:pk>/import/", views.import_draft, "import_draft", post=_STAFF),
]
