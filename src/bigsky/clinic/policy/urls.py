"""Addresses of policy."""

from django.urls import path

from bigsky.clinic.policy import views

app_name = "policy"
urlpatterns = [
    path("list/", views.every_kind, name="list"),
    path("<uuid:policy_id>/", views.policy, name="policy"),
    path("<uuid:policy_id>/edit/", views.edit, name="edit"),
    path("<uuid:policy_id>/sign/", views.sign, name="sign"),
    path("example/<str:kind>/", views.example, name="example"),
    path("example/<str:kind>/draft/", views.draft, name="draft"),
]
