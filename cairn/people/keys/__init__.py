"""The key store: one wrapped key a person, in a database of its own.

No dump of the main database contains a key, and the key that wraps them is in neither.
"""
