"""The pages of meetings: reading, building, when a group meets, and its actions."""
