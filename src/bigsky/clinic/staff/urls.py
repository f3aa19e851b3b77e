"""Addresses of staff, and of the audit log: who may do what, and who did what."""

from django.urls import path

from bigsky.clinic.staff import views

app_name = "staff"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/add/", views.add, name="add"),
    path("people/<int:user_id>/retire/", views.retire, name="retire"),
]
# The log itself lies below staff and knows no page; config gives these addresses the name `audit`.
audit_urlpatterns = [
    path("log/", views.log, name="log"),
    path("log.jsonl", views.log_file, name="file"),
]
