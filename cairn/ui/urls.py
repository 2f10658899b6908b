"""The styleguide."""

from cairn.core.access import Access, DataClass, route
from cairn.core.verdict import ALLOWED
from cairn.ui import views

_ANYONE = Access(lambda _person: ALLOWED, DataClass.PUBLIC)

urlpatterns = [route("styleguide/", views.styleguide, "styleguide", get=_ANYONE)]
