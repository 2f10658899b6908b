"""How people arrive: they ask for a mentor, or staff enroll them, and somebody gets in touch."""
