"""Routes of the app: the API itself, and the tokens under Me."""

from django.urls import URLPattern, URLResolver, path

from cairn.api import views
from cairn.api.root import assembled
from cairn.core.access import Access, DataClass, route
from cairn.people.policies import signed_in

_own = Access(signed_in, DataClass.OWN)
_asking = Access(signed_in, DataClass.OWN, step_up=True)

api = assembled()
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    route("me/tokens/", views.tokens, "tokens", get=_own, post=_asking),
    route("me/tokens/<uuid:pk>/open/", views.open_token, "open_token", post=_asking),
    route("me/tokens/<uuid:pk>/remove/", views.revoke_token, "revoke_token", post=_own),
]
