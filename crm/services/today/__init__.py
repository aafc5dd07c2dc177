"""Today: what waits for a person, and the ways a line leaves the queue."""
