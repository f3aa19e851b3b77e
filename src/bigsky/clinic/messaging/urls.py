"""Addresses of messaging."""

from django.urls import path

from bigsky.clinic.messaging import views

app_name = "messaging"
urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
]
