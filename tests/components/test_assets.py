"""The pages keep the content security policy, the design and the tone."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from cases.templatetags import assets

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLESHEETS = sorted((settings.BASE_DIR / "static").rglob("*.css"))
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE
)
FORBIDDEN = re.compile(
    r"en fejl opstod|udfyld feltet|er påkrævet|deadline(?!_)|submit(?!\"|_)", re.IGNORECASE
)


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_has_inline_script_or_style(path: Path) -> None:
    assert not INLINE.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_static_file_a_template_names_exists(path: Path) -> None:
    names = re.findall(r"\{% static ['\"]([^'\"]+)", path.read_text("utf-8"))
    assert [name for name in names if not finders.find(name)] == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=name_of)
def test_every_file_a_stylesheet_names_exists(path: Path) -> None:
    names = re.findall(r"url\(['\"]?(?!data:|#)([^)'\"]+)", path.read_text("utf-8"))
    assert [name for name in names if not (path.parent / name).exists()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_page_is_short(path: Path) -> None:
    longest = 40 if path.parent.name == "components" else 120
    assert len(path.read_text("utf-8").splitlines()) < longest


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_page_uses_a_forbidden_phrase(path: Path) -> None:
    words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL)
    assert not FORBIDDEN.search(words)


@pytest.mark.parametrize("while_developing", [True, False])
def test_the_head_is_made_once_but_while_developing(
    monkeypatch: pytest.MonkeyPatch, while_developing: bool
) -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return "hoved"

    monkeypatch.setattr(settings, "DEBUG", while_developing)
    monkeypatch.setattr(assets, "render_to_string", make)
    assets._rendered.cache_clear()
    assert [assets.rendered_once("x.html") for _ in range(3)] == ["hoved"] * 3
    assets._rendered.cache_clear()
    assert len(made) == (3 if while_developing else 1)
