"""The places and pages of the app. A screen gets the service and turns its values into rows."""
