"""Addresses of audit."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "audit"
urlpatterns = [
    path("log/", soon, name="log"),
]
