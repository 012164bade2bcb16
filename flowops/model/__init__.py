"""Values only: what a workspace consists of, and nothing that reads or writes it."""
