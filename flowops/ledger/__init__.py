"""Receipts of deploys, in a branch of git for each environment."""
