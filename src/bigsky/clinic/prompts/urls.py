"""Addresses of prompts."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "prompts"
urlpatterns = [
    path("list/", soon, name="list"),
]
