"""A package of two functions."""
