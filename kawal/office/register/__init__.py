"""The house register: who holds which office, which OPD there are, who stands behind them."""
