"""The three hooks in a real build of a small site: links that lead somewhere, backlinks, and a clean search index."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import join, normpath

import pytest
from mkdocs.exceptions import Abort

from sites import COMPARISON, GLOSSARY, PAGES, build_site, small_site, write_site
from studynotes.comparing import comparison_table, with_table
from studynotes.servicepages import with_generated_parts
from unwrapping import OPENING, surroundings, unwrapped

Built = dict[str, str]

SOUND = {
    **PAGES,
    "compare/sqs-vs-sns.md": COMPARISON.replace(
        "    - fact: delay\n      label: Delay\n      exam: Only one waits.\n", ""
    ),
}
"""The pages without the fact that is missing on purpose."""


@pytest.fixture(scope="module")
def with_urls_of_folders(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(write_site(tmp_path_factory.mktemp("folders")))


@pytest.fixture(scope="module")
def with_urls_of_files(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(write_site(tmp_path_factory.mktemp("files")), use_directory_urls=False)


@pytest.fixture(params=["with_urls_of_folders", "with_urls_of_files"])
def built(request: pytest.FixtureRequest) -> Built:
    site: Built = request.getfixturevalue(request.param)
    return site


def page_of(built: Built, path: str) -> str:
    """Return a page of either kind of site by its path without an ending."""
    return built.get(f"{path}.html") or built[f"{path}/index.html"]


def article(page: str) -> str:
    return page[page.index("<article") : page.index("</article>")]


class _Anchors(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.hrefs += [values["href"] or ""] if tag == "a" and "href" in values else []


def test_links_lead_to_files_and_anchors_that_exist(built: Built) -> None:
    followed = 0
    for path, text in built.items():
        if not path.endswith(".html") or path == "404.html":
            continue
        for href in _Anchors(article(text)).hrefs:
            if href.startswith("https:"):
                continue
            file, _, anchor = href.partition("#")
            target = normpath(join(PurePosixPath(path).parent.as_posix(), file)) if file else path
            if file.endswith("/") or file in (".", ".."):
                target = normpath(join(target, "index.html"))
            assert target in built, f"{path}: {href}"
            assert not anchor or anchor in _Anchors(built[target]).ids, f"{path}: {href}"
            followed += 1
    assert followed > 60


def test_anchors_stand_once(built: Built) -> None:
    for path, text in built.items():
        if path.endswith(".html"):
            ids = _Anchors(article(text) if path != "404.html" else text).ids
            assert sorted(ids) == sorted(set(ids)), path


def test_prose_is_linked(built: Built) -> None:
    page = page_of(built, "concepts/decoupling")
    _, links = unwrapped(page)
    assert [(link.text, link.title) for link in links] == [
        ("SQS", "A managed queue."),
        ("Fan-out", "One message to many."),
        ("SNS", "Publish and subscribe."),
        ("delay queues", 'A "queue" that waits first & last.'),
    ]
    assert surroundings(page).forbidden == []


def test_front_matter_turns_links_off(built: Built) -> None:
    assert OPENING not in page_of(built, "concepts/quiet")
    assert "SQS and fan-out." in page_of(built, "concepts/quiet")


def test_no_page_links_to_itself(built: Built) -> None:
    for path in ("services/application-integration/sqs", "services/application-integration/sns", "glossary"):
        assert [
            link.text for link in unwrapped(page_of(built, path))[1] if link.href.partition("#")[0] in ("", "./")
        ] == []


def test_generated_parts_stand_in_their_pages(built: Built) -> None:
    page = article(page_of(built, "services/application-integration/sqs"))
    parts = [
        'class="page-summary">A managed queue.',
        "<strong>Formerly</strong> Amazon Queue Service",
        'id="how-it-works"',
    ]
    parts += ['id="limits"', "256 KiB", 'id="compared-with"', ">SQS vs SNS</a>: A queue or a topic.", 'id="sources"']
    parts += ["Numbers last checked on 3 October 2026", 'id="mentioned-on"', "Mentioned on 4 pages"]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    table = article(page_of(built, "compare/sqs-vs-sns"))
    assert "<td>Queue | pull</td>\n<td>Topic</td>" in table
    assert table.index("<table>") < table.index('id="traps"')


def test_mentioned_on_names_page_section_and_sentence(built: Built) -> None:
    page = article(page_of(built, "services/application-integration/sqs"))
    mentioned = page[page.index('id="mentioned-on"') :]
    items = re.findall(r"<li><a href=\"[^\"]+\">(.*?)</a>: (.*?)</li>", mentioned)
    assert items == [
        ("Amazon SNS, How it works", "Subscribe an SQS queue, or a delay queue, for fan-out."),
        ("Decoupling", "Between two parts stands a queue: SQS."),
        ("Quiet", "SQS and fan-out."),
        ("SQS vs SNS", "Amazon SQS"),
    ]


def test_mentioned_on_stands_in_the_table_of_contents(built: Built) -> None:
    page = page_of(built, "services/application-integration/sqs")
    assert 'href="#mentioned-on"' in page.replace(article(page), "")


def test_the_glossary_page_lists_every_entry(built: Built) -> None:
    page = article(page_of(built, "glossary"))
    assert re.findall(r'<h3 id="([^"]+)">', page) == [
        "athena",
        "delay-queue",
        "fan-out",
        "sns",
        "sqs",
    ]
    assert re.findall(r'<a href="#letter-(.)">', page) == ["a", "d", "f", "s"]
    assert page.index("All names.") < page.index('class="letters"')
    assert "Mentioned on 1 page<" in page[page.index('id="athena"') : page.index('id="letter-d"')]
    assert OPENING not in page


def test_the_search_index_holds_no_tooltips_and_no_placeholders(built: Built) -> None:
    index = built["search/search_index.json"]
    assert not re.search(r"wzxhzdk|klzzwxh|\\u0002|\\u0003|\\u0000|\\ufffc|\ufffc|glossary-link|title=", index)
    documents = json.loads(index)["docs"]
    for document in documents:
        if not document["location"].startswith("glossary"):
            assert "waits first" not in document["text"]
            assert "One message to many" not in document["text"]
        assert "Mentioned on" not in document["title"] + document["text"]
        assert "Numbers last checked" not in document["text"]
    assert any("Delay queue" in document["title"] for document in documents)


def test_the_search_index_is_that_of_a_site_without_links(tmp_path: Path, with_urls_of_folders: Built) -> None:
    unlinked = "".join(
        f"{line}\n    link: false\n" if "name:" in line else f"{line}\n" for line in GLOSSARY.splitlines()
    )
    without = build_site(write_site(tmp_path, glossary=unlinked))
    assert without["search/search_index.json"] == with_urls_of_folders["search/search_index.json"]
    assert [path for path, text in without.items() if OPENING in text] == []


def test_building_twice_gives_the_same_bytes(tmp_path: Path, with_urls_of_folders: Built) -> None:
    root = write_site(tmp_path)
    assert build_site(root) == build_site(root) == with_urls_of_folders


def test_a_second_build_sees_what_changed(tmp_path: Path) -> None:
    root = write_site(tmp_path)
    build_site(root, theme={"name": "mkdocs"})
    (root / "docs/concepts/quiet.md").unlink()
    (root / "glossary.yml").write_text(GLOSSARY.replace("One message to many.", "One to all."), "utf-8")
    again = build_site(root, theme={"name": "mkdocs"})
    assert "Quiet" not in again["services/application-integration/sqs/index.html"]
    assert 'title="One to all."' in again["concepts/decoupling/index.html"]


def test_without_hooks_pages_differ_by_links_and_generated_parts_only(
    tmp_path: Path, with_urls_of_folders: Built
) -> None:
    without = build_site(write_site(tmp_path / "plain"), hooks=False)
    assert without.keys() == with_urls_of_folders.keys()
    for path in ("index.html", "404.html", "concepts/decoupling/index.html", "concepts/quiet/index.html"):
        assert unwrapped(with_urls_of_folders[path])[0] == without[path], path
    assert with_urls_of_folders["concepts/decoupling/index.html"] != without["concepts/decoupling/index.html"]
    # The generated parts written out by hand, and again no hooks: nothing but links and backlinks are left.
    site = small_site(tmp_path / "written")
    for path, page in site.pages.items():
        front = page.text[: len(page.text) - len(page.body)]
        if page.kind == "service":
            (site.docs / path).write_text(front + with_generated_parts(page, site), "utf-8")
        if page.kind == "compare":
            first = page.body.split("\n").index("## Traps")
            # a comparison gives its table the room of the table of contents
            front = front.replace("\n---\n", "\nhide: [toc]\n---\n")
            (site.docs / path).write_text(front + with_table(page.body, first, comparison_table(page, site)), "utf-8")
    written = build_site(site.root, hooks=False)
    compared = "compare/sqs-vs-sns/index.html"
    assert unwrapped(with_urls_of_folders[compared])[0] == written[compared]
    for name in ("sqs", "sns"):
        path = f"services/application-integration/{name}/index.html"
        bare = article(unwrapped(with_urls_of_folders[path])[0])
        backlinks = bare[bare.index('\n<h2 id="mentioned-on">') : bare.index("</details>\n") + len("</details>\n")]
        assert bare.replace(backlinks, "") == article(written[path])


def test_a_sound_site_builds_strictly(tmp_path: Path) -> None:
    assert "index.html" in build_site(write_site(tmp_path, SOUND), strict=True, theme={"name": "mkdocs"})


@pytest.mark.parametrize(
    ("old", "new"),
    [("sqs.md#delay-queues", "sqs.md#no-such-section"), ("sqs.md#delay-queues", "nowhere.md")],
    ids=["anchor", "page"],
)
def test_a_term_taught_nowhere_fails_a_strict_build(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(Abort):
        build_site(write_site(tmp_path, SOUND, GLOSSARY.replace(old, new)), strict=True, theme={"name": "mkdocs"})


def test_no_front_matter_ends_a_build_with_a_traceback(tmp_path: Path) -> None:
    fronts = [
        "exams: 5\nsources: 7",
        "limits: [[",
        "sources: ['https://[x']",
        "facts: [a]\ncompare: 5",
        "glossary: maybe",
    ]
    fronts += [
        "title: [a]",
        "limits: [{name: a, value: b, checked: x, source: 'https://[x'}]",
        "compare: {rows: [5]}",
        "- a",
    ]
    pages = {
        f"{folder}/page{number}.md": f"---\n{front}\n---\n\n# Page {number}\n\nSQS.\n"
        for number, front in enumerate(fronts)
        for folder in ("services/storage", "compare", "concepts")
    }
    built = build_site(write_site(tmp_path, {**PAGES, **pages}), theme={"name": "mkdocs"})
    for path in pages:
        assert OPENING in built[f"{path.removesuffix('.md')}/index.html"]
