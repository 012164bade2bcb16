"""RapidPro's own flow engine, asked through the program flowops-engine; nothing here is needed where it is not installed."""
