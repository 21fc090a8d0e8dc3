"""Measurements: speed, size, and how well repeats are recognised."""
