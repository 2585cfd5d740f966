"""Packages with a library of their own, installed in a folder of their own."""

from pathlib import Path

from coequal.policies.installed import GROUP

CODE = 'raise RuntimeError("the code of a package is not run to find its library")\n'


def package(place: Path, name: str, value: str | None = None, *, code: str = CODE, version: str = "1.0") -> Path:
    """A package in a folder that is put on the path; returns where its library is to stand."""
    module = name.replace("-", "_")
    metadata = place / f"{module}-{version}.dist-info"
    library = place / module / "library"
    for folder in (metadata, library):
        folder.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    points = f"[console_scripts]\n{module} = {module}:main\n\n[{GROUP}]\n{module} = {value or f'{module}.library'}\n"
    (metadata / "entry_points.txt").write_text(points, encoding="utf-8")
    (place / module / "__init__.py").write_text(code, encoding="utf-8")
    return library
