"""How Cairn looks: base templates, components, tokens, pictures. Knows no domain."""
