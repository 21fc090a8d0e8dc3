"""Calendars as files: read tolerantly into plain values, and written for any program that keeps a calendar."""
