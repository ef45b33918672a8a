"""A class: everyone's policy in the same worlds, what they have in common, and what to talk about."""
