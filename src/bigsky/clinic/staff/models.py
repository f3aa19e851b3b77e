from django.contrib.auth.models import AbstractUser
from django.db import models

from bigsky.clinic.staff.roles import Role


class User(AbstractUser):
    """Somebody who acts: a member of staff, a patient, or a part of the system (the gateway, the clock)."""

    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    credentials = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username

    @property
    def is_clinic_staff(self) -> bool:
        return self.role not in {Role.PATIENT, Role.SYSTEM}
