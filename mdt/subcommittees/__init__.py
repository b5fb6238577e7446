"""What subcommittees work on: the queue of a room, and the reports that come back to the main body's agenda."""
