"""What runs or embeds is found however it is spelled, and what is only written about is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.sites import problems_of
from studynotes.rules.active import SUSPECT, is_suspect

SPELLINGS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.com/a.js></SCRIPT>",
    "<ScRiPt\n>alert(1)</sCrIpT>",
    "<scr\x02ipt>alert(1)</script>",
    "text <script>alert(1)</script> text",
    "\\<script>alert(1)</script>",
    "- item\n\n    <script>alert(1)</script>",
    "`open\n<script>alert(1)</script>\n`",
    "``` a b c\n<script>alert(1)</script>\n```",
    "```html\n<script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    '<div title="`"><script>alert(1)</script>`</div>',
    "<iframe src=https://example.com></iframe>",
    '<object data="a.pdf"></object>',
    "<embed src=a.pdf>",
    "<form action=/x><input></form>",
    "<base href=https://example.com/>",
    '<meta http-equiv="refresh" content="0; url=https://example.com">',
    '<link rel="stylesheet" href="https://example.com/a.css">',
    "<style>p { color: red }</style>",
    "<img src=x onerror=alert(1)>",
    "<p>\n<img/src='x'/onerror=alert(1)>\n</p>",
    '<p>\n<img src="x"onerror="alert(1)">\n</p>',
    "<img src=x\nonerror = alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<svg onload=alert(1)></svg>",
    "<svg><set attributeName=href to=javascript:alert(1) /></svg>",
    "<p markdown onclick=alert(1)>x</p>",
    "text\n{ onclick=alert(1) }",
    "text\n{: ONCLICK='alert(1)' }",
    "*word*{ onmouseover=alert(1) }",
    "# Heading { onclick=alert(1) }",
    "[x](a.svg){ style='background: url(//example.com)' }",
    '<p style="background:\\75rl(//example.com)">x</p>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](javascript%3Aalert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](java\\script:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html,x)",
    "[x](data:text/html;base64,eA==)",
    "[x](file:///etc/passwd)",
    "![x](data:image/svg+xml,x)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[y]\n\n[y]:\n  javascript:alert(1)",
    "[x][y]\n\n[Y]: <javascript:alert(1)> 'title'",
    "<javascript:alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href=javascript&colon;alert(1)>x</a>",
    "| a |\n| --- |\n| <script>alert(1)</script> |",
    "!!! note\n    <script>alert(1)</script>",
    '=== "<script>alert(1)</script>"\n    x',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "Term\n:   <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    '<a title="<img src=x onerror=alert(1)>">x</a>',
]

HARMLESS = [
    "A script, an iframe and a form; `<script>` and `onclick=`; online = 3.",
    "```html\n<script>alert(1)</script>\n<p onclick=x style='background: url(x)'>\n```",
    "~~~ { .html }\n<iframe src='javascript:x'></iframe>\n~~~",
    "Text\n\n    <script>alert(1)</script>",
    "- item\n\n    ```html\n    <script></script>\n    ```",
    "&lt;script&gt;, <img/src=x/onerror=alert(1)>",
    "The scheme `javascript:` is refused; the data: text/html, say.",
    "JavaScript: a language. Data: 5 GB; data:5 GB.",
    "<kbd>Ctrl</kbd>, H<sub>2</sub>O, a<br>b, <abbr title='Queue'>Q</abbr>",
    "<details markdown><summary>More</summary>\n\nText\n\n</details>",
    "[mail](mailto:a@example.com), [AWS](https://aws.amazon.com), <https://aws.amazon.com>",
    "text\n{ .wide #here title='a style' }",
    "a < b, c > d, x<y",
    "The `<form>` of ``a `<base>` b``",
]


def found_in(page: str, tmp_path: Path) -> list[str]:
    """Return the lines on which a page's body is unsafe."""
    site = {"docs/a.md": f"---\ntitle: A\n---\n\n# A\n\n{page}\n"}
    return [str(problem) for problem in problems_of(tmp_path, site) if problem.rule == "unsafe-html"]


@pytest.mark.parametrize("page", SPELLINGS)
def test_what_runs_or_embeds_is_found(page: str, tmp_path: Path) -> None:
    assert found_in(page, tmp_path)


