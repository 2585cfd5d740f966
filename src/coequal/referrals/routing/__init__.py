"""Which way a case goes, and which other requests are like it."""
