"""A library of one's own, whose areas have names that their ids do not tell."""

from pathlib import Path

from tests.comparison.lottery.building import AREAS, BODIES, FAR, SMOKING, library_at, policy

NAME, PLAIN = "Upper, Middle and Nether McNorth", "Upper Middle and Nether Mcnorth"
AREA = "upper-middle-and-nether-mcnorth"
HERE, THERE = f"{AREA}/care@v1", "far-north/care@v1"


def own_library(folder: Path) -> Path:
    """The invented country, in which the north is called otherwise."""
    library_at(folder, policy(AREA, "01N", SMOKING), FAR)
    home = folder / "organisations"
    (home / "bodies.csv").write_text(BODIES.replace("North Board", "Board of the North"), encoding="utf-8")
    (home / "areas.csv").write_text(AREAS.replace("01N,North,", f'01N,"{NAME}",'), encoding="utf-8")
    return folder
