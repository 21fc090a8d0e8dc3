"""Writes: each function is one user action, one transaction, one undo step."""
