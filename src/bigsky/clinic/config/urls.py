"""The map of addresses: each room brings its own."""

from django.urls import include, path

from bigsky.clinic.config.home import home
from bigsky.clinic.staff.urls import audit_urlpatterns

urlpatterns = [
    path("", include("bigsky.clinic.public.urls")),
    path("home/", home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("my/", include("bigsky.clinic.portal.urls")),
    path("chart/", include("bigsky.clinic.chart.urls")),
    path("requests/", include("bigsky.clinic.intake.urls")),
    path("screening/", include("bigsky.clinic.screening.urls")),
    path("plans/", include("bigsky.clinic.planning.urls")),
    path("sessions/", include("bigsky.clinic.infusion.urls")),
    path("followup/", include("bigsky.clinic.followup.urls")),
    path("ratings/", include("bigsky.clinic.ratings.urls")),
    path("prompts/", include("bigsky.clinic.prompts.urls")),
    path("messages/", include("bigsky.clinic.messaging.urls")),
    path("policies/", include("bigsky.clinic.policy.urls")),
    path("chairs/", include("bigsky.clinic.scheduling.urls")),
    path("staff/", include("bigsky.clinic.staff.urls")),
    path("audit/", include((audit_urlpatterns, "audit"))),
]
