"""System checks over the declarations (filled below)."""
