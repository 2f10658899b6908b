"""Cairn: software a recovery organization runs its peer mentoring on."""
