"""An interpreter of the subset of GitHub Actions that the workflows use: they are executed as they stand.

What it does not know it refuses, so that no part of a workflow is passed over in silence.
"""
