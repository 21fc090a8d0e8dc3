"""A sample organisation, invented, for the demo, the pictures and the tests."""
