"""Every area side by side on a map: as equal tiles, or in its real shape where the reader has a file of boundaries."""
