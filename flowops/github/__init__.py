"""GitHub as a workflow sees it: the run it is in, and the API. Imports nothing of `server`, which is RapidPro's."""
