"""The mail of figures each person may ask for: what they may see, once a period.

Read in this order: ``choice`` (who wants it how often), ``due`` (which period is settled),
``tiles`` (whose figures, which), ``gathered`` (the values, asked for all people at once),
``wording`` (the mail), ``sending`` (written exactly once).
"""
