"""Readable assertions in the contract and its desk; property tests never judge how fast a busy machine is."""

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.calendars.contract", "tests.calendars.desk")
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
