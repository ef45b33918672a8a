"""The shop at work. Each file holds one process; `START` says which mechanism of a scenario brings it in."""
