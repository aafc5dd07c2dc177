"""The tables of the pages that stood before: each the same figures as its page, for its reader."""
