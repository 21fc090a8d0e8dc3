"""Files in and out: plain values on one side, rows of a file on the other. Knows neither store nor service."""
