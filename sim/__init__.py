"""Storesim."""
