"""The page as the search plugin is shown it: what the plugin finds in it is what it finds in the whole page."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from studynotes.searching import searchable
from studynotes.site import load_site

ROOT = Path(__file__).parents[2]
EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "pymdownx.superfences"]
FRAGMENTS = yaml.safe_load((ROOT / "tests/rules/fragments.yml").read_text("utf-8"))["markdown"]
SITE = load_site(ROOT)


def html_of(text: str) -> str:
    return Markdown(
        extensions=[*EXTENSIONS, "toc", "pymdownx.highlight"], extension_configs={"toc": {"permalink": True}}
    ).convert(text)


def found(html: str) -> list[tuple[str, ...]]:
    """Return what the search plugin finds: of each section its anchor, title and text, spaces in a row as one."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [
        (str(section.id), *(" ".join("".join(part).split()) for part in (section.title, section.text)))
        for section in parser.data
        if not section.is_excluded()
    ]


@pytest.mark.parametrize(
    ("whole", "kept"),
    [
        ("<p>a <strong>b</strong> <em>c</em></p>", "<p>a b c</p>"),
        ('<p><a class="glossary-link" href="../sqs/" title="A queue.">SQS</a>s</p>', "<p>SQSs</p>"),
        ('<p><a href="x"><code>y</code></a></p>', "<p><code>y</code></p>"),
        ('<h2 id="a">A<a class="headerlink" href="#a">&para;</a></h2>',) * 2,
        ("<table>\n<tr>\n<th>a</th>\n<td>b</td>\n</tr>\n</table>\n<p>c</p>", " a b <p>c</p>"),
        ('<tr><td style="text-align: left">a</td><td>b</td></tr>', "ab"),
        ('<pre><span></span><code><span class="k">if</span> x\n</code></pre>', "<pre><code>if x\n</code></pre>"),
        ("<p>1 &lt; 2 &lt;b&gt;</p>",) * 2,
        ("<p>a <br> b <bdi>c</bdi> <input> <thing></p>",) * 2,
        ("<p>a <span data-search-exclude>b</span> <b>c</b></p>",) * 2,
        ('<h2 data-search-exclude id="a">A</h2><p><b>c</b></p>', '<h2 data-search-exclude id="a">A</h2><p>c</p>'),
    ],
)
def test_what_is_kept(whole: str, kept: str) -> None:
    assert searchable(whole) == kept


@pytest.mark.parametrize("path", sorted(SITE.pages))
def test_every_page_of_the_site(path: str) -> None:
    html = html_of(SITE.pages[path].body)
    assert found(searchable(html)) == found(html)


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=30).map(" ".join))
def test_any_markdown(text: str) -> None:
    html = html_of(text)
    assert found(searchable(html)) == found(html)
