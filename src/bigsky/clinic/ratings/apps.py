from django.apps import AppConfig


class RatingsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "bigsky.clinic.ratings"
    label = "ratings"

    def ready(self) -> None:
        """Keep tokens out of the logs from the first request on."""
        from bigsky.clinic.ratings.redact import hide_tokens  # noqa: PLC0415 - apps load before anything else

        hide_tokens()
