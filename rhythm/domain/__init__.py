"""The rules, as plain functions over value types. No store, no screen, no clock."""
