"""Addresses of chart."""

from django.urls import path

from bigsky.clinic.chart import views
from bigsky.clinic.ui.soon import soon

app_name = "chart"
urlpatterns = [
    path("day/", views.day, name="day"),
    path("board/", soon, name="board"),
    path("patients/", views.people, name="patients"),
    path("patients/<uuid:patient_id>/", views.patient, name="patient"),
    path("patients/<uuid:patient_id>/book/", views.book, name="book"),
]
