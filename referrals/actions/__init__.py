"""What people do with referrals, by theme. Each action is atomic: policy first, then the write, ledger and notice."""
