"""What the ground floor keeps: data keys."""
