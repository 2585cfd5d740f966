"""How long a whole population takes under one policy, beside other engines that do the same work on the same rows."""
