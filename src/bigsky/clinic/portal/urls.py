"""Addresses of portal."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "portal"
urlpatterns = [
    path("home/", soon, name="home"),
]
