"""Milestones and the stones a person laid."""
