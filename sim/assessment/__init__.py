"""Exercises, what trainees hand in, and how it is marked."""
