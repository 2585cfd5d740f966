"""How many threads every engine may use: as many as this process has processors (`taskset -c 0` gives it one)."""

import os

THREADS = len(os.sched_getaffinity(0))
