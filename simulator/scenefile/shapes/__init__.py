"""The shape of a scene file: which keys there are and what may stand behind them (pydantic models)."""
