"""Notebooks both ways: `shown` makes a page of a notebook, `made` a notebook of a page."""
