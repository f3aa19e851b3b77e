"""Every write of staff."""

from datetime import datetime

from bigsky.clinic.staff import queries
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, Role


class NameTakenError(ValueError):
    """Somebody has this user name already, also somebody who works here no more."""


class LastDirectorError(ValueError):
    """Without a medical director nobody could sign a policy or let anybody in."""


def system_user(name: str) -> User:
    """Give the part of the system that acts under this name (`gateway`, `clock`, …); it cannot log in."""
    user, is_new = User.objects.get_or_create(
        username=name, defaults={"role": Role.SYSTEM, "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save()
    return user


@clinical_act(Act.MANAGE_STAFF)
def add_user(
    *,
    by: User,
    at: datetime,
    username: str,
    password: str,
    role: Role,
    first_name: str = "",
    last_name: str = "",
    credentials: str = "",
) -> User:
    """Let somebody in, with the part they play.

    Raises:
        NameTakenError: upper and lower case do not tell two people apart.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise NameTakenError(f"The user name “{username}” is taken; choose another.")
    user = User.objects.create_user(
        username=username,
        password=password,
        role=role,
        first_name=first_name,
        last_name=last_name,
        credentials=credentials,
        is_staff=role is Role.MEDICAL_DIRECTOR,
    )
    record(by=by, at=at, act="add user", subject=user, detail={"username": username, "role": str(role)})
    return user


@clinical_act(Act.MANAGE_STAFF)
def retire_user(*, by: User, at: datetime, user_id: int) -> User:
    """Let somebody in no more; what they did stays theirs.

    Raises:
        LastDirectorError: the clinic would be left without a medical director.
        User.DoesNotExist: nobody of that number works here.
    """
    directors = User.objects.select_for_update().filter(role=Role.MEDICAL_DIRECTOR, is_active=True)
    known = {each.pk for each in directors}
    user = queries.everyone().get(pk=user_id)
    if known == {user.pk}:
        raise LastDirectorError("The last medical director cannot be retired: add another one first.")
    user.is_active = False
    user.save()
    record(by=by, at=at, act="retire user", subject=user, detail={"username": user.username})
    return user
