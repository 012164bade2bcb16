"""What a deploy would do: what is in git, bound to one workspace, less what is there."""
