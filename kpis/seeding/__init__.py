"""The steering half of the demo: ``targets`` and references, ``meetings`` of two, alerts and plans
(``steering``)."""
