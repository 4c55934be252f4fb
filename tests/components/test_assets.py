"""The pages keep the content security policy, the design and the tone."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

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
