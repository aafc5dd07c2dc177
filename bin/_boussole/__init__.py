"""The command `bin/boussole`, in the order of a first start.

places.py  where things are          steps.py      one printed line a step
setting_up.py  what must be there    supervisor.py the processes of `run`
running.py     `run`                 testing.py    `test`, `check`, `bench`, ...
"""
