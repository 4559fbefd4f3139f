"""Reading: encodings, folders and patterns, conversions, and one clear message for what cannot be read."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from studynotes.problems import Problem
from studynotes.rawnotes import reading
from studynotes.rawnotes.converting import text_of_html
from studynotes.rawnotes.reading import RawFile, find_files, read_file

GERMAN = "Größe der Nachricht: höchstens 256 KB, für Ägypten und Österreich gleichermaßen über Straßen.\n"


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(path: Path, raw: bytes) -> RawFile | Problem:
    path.write_bytes(raw)
    return read_file(path)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("cp1252", None)],
)
def test_encodings(tmp_path: Path, encoding: str, name: str | None) -> None:
    file = read(tmp_path / "a.txt", (GERMAN * 3).encode(encoding))
    assert isinstance(file, RawFile)
    assert file.lines == (*[GERMAN.rstrip()] * 3, "")
    assert file.encoding == name or (name is None and file.encoding.startswith("cp125"))


def test_lines_end_as_editors_see_them(tmp_path: Path) -> None:
    file = read(tmp_path / "a.txt", b"one\r\ntwo\rthree\nfour\x0cstill four\xe2\x80\xa8and here\n")
    assert isinstance(file, RawFile)
    assert len(file.lines) == 5


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text"),
        (b"\xff\xfeabc", "is no text"),
        (b"fine\n" + b"x" * 100_001 + b"\n", "Line 2"),
        (b"<html><script>x()</script></html>", "holds no text"),
    ],
)
def test_bad_files(tmp_path: Path, raw: bytes, says: str) -> None:
    problem = read(tmp_path / "bad.txt", raw)
    assert isinstance(problem, Problem)
    assert says in problem.message
    assert str(problem).startswith("bad.txt:")
    assert problem.hint


def test_a_huge_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    (tmp_path / "a.txt").write_text("x" * 11)
    problem = read_file(tmp_path / "a.txt")
    assert isinstance(problem, Problem)
    assert "11 bytes" in problem.message


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.txt", tmp_path):
        assert isinstance(read_file(path), Problem)


def test_files_folders_and_patterns(tmp_path: Path) -> None:
    for name in ("b.txt", "more/a.md", "more/deep/c.html", "more/picture.png", "more/.git/d.txt", "out/old.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    files, problems = find_files(["b.txt", "more", "*.txt", "more/*.md", "."], tmp_path / "out")
    assert [file.as_posix() for file in files] == ["b.txt", "more/a.md", "more/deep/c.html"]
    assert not problems


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    files, problems = find_files(["loop.txt", "."], tmp_path / "out")
    assert not problems
    assert [isinstance(read_file(file), Problem) for file in files] == [True]


def test_what_names_no_notes(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    files, problems = find_files(["empty", "nothing/*.txt", "gone.txt", "\0"])
    assert not files
    assert [problem.message.split(" ")[0] for problem in problems] == ["The", "No", "No", "No"]
    assert all(problem.hint for problem in problems)


def test_html_becomes_text() -> None:
    page = """<!DOCTYPE html><html><head><title>No</title><style>p{}</style></head><body><nav>Menu</nav>
    <h2>Amazon <b>SQS</b></h2><p>Keeps
    messages &amp; more.<br>Next line<ul><li>one<ul><li>deep</ul><li>two</ul>
    <pre>aws sqs\n  list</pre><table><tr><th>a<th>b</th></tr><tr><td>1</td><td>2 | 3</td></tr></table><p>End"""
    assert text_of_html(page) == (
        "## Amazon SQS\n\nKeeps messages & more.\nNext line\n\n- one\n  - deep\n- two\n\n```\naws sqs\n  list\n```\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 \\| 3 |\n\nEnd\n"
    )


def test_word_and_pdf_need_their_converters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (("mammoth", "a.docx"), ("pypdf", "a.pdf")):
        monkeypatch.setitem(sys.modules, module, None)
        problem = read(tmp_path / name, b"whatever")
        assert isinstance(problem, Problem)
        assert f"needs the package {module}" in problem.message
        assert "pip install" in problem.hint


def test_the_old_word_format(tmp_path: Path) -> None:
    problem = read(tmp_path / "a.doc", b"\xd0\xcf\x11\xe0")
    assert isinstance(problem, Problem)
    assert "Save it as .docx." in problem.hint


def test_a_broken_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    problem = read(tmp_path / "a.pdf", b"%PDF-1.4 broken")
    assert isinstance(problem, Problem)
    assert "no sound PDF" in problem.message


def pdf_of(text: str) -> bytes:
    """Return a PDF of one page with one line of text, as ISO 32000 lays it out."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    raw, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(raw))
        raw += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(raw)}\n%%EOF\n"
    return f"{raw}xref\n0 6\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def test_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    file = read(tmp_path / "a.pdf", pdf_of("Amazon SQS keeps messages for 4 days."))
    assert isinstance(file, RawFile)
    assert [line for line in file.lines if line] == ["Amazon SQS keeps messages for 4 days."]
    assert file.converted


def test_word(tmp_path: Path) -> None:
    pytest.importorskip("mammoth")
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Amazon SQS</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Keeps messages.</w:t></w:r></w:p>"
    )
    space = "http://schemas.openxmlformats.org"
    raw = io.BytesIO()
    with ZipFile(raw, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r" '
            f'Target="word/document.xml" '
            f'Type="{space}/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        )
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{space}/package/2006/content-types"/>')
        archive.writestr(
            "word/styles.xml",
            f'<w:styles xmlns:w="{space}/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Heading1">'
            '<w:name w:val="Heading 1"/></w:style></w:styles>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="s" '
            f'Type="{space}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
        )
    file = read(tmp_path / "a.docx", raw.getvalue())
    assert isinstance(file, RawFile)
    assert [line for line in file.lines if line] == ["# Amazon SQS", "Keeps messages."]
    assert file.converted
