"""The mark of a merge that nobody has decided yet."""

CONFLICTS = "_conflicts"  # key of an object that lists them; the engine ignores unknown keys, flowops refuses this one
