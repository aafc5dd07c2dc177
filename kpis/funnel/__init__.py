"""(6) Funnels: ``deals`` through a pipeline, ``life`` from lead to customer, the ``rates`` between
``steps``."""
