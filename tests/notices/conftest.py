"""The cast of the referrals: what notices tell of is theirs."""

from tests.referrals.cast import cast  # noqa: F401  # a fixture for every test of this folder
