"""Compares what was done with what the protocol expects. Pure: values in, values out."""
