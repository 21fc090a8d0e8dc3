"""Reads: functions of an open database that return tuples of value types."""
