"""One script a version of the gradebook."""
