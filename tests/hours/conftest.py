"""The cast of the referrals: hours are those of its desks."""

from tests.referrals.cast import cast  # noqa: F401  # a fixture for every test of this folder
