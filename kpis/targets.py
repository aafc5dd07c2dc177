"""(6) placeholder while the ground is laid."""
