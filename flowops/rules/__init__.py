"""Lint: what RapidPro's engine refuses, and what is wrong for the person who gets the messages. One rule, one file."""
