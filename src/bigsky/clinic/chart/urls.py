"""Addresses of chart."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "chart"
urlpatterns = [
    path("day/", soon, name="day"),
    path("board/", soon, name="board"),
    path("patients/", soon, name="patients"),
]
