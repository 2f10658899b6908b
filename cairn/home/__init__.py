"""Each role's first page, navigation, and what composes many domains."""
