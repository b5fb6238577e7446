"""Pages of releases, for their giver alone. Views read; actions write."""
