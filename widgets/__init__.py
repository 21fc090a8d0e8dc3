"""Reusable Textual widgets: rows in, messages out.

Nothing is imported here, so that a program pays only for the widgets it uses.
"""
