"""Small questions over a page. Enter does the likely thing; Escape goes back and loses nothing."""
