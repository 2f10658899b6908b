"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane (OWASP Password Storage, measured at 54 ms).

    Django's own setting takes 100 MiB a sign-in: eight at once would fill a small server.
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
