from tests.referrals.cast import cast

__all__ = ["cast"]
