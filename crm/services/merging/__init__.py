"""Two records of one prospect become one, with a way back."""

from crm.services.merging.choosing import CHOSEN, filled, fuller, proposed
from crm.services.merging.merge import merge_prospects

__all__ = ["CHOSEN", "filled", "fuller", "merge_prospects", "proposed"]
