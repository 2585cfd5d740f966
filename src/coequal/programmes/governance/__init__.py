"""Who decides, on which papers and by which votes; and what was decided, with its reasons and its evidence."""
