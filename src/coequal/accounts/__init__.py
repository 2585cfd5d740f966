"""Who uses the site with a name: the people that sign in."""
