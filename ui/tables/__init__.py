"""The tab 速查: quick-reference tables and the deadline form."""
