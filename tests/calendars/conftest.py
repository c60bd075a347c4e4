"""Readable assertion messages for the contract and its desk, which are no test files themselves."""

import pytest

pytest.register_assert_rewrite("tests.calendars.contract", "tests.calendars.desk")
