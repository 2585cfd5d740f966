"""The invented programme that goes the whole way: from two rules to one that is in force, with everything in between."""
