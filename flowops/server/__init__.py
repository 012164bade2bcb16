"""The client: reads a workspace through RapidPro's API, writes it through that and through the web pages."""
