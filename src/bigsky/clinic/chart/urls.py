"""Addresses of chart."""

from django.urls import path

from bigsky.clinic.chart import board, views

app_name = "chart"
urlpatterns = [
    path("day/", views.day, name="day"),
    path("board/", board.board, name="board"),
    path("board/live/", board.board_live, name="board-live"),
    path("patients/", views.people, name="patients"),
    path("patients/<uuid:patient_id>/", views.patient, name="patient"),
    path("patients/<uuid:patient_id>/book/", views.book, name="book"),
]
