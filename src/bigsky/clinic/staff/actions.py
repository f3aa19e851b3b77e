"""Every write of staff."""

from datetime import datetime

from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, Role


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
    """Let somebody in, with the part they play."""
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
