"""Tables as files people take away: one declaration of a table, a writer for each format."""
