"""Addresses of the chairs."""

from django.urls import path

from bigsky.clinic.scheduling import views

app_name = "scheduling"
urlpatterns = [
    path("", views.chairs, name="chairs"),
    path("add/", views.add, name="add-chair"),
]
