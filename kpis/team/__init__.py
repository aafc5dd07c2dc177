"""(6) A team and its people: ``table`` of figures, ``medians`` and ``benchmarks`` they are held against,
``contribution`` of each, ``seasons`` of a year.

Talking about it: ``topics`` worth raising, ``meetings`` of two, the ``agreements`` they came to, and
``coaching`` notes; ``forgetting`` all of it when a person is anonymised.
"""
