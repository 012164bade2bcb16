"""Folder, git revision and export file <-> Export."""
