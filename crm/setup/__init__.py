"""What an admin sets for everyone, declared: one table a kind, one page for all of them."""
