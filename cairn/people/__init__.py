"""Organizations, accounts, persons, what they tell about themselves, and their keys."""
