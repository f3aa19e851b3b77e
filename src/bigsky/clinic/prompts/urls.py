"""Addresses of prompts."""

from django.urls import path

from bigsky.clinic.prompts import views

app_name = "prompts"
urlpatterns = [
    path("list/", views.waiting, name="list"),
    path("<uuid:prompt_id>/", views.prompt, name="prompt"),
    path("<uuid:prompt_id>/close/", views.close, name="close"),
]
