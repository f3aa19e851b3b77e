"""Addresses of planning."""

from django.urls import path

from bigsky.clinic.planning import views

app_name = "planning"
urlpatterns = [
    path("<uuid:patient_id>/", views.patient, name="patient"),
    path("<uuid:patient_id>/draft/", views.draft, name="draft"),
    path("sign/<uuid:plan_id>/", views.sign, name="sign"),
]
