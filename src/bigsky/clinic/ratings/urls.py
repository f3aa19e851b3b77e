"""Addresses of ratings."""

from django.urls import path

from bigsky.clinic.ratings import views

app_name = "ratings"
urlpatterns = [
    path("answer/<str:token>/", views.answer, name="answer"),
    path("thank-you/", views.thank_you, name="thank-you"),
    path("thank-you/help/", views.thank_you_with_help, name="thank-you-with-help"),
    path("record/<uuid:patient_id>/<str:scale_key>/", views.record, name="record"),
    path("<uuid:rating_id>/", views.rating, name="rating"),
]
