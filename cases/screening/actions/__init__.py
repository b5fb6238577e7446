"""What people do in screening. Each action is atomic: policy first, then the write and the ledger."""
