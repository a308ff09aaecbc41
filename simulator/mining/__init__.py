"""Finds the protocol that several performances by experts have in common. Pure: no file, no clock, no toolkit."""
