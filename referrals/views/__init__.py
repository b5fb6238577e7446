"""Pages of referrals: writing and sending, lists, one referral, deciding. Views read; actions write."""
