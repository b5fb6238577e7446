"""The cast of the referrals: what is offered is offered at its desks."""

from tests.referrals.cast import cast  # noqa: F401  # a fixture for every test of this folder
