"""The store: one SQLite file. Everything that opens it, shapes it or logs its changes."""
