"""(6) Targets: ``book`` answers what is aimed at, ``attainment`` how far along.

``grid`` and ``rows`` are the page of an admin, ``filling`` fills it, ``aiming`` writes it, ``sharing_out``
spreads a year, ``usual`` is the band history suggests, ``feasibility`` what it asks of the funnel,
``story`` what became of one target.
"""
