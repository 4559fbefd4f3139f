"""The command behind `make fix`, on a small project."""

from __future__ import annotations

from pathlib import Path

import pytest

from studynotes.fixing.__main__ import main

CROOKED = "# Title   \n\n* star\n"
MENDED = "# Title\n\n- star\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("markdown_extensions: [admonition, pymdownx.superfences]\n")
    (tmp_path / "glossary.yml").write_text("services: {}\nterms: {}\n")
    (tmp_path / "docs/concepts").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text(MENDED)
    return tmp_path


def test_nothing_to_mend(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(root)]) == 0
    assert main([str(root), "--check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_line_for_each_mended_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/concepts/a.md").write_text(CROOKED)
    (root / "docs/b.md").write_bytes(MENDED.replace("\n", "\r\n").encode())
    (root / "glossary.yml").write_text("services: {}   \nterms: {}\n")
    assert main([str(root)]) == 0
    assert capsys.readouterr().out == (
        "docs/b.md: line ends\ndocs/concepts/a.md: white space, list markers\nglossary.yml: white space\n"
    )
    assert (root / "docs/concepts/a.md").read_text() == MENDED
    assert (root / "docs/b.md").read_bytes() == MENDED.encode()
    assert (root / "glossary.yml").read_text() == "services: {}\nterms: {}\n"
    assert main([str(root)]) == 0
    assert capsys.readouterr().out == ""


def test_check_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = root / "docs/a.md"
    page.write_text(CROOKED)
    assert main([str(root), "--check"]) == 1
    assert capsys.readouterr().out == "docs/a.md: white space, list markers\n"
    assert page.read_text() == CROOKED


def test_only_the_named_files(root: Path) -> None:
    for name in ("a.md", "b.md", "concepts/c.md"):
        (root / "docs" / name).write_text(CROOKED)
    assert main([str(root), str(root / "docs/a.md"), "docs/concepts"]) == 0
    assert (root / "docs/a.md").read_text() == MENDED
    assert (root / "docs/concepts/c.md").read_text() == MENDED
    assert (root / "docs/b.md").read_text() == CROOKED


def test_the_mode_of_a_file_stays(root: Path) -> None:
    page = root / "docs/a.md"
    page.write_text(CROOKED)
    page.chmod(0o640)
    main([str(root)])
    assert page.read_text() == MENDED
    assert page.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (root / "docs").iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"---\ntitle: [x\n---\n\n# Title   \n", "docs/a.md:3:1: error: This is not YAML"),
        (b"---\ntitle: x\ntitle: y\n---\n\n# Title   \n", 'docs/a.md:3:1: error: The key "title" stands here twice.'),
        (b"# Title   \n\xff\n", 'docs/a.md:2:1: error: The byte "0xFF" is not UTF-8.'),
        (b"x " * 600_000, 'docs/a.md:1:1: error: "docs/a.md" has 1,200,000 bytes'),
    ],
)
def test_a_broken_file_stays_and_the_others_are_mended(
    content: bytes, message: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "docs/a.md").write_bytes(content)
    (root / "docs/b.md").write_text(CROOKED)
    assert main([str(root)]) == 0
    out, err = capsys.readouterr()
    assert out == "docs/b.md: white space, list markers\n"
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert (root / "docs/a.md").read_bytes() == content


def test_a_symbolic_link_stays_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "outside.md").write_text(CROOKED)
    (root / "docs/a.md").symlink_to(root / "outside.md")
    (root / "docs/inside.md").symlink_to(root / "docs/index.md")
    assert main([str(root)]) == 0
    assert capsys.readouterr().err.count("symbolic link") == 2
    assert (root / "docs/a.md").is_symlink()
    assert (root / "outside.md").read_text() == CROOKED


def test_a_missing_file_is_one_message(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(root), "docs/none.md"]) == 0
    assert capsys.readouterr().err.count("docs/none.md") == 2


def test_missing_sections_by_the_place_of_the_page(root: Path) -> None:
    for name in ("services/storage/foo.md", "concepts/foo.md"):
        (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / name).write_text("# Foo\n")
    main([str(root), str(root / "docs/services/storage/foo.md"), str(root / "docs/concepts/foo.md")])
    assert "## Exam traps\n\n- TODO: " in (root / "docs/services/storage/foo.md").read_text()
    assert (root / "docs/concepts/foo.md").read_text() == "# Foo\n"


@pytest.mark.parametrize("settings", ["markdown_extensions: [no_such_extension]\n", "markdown_extensions: [a: {}]\n"])
def test_an_extension_that_is_not_installed(settings: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "mkdocs.yml").write_text(settings)
    assert main([str(root)]) == 2
    assert "is not installed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("markdown_extensions: [\n", "mkdocs.yml:2:1: error: This is not YAML"),
        ("markdown_extensions: [toc: {no_such_option: 1}]\n", "cannot be set up"),
        (None, '"mkdocs.yml" cannot be read'),
    ],
)
def test_settings_that_cannot_be_used(
    settings: str | None, message: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "mkdocs.yml").unlink()
    if settings is not None:
        (root / "mkdocs.yml").write_text(settings)
    (root / "docs/a.md").write_text(CROOKED)
    assert main([str(root)]) == 2
    assert message in capsys.readouterr().err
    assert (root / "docs/a.md").read_text() == CROOKED


def test_a_folder_without_docs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "has no folder docs/" in capsys.readouterr().err


def test_the_projects_own_pages_are_left_showing_the_same(project: Path, tmp_path: Path) -> None:
    """Over the real pages: what is proposed ends, and a second run proposes nothing."""
    for path in sorted((project / "docs").rglob("*.md")):
        target = tmp_path / path.relative_to(project)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "mkdocs.yml").write_bytes((project / "mkdocs.yml").read_bytes())
    assert main([str(tmp_path)]) == 0
    assert main([str(tmp_path), "--check"]) == 0
