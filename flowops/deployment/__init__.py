"""Carrying out a plan: the only room that writes to a server."""
