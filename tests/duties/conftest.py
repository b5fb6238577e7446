"""The cast of the referrals: a duty hangs on a case, and a case begins with a referral."""

from tests.referrals.cast import cast  # noqa: F401  # a fixture for every test of this folder
