"""Addresses of infusion."""

from django.urls import path

from bigsky.clinic.infusion import views

app_name = "infusion"
urlpatterns = [
    path("prepare/<uuid:patient_id>/", views.prepare, name="prepare"),
    path("live/", views.session_live, name="live"),
    path("<uuid:session_id>/", views.session, name="session"),
    path("<uuid:session_id>/part/<str:name>/", views.part, name="part"),
    path("<uuid:session_id>/step/<str:key>/", views.step, name="step"),
    path("<uuid:session_id>/observe/", views.observe, name="observe"),
    path("<uuid:session_id>/accept/", views.accept, name="accept"),
    path("<uuid:session_id>/monitor/", views.monitor, name="monitor"),
    path("<uuid:session_id>/second-check/", views.second_check, name="second-check"),
    path("<uuid:session_id>/discharge/", views.discharge, name="discharge"),
    path("<uuid:session_id>/harm/", views.harm, name="harm"),
    path("<uuid:session_id>/prompts/<uuid:prompt_id>/", views.decide, name="decide"),
]
