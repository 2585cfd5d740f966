"""`python -m coequal` is the command line."""

from coequal.cli.main import main

main()
