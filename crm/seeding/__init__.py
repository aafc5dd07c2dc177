"""Invented data that obeys every rule of the real one: a demo year, and any size for benchmarks.

Rows are told in memory with the pure functions the services use (journal rows, line totals, prices),
then written in bulk. Nothing here is a figure: figures come from these facts like from any others.
"""
