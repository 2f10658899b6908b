"""Routes of the app."""

from cairn.conversations import views
from cairn.core.access import Access, DataClass, route
from cairn.people.policies import signed_in

_OF_TWO = Access(signed_in, DataClass.SENSITIVE)

urlpatterns = [
    route("talk/", views.talk, "talk", get=_OF_TWO),
    route("talk/with/<uuid:pk>/", views.talk_with, "talk_with", get=_OF_TWO),
    route("talk/<uuid:pk>/", views.conversation, "conversation", get=_OF_TWO, post=_OF_TWO),
    route("talk/<uuid:pk>/since/<uuid:last>/", views.since, "since", get=_OF_TWO),
]
