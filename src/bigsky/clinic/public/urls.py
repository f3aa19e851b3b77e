"""Addresses of public."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "public"
urlpatterns = [
    path("", soon, name="answer"),
    path("request/", soon, name="request"),
]
