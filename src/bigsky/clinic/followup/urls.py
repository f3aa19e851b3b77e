"""Addresses of followup."""

from django.urls import path

from bigsky.clinic.followup import views

app_name = "followup"
urlpatterns = [
    path("<uuid:patient_id>/", views.patient, name="patient"),
    path("<uuid:patient_id>/ask/", views.ask, name="ask"),
]
