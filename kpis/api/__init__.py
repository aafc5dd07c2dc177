"""The figures for programs: the catalogue, values, and the rows behind them."""
