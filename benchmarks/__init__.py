"""Speed against other ways of writing the same shop."""
