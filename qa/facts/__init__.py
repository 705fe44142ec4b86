"""Typed facts that the regulation states, each with the words it was read from."""
