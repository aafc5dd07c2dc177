"""How facts are described: the dimensions that several sources share."""

from __future__ import annotations

OF_PROSPECT = {
    "source": "prospect__source",
    "region": "prospect__region",
    "sector": "prospect__sector",
    "client_type": "prospect__client_type",
    "campaign": "prospect__campaign",
}
