"""Addresses of policy."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "policy"
urlpatterns = [
    path("list/", soon, name="list"),
]
