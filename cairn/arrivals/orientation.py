"""What a mentee reads before anything else: its version goes up when what it says changes."""

VERSION = 1
