"""Documents that people open in their own programs; each library has its one door here."""
