"""Addresses of screening."""

from django.urls import path

from bigsky.clinic.screening import views

app_name = "screening"
urlpatterns = [
    path("<uuid:patient_id>/", views.patient, name="patient"),
    path("<uuid:patient_id>/facts/", views.facts, name="facts"),
    path("decision/<uuid:screening_id>/", views.decide, name="decide"),
]
