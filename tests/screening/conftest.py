"""The cast of the referrals: a case begins with a referral, and a screening may precede it."""

from tests.referrals.cast import cast  # noqa: F401  # a fixture for every test of this folder
