"""The site as it is really run, under what befalls a site: killed processes, full disks, a database that is away, many visitors."""
