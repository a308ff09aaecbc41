"""Performs."""
