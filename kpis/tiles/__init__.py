"""Which figures stand where: ``presets`` of each role, dashboards people have ``chosen``, the writes of
``choosing`` them, and ``retiring`` an indicator.
"""
