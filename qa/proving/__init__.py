"""No answer sentence says what its quotes do not: see ``claims``."""
