"""Tests of the score sheets of the scenes that are shipped."""
