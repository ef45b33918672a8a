"""Held against others: speed against other ways of writing the same shop, customers against real shops."""
