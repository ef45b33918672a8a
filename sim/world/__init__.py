"""The state of the world and the plain formulas that act on it."""
