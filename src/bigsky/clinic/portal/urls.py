"""Addresses of portal."""

from django.urls import path

from bigsky.clinic.portal import views

app_name = "portal"
urlpatterns = [
    path("home/", views.home, name="home"),
]
