"""A page that is not there yet."""

from django.http import HttpRequest, HttpResponse


def soon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say so."""
    return HttpResponse("Not there yet.")
