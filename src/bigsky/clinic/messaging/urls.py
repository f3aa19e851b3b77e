"""Addresses of messaging."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "messaging"
urlpatterns = [
    path("outbox/", soon, name="outbox"),
]