@pytest.mark.parametrize("page", HARMLESS)
def test_what_is_only_text_is_not(page: str, tmp_path: Path) -> None:
    assert found_in(page, tmp_path) == []


def test_each_thing_is_named_on_its_line(tmp_path: Path) -> None:
    page = "`<script>`\n\n<script>1</script>\n\n[x](javascript:a)\n\n<script>2</script>"
    places = [line.split(":", 3)[1] for line in found_in(page, tmp_path)]
    assert places == ["9", "11", "13"]


FRONT = ["<script>", "`<script>`", "[x](javascript:a)", "<img src=x onerror=a>", "a { onclick=x }", "<b onclick=x>"]


@pytest.mark.parametrize("text", FRONT)
@pytest.mark.parametrize("field", ["title", "summary", "facts"])
def test_front_matter_is_read_too(text: str, field: str, tmp_path: Path) -> None:
    value = f"\n  a: '{text}'" if field == "facts" else f" '{text}'"
    page = f"---\n{'title: A' if field != 'title' else ''}\n{field}:{value}\n---\n\n# A\n"
    problems = [problem for problem in problems_of(tmp_path, {"docs/a.md": page}) if problem.rule == "unsafe-html"]
    assert [problem.line for problem in problems] == [4 if field == "facts" else 3]


@pytest.mark.parametrize("text", FRONT)
def test_the_glossary_is_read_too(text: str, tmp_path: Path) -> None:
    glossary = f"services: {{}}\nterms:\n  a:\n    name: A\n    definition: '{text}'\n"
    problems = problems_of(tmp_path, {"glossary.yml": glossary})
    assert [(problem.path, problem.line) for problem in problems if problem.rule == "unsafe-html"] == [
        ("glossary.yml", 5)
    ]


@given(st.lists(st.sampled_from(SPELLINGS) | st.text(max_size=10), max_size=5).map("\n".join))
def test_the_quick_look_misses_nothing_that_the_long_one_finds(text: str) -> None:
    assert is_suspect(text) or not SUSPECT.search(text)


DRAWINGS = [
    "<script/>",
    "<svg:script xmlns:svg='http://www.w3.org/2000/svg'/>",
    "<foreignObject><p/></foreignObject>",
    "<rect onload='x'/>",
    "<rect ONCLICK = 'x'/>",
    "<image href='https://example.com/a.png'/>",
    "<image xlink:href='a.png'/>",
    "<use href='b.svg#a'/>",
    "<use xlink:href='data:image/svg+xml,x'/>",
    "<a href='javascript:x'><text>x</text></a>",
    "<a href='&#106;avascript:x'><text>x</text></a>",
    "<animate attributeName='xlink:href' values='javascript:x'/>",
    "<style>@import 'a.css';</style>",
    "<style>p { fill: url(https://example.com/a) }</style>",
    "<rect fill='url(https://example.com/a.svg#b)'/>",
    "<rect style='fill: u\\72l(a)'/>",
    "<style><![CDATA[ p { fill: red } ]]></style>",
    "<?xml-stylesheet href='a.css'?>",
]


@pytest.mark.parametrize("inside", DRAWINGS)
def test_a_drawing_runs_and_loads_nothing(inside: str, tmp_path: Path) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">\n{inside}\n</svg>\n'
    problems = [p for p in problems_of(tmp_path, {"docs/a.svg": drawing}) if p.rule == "unsafe-html"]
    assert problems
    assert {problem.line for problem in problems} == {2}


def test_entities_and_other_encodings_are_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0" encoding="utf-7"?>\n<!DOCTYPE svg [\n<!ENTITY a "b">\n]>\n<svg>&a;</svg>\n'
    problems = [p for p in problems_of(tmp_path, {"docs/a.svg": bomb}) if p.rule == "unsafe-html"]
    assert [problem.line for problem in problems] == [1, 2, 3]


def test_the_projects_own_drawings_are_harmless(project: Path, tmp_path: Path) -> None:
    drawings = {f"docs/{path.name}": path.read_text("utf-8") for path in project.glob("docs/assets/**/*.svg")}
    assert drawings
    assert [str(p) for p in problems_of(tmp_path, drawings) if p.rule == "unsafe-html"] == []
