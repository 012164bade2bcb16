"""One lint rule a row: what RapidPro's engine refuses, and what it accepts although it will go wrong."""
