"""The styleguide."""

from django.urls import path

from cairn.ui import views

app_name = "ui"
urlpatterns = [path("", views.styleguide, name="styleguide")]
