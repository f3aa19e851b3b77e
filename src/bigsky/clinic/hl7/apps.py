from django.apps import AppConfig


class Hl7Config(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "bigsky.clinic.hl7"
    label = "hl7"
