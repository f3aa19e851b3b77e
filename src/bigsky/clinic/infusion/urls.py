"""Addresses of infusion."""

from django.urls import path

from bigsky.clinic.ui.soon import soon

app_name = "infusion"
urlpatterns = [
    path("prepare/<uuid:patient_id>/", soon, name="prepare"),
    path("<uuid:session_id>/", soon, name="session"),
]
