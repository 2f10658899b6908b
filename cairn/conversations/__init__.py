"""A private conversation of two people."""
