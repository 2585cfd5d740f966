"""`python -m tests.web.answering.prepared FOLDER [STATE]`: a survey in a site's home, open or in another state. Says its reference."""

import os
import sys
from pathlib import Path

import django


def main(folder: str, state: str = "open") -> None:
    """Say the reference."""
    os.environ["COEQUAL_DATA"] = folder
    django.setup()
    from coequal.web.operation.home import make_home
    from tests.involvement import making

    if not Path(folder, "static").exists():
        make_home()
    sys.stdout.write(f"{making.survey(making.involvement(state)).reference}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
