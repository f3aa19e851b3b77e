"""Every read of staff."""

from django.db.models import QuerySet

from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Role


def user(username: str) -> User:
    """Find one user by name."""
    return User.objects.get(username=username)


def with_role(*roles: Role) -> QuerySet[User]:
    """List the active users who play one of these parts."""
    return User.objects.filter(role__in=roles, is_active=True).order_by("last_name", "username")


def clinicians() -> QuerySet[User]:
    """List those who may decide: physicians and medical directors."""
    return with_role(Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)


def everyone() -> QuerySet[User]:
    """List everybody who works here and may log in, by role."""
    people = User.objects.exclude(role__in=[Role.PATIENT, Role.SYSTEM])
    return people.order_by("-is_active", "role", "last_name", "username")


def has_staff() -> bool:
    """Say whether anybody who works here could log in."""
    return everyone().filter(is_active=True).exists()
