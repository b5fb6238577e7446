"""A team in which something waits for everybody."""

import pytest

pytest.register_assert_rewrite("tests.browser_walks.walker")

from tests.referrals.cast import cast  # noqa: E402 - what stands above must come first

__all__ = ["cast"]
