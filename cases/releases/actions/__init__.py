"""What people do with releases: record one, take one back. Its terms are never changed."""
