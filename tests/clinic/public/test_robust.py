"""What a careless or hostile visitor sends is answered, never with an error of ours."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("box", ["birth_date_0", "birth_date_1", "birth_date_2"])
def test_a_birth_date_of_many_digits_is_refused_at_the_field(client, box):
    born = {"birth_date_0": "1", "birth_date_1": "2", "birth_date_2": "1980", box: "9" * 40}
    page = client.post(
        reverse("public:step", args=[1]), {"given_name": "A", "family_name": "B", "phone": "555-0100", **born}
    )

    assert page.status_code in {422, 429}
