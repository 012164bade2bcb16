"""The web pages of RapidPro that a deploy needs: signing in, workspaces, the import form, the flow editor."""
