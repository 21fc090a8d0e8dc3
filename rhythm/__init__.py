"""rhythm: the weekly operating rhythm of a director who leads through managers."""

__version__ = "0.1.0"
