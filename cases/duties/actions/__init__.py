"""What people do with duties. Each action is atomic: policy first, then the write, the ledger, the notice."""
