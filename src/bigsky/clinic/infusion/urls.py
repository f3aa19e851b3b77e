"""Addresses of infusion."""

from django.urls import URLPattern

app_name = "infusion"
urlpatterns: list[URLPattern] = []
