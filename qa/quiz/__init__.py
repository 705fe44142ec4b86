"""Quiz material whose every key is provable from the text."""
