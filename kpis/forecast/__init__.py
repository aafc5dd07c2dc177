"""(6) The forecast: ``lines`` of one day, live, frozen or rebuilt from the journal.

``freezing`` keeps them each night, ``report`` sets them against targets, ``judged`` against what
happened, ``slipping`` lists the dates that keep moving, ``sql`` is what the three ways share.
"""

from kpis.forecast.lines import frozen, open_deals, rebuilt

__all__ = ["frozen", "open_deals", "rebuilt"]
