"""Comparing exports."""
