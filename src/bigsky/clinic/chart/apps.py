from django.apps import AppConfig


class ChartConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "bigsky.clinic.chart"
    label = "chart"
