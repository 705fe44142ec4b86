"""Verdicts: whether a statement holds, or a yes/no question is answered with yes."""
