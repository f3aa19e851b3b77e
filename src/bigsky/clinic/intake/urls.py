"""Addresses of intake."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "intake"
urlpatterns = [
    path("inbox/", soon, name="inbox"),
]
