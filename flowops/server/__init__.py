"""The client: reads a workspace through RapidPro's API."""
