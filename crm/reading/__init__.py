"""Reading the one-line log: what was typed or dictated, as facts to confirm.

Pure Python over tables of words, without a database: ``read`` asks a ``Names`` who may be meant.
``tokens`` (their ``slips`` mended) -> ``pieces`` (with ``phrases``, ``people``, ``priced``) -> ``actions``
(parted by ``beginnings``) -> ``drafts`` -> ``verdict`` -> ``assembling`` -> ``following``.
"""

from crm.reading.reader import read
from crm.reading.said import Doubt, Named, Names, NextStep, Reading

__all__ = ["Doubt", "Named", "Names", "NextStep", "Reading", "read"]
