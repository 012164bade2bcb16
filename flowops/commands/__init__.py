"""One file per word that the user types; the only place that prints."""
