"""The relationship: agreement, meetings, the rhythm of support, endings."""
