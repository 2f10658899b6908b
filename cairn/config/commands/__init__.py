"""The subcommands of `cairn`, a module each.

A module's docstring is its help. It offers `add_arguments(parser)` and `run(options)`, which
returns the exit status, and raises Trouble for what the operator can put right. Nothing of
Django is imported before `run` has called `prepare.installation()`.
"""
