"""Addresses of intake."""

from django.urls import path

from bigsky.clinic.intake import views

app_name = "intake"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("<uuid:request_id>/", views.one_request, name="request"),
]
