"""Rules on any figure, and the alerts they raise: quiet by design.

``judging`` says whether a rule holds, ``asking`` reads the figures, ``watching`` does both for all
rules, ``settling`` opens and closes, ``telling`` says it once a day, ``reading`` is whose they are.
"""
