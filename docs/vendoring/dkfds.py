"""Cut a dkfds npm package down to what our pages use.

    npm pack dkfds@11.2.0
    python docs/vendoring/dkfds.py dkfds-11.2.0.tgz

Only the neutral theme is taken: the borger.dk and virk.dk themes and logos
belong to others. See README.md beside this file.
"""

from __future__ import annotations

import re
import shutil
import sys
import tarfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "static" / "vendor" / "dkfds"
FACES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")
WEIGHTS = {"Regular": 400, "Italic": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
FONT_FOLDER = "fonts/IBMPlexSans/complete/woff2"
SPRITE = "img/all-svg-icons.svg"
LOGO_RULE = re.compile(r"[^{}]*\{[^{}]*logo[-_\w]*\.(?:png|svg)[^{}]*\}")


def font_face(face: str) -> str:
    style = "italic" if face.endswith("Italic") else "normal"
    return (
        "@font-face{font-display:swap;font-family:IBM Plex Sans;"
        f"font-style:{style};font-weight:{WEIGHTS[face]};"
        f'src:url(../{FONT_FOLDER}/IBMPlexSans-{face}.woff2) format("woff2")}}'
    )


def cut_css(css: str) -> str:
    """Name only files that are kept: manifest storage fails on any other."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    css = LOGO_RULE.sub("", css)
    return "".join(font_face(face) for face in FACES) + css.strip() + "\n"


def images_named_in(css: str) -> set[str]:
    return set(re.findall(r"url\(\.\./(img/[^)]+)\)", css))


def vendor(package: Path) -> None:
    with tarfile.open(package) as archive:
        files = {name.split("/", 1)[1]: name for name in archive.getnames()}

        def read(path: str) -> bytes:
            member = archive.extractfile(files[path])
            if member is None:
                raise FileNotFoundError(path)
            return member.read()

        css = cut_css(read("dist/css/dkfds.min.css").decode())
        wanted = images_named_in(css) | {SPRITE, f"{FONT_FOLDER}/license.txt"}
        wanted |= {f"{FONT_FOLDER}/IBMPlexSans-{face}.woff2" for face in FACES}
        shutil.rmtree(TARGET, ignore_errors=True)
        for path in sorted(wanted):
            keep(TARGET / path, read(f"dist/{path}"))
        keep(TARGET / "css" / "dkfds.min.css", css.encode())
        keep(TARGET / "LICENSE.md", read("LICENSE.md"))


def keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    vendor(Path(sys.argv[1]))
