"""Puts the house together: settings, routes, the order of the middleware, how it runs."""
