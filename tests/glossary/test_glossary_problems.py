"""What is wrong in glossary.yml: each problem at its line, all of them in one run, and never an exception."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studynotes.glossary import Glossary, load_glossary
from studynotes.rules.catalog import RULES

GOOD = """\
services:
  sqs:
    name: Amazon SQS
    aliases: [SQS]
    category: application-integration
terms:
  delay-queue:
    name: Delay queue
    definition: Waits first.
"""

# the YAML, and for each problem expected: line, rule, words of the message and the hint
BROKEN: dict[str, tuple[str, list[tuple[int, str, list[str]]]]] = {
    "empty file": ("", [(1, "wrong-value", ["must be fields", "empty"])]),
    "only a comment": ("# nothing yet\n", [(1, "wrong-value", ["must be fields"])]),
    "a list": ("- sqs\n", [(1, "wrong-value", ["must be fields", "not a list"])]),
    "a word": ("sqs", [(1, "wrong-value", ['not "sqs"'])]),
    "no terms": ("services: {}\n", [(1, "missing-field", ['"terms"', "is missing"])]),
    "not YAML": ("services: {}\nterms: [\n", [(3, "yaml-form", ["not YAML"])]),
    "a tab": ("services:\n\tsqs: {}\n", [(2, "yaml-form", ["not YAML"])]),
    "two documents": (GOOD + "---\n" + GOOD, [(10, "yaml-form", ["not YAML", "document"])]),
    "key twice": (GOOD + "terms: {}\n", [(10, "yaml-form", ['"terms"', "twice"])]),
    "alias": ("services: &a {}\nterms: *a\n", [(1, "yaml-form", ["alias"]), (2, "wrong-value", [])]),
    "tag of Python": (
        GOOD + "x: !!python/name:os.system ''\n",
        [(10, "unknown-field", ['"x"']), (10, "yaml-form", [])],
    ),
    "key that is a list": (GOOD + "? [a]\n: b\n", [(10, "yaml-form", ["key must be text"])]),
    "control character": ("services: {}\nterms: {}\n# \x07\n", [(3, "yaml-form", ["U+0007"])]),
    "control character behind a space of another kind": (
        "services: {}\n# \u00a0\nterms: {}\n# \x07\n",
        [(4, "yaml-form", ["U+0007"])],
    ),
    "unknown key at the top": (
        GOOD + "service: {}\n",
        [(10, "unknown-field", ['"service"', 'Did you mean "services"?'])],
    ),
    "unknown key of a service": (
        GOOD.replace("    aliases: [SQS]\n", "    alias: SQS\n"),
        [(4, "unknown-field", ['"alias"', "services.sqs", 'Did you mean "aliases"?'])],
    ),
    "unknown key of a term": (
        GOOD + "    colour: red\n",
        [(10, "unknown-field", ['"colour"', "terms.delay-queue", "Fields here: name,"])],
    ),
    "no name": (GOOD.replace("    name: Delay queue\n", ""), [(7, "missing-field", ['"name"', "terms.delay-queue"])]),
    "no category": (
        GOOD.replace("    category: application-integration\n", ""),
        [(2, "missing-field", ['"category"', "services.sqs"])],
    ),
    "unknown category": (
        GOOD.replace("application-integration", "aplication-integration"),
        [(5, "wrong-value", ['"category"', '"aplication-integration"', 'Did you mean "application-integration"?'])],
    ),
    "empty definition": (GOOD.replace("Waits first.", '""'), [(9, "wrong-value", ['"definition"', "is empty"])]),
    "blank definition": (GOOD.replace("Waits first.", '"  "'), [(9, "wrong-value", ['"definition"', "is empty"])]),
    "definition without a value": (GOOD.replace("Waits first.", ""), [(9, "wrong-value", ["is empty"])]),
    "long definition": (GOOD.replace("Waits", "W" * 400), [(9, "wrong-value", ["407 characters", "400 are the most"])]),
    "name that is a number": (GOOD.replace("Delay queue", "5"), [(8, "wrong-value", ['"name"', 'text, not "5"'])]),
    "name that is a date": (GOOD.replace("Delay queue", "2026-11-21"), []),
    "aliases that are text": (
        GOOD.replace("[SQS]", "SQS"),
        [(4, "wrong-value", ['"aliases"', "must be a list", '"SQS"'])],
    ),
    "alias that is a number": (GOOD.replace("[SQS]", "[SQS, 5]"), [(4, "wrong-value", ["must be text"])]),
    "alias that is empty": (GOOD.replace("[SQS]", '[SQS, ""]'), [(4, "wrong-value", ["is empty"])]),
    "link that is text": (GOOD + "    link: 'false'\n", [(10, "wrong-value", ["true or false"])]),
    "unknown case": (GOOD + "    case: Exact\n", [(10, "wrong-value", ['"Exact"', 'Did you mean "exact"?'])]),
    "term that is text": (GOOD + "  fifo: A queue.\n", [(10, "wrong-value", ["must be fields", '"A queue."'])]),
    "id with capitals": (
        GOOD + "  Fifo Queue:\n    name: FIFO queue\n    definition: In order.\n",
        [(10, "wrong-value", ['"Fifo Queue"', "no id"])],
    ),
    "id that is a number": (GOOD + "  5:\n    name: Five\n    definition: A number.\n", []),
    "huge number": (
        GOOD + "  fifo: 0x" + "f" * 9000 + "\n",
        [(10, "wrong-value", []), (10, "yaml-form", ["cannot be read"])],
    ),
    "page that is no file": (
        GOOD + "    page: services/storage/s4.md#delay\n",
        [(10, "unknown-page", ['"services/storage/s4.md#delay"', '"delay-queue"', "does not exist"])],
    ),
    "page outside docs/": (GOOD + "    page: ../secret.md\n", [(10, "unknown-page", ["../secret.md"])]),
    "page in a roundabout way": (GOOD + "    page: ./page.md\n", [(10, "unknown-page", ["./page.md"])]),
    "page that is none": (
        GOOD + "    page: page.html\n",
        [(10, "unknown-page", []), (10, "wrong-value", ['"page.html"'])],
    ),
    "alias that is a name": (
        GOOD + "    aliases: [amazon  sqs]\n",
        [(10, "duplicate-name", ['"amazon sqs"', '"delay-queue"', '"sqs" in line 3'])],
    ),
    "name twice in one entry": (
        GOOD.replace("[SQS]", "[SQS, sqs]"),
        [(4, "duplicate-name", ['"sqs"', "this entry itself"])],
    ),
    "former name twice": (
        GOOD.replace("    aliases: [SQS]\n", "    former: [Delay Queue]\n"),
        [(8, "duplicate-name", ['"Delay queue"', '"sqs" in line 4'])],
    ),
    "term with the id of a service": (
        GOOD + "  sqs:\n    name: Other\n    definition: Other.\n",
        [(10, "duplicate-name", ['id "sqs"', "line 2"])],
    ),
    "not_services that is a name": (
        GOOD + "not_services: [AWS account, SQS]\n",
        [(10, "duplicate-name", ['"SQS"', "not_services"])],
    ),
    "not_services with a mapping": (GOOD + "not_services: [{AWS: account}]\n", [(10, "wrong-value", ["must be text"])]),
}


def load(folder: Path, text: str | bytes) -> Glossary:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "page.md").write_text("# Page\n", "utf-8")
    (folder / "secret.md").write_text("# Not a page\n", "utf-8")
    path = folder / "glossary.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return load_glossary(path)


def lines_of(text: str) -> int:
    """Return how many lines an editor shows: one more than line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


@pytest.mark.parametrize("case", BROKEN)
def test_problem_of(case: str, tmp_path: Path) -> None:
    text, expected = BROKEN[case]
    glossary = load(tmp_path, text)
    assert [(problem.line, problem.rule) for problem in glossary.problems] == [row[:2] for row in expected]
    for problem, (_, _, words) in zip(glossary.problems, expected, strict=True):
        assert problem.path == "glossary.yml"
        for word in words:
            assert word in problem.sentence


def test_all_problems_in_one_run(tmp_path: Path) -> None:
    text = """\
services:
  sqs:
    name: Amazon SQS
    alias: [SQS]
    category: storage
  sns:
    name: amazon sqs
    category: messaging
terms:
  fifo:
    definition: ""
    page: nowhere.md
not_services: [Amazon SQS]
extra: 1
"""
    problems = load(tmp_path, text).problems
    assert [(problem.line, problem.rule) for problem in problems] == [
        (4, "unknown-field"),
        (7, "duplicate-name"),
        (8, "wrong-value"),
        (10, "missing-field"),
        (11, "wrong-value"),
        (12, "unknown-page"),
        (13, "duplicate-name"),
        (14, "unknown-field"),
    ]


def test_what_can_be_used_stays(tmp_path: Path) -> None:
    glossary = load(tmp_path, GOOD + "  fifo: A queue.\n  order:\n    definition: Stays.\n    aliases: [sequence, 5]\n")
    assert list(glossary.services) == ["sqs"]
    assert list(glossary.terms) == ["delay-queue", "order"]
    assert glossary.terms["order"].names == ("order", "sequence")


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"services: {}\nterms: \xff\n", 2, "0xFF"),
        (b"services: {}\r\nterms: {}\r# \xe9", 3, "0xE9"),
        (b"\xff\xfes\x00", 1, "0xFF"),
        (b"#" * 1_000_001, 1, "1,000,001 bytes"),
    ],
    ids=["latin 1", "latin 1 with other line ends", "UTF-16", "too large"],
)
def test_unreadable_file(raw: bytes, line: int, words: str, tmp_path: Path) -> None:
    (problem,) = load(tmp_path, raw).problems
    assert (problem.rule, problem.line) == ("unreadable-file", line)
    assert words in problem.message


def test_no_file(tmp_path: Path) -> None:
    (problem,) = load_glossary(tmp_path / "glossary.yml").problems
    assert problem.rule == "unreadable-file"
    assert "No such file" in problem.message


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "glossary.yml").mkdir()
    assert [problem.rule for problem in load_glossary(tmp_path / "glossary.yml").problems] == ["unreadable-file"]


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "elsewhere.yml").write_text(GOOD)
    (tmp_path / "project" / "glossary.yml").symlink_to(tmp_path / "elsewhere.yml")
    (problem,) = load_glossary(tmp_path / "project" / "glossary.yml").problems
    assert "symbolic link" in problem.message


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "byte-order mark"])
def test_line_ends_and_byte_order_mark_change_nothing(line_end: str, mark: str, tmp_path: Path) -> None:
    text = mark + GOOD.replace("\n", line_end)
    assert load(tmp_path, text.encode()) == load(tmp_path, GOOD.encode())


def test_deep_nesting_and_swelling_aliases_end_soon(tmp_path: Path) -> None:
    assert load(tmp_path, "[" * 100_000).problems
    laughs = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
    assert any("alias" in problem.message for problem in load(tmp_path, laughs).problems)


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates(), st.binary(max_size=5)
)
keys = st.one_of(
    st.sampled_from(
        ["services", "terms", "not_services", "name", "aliases", "former", "category", "definition", "page"]
    ),
    st.sampled_from(["sqs", "case", "link"]),
    st.text(max_size=8),
    st.integers(),
    st.none(),
)
trees = st.recursive(
    scalars, lambda part: st.one_of(st.lists(part, max_size=4), st.dictionaries(keys, part, max_size=5)), max_leaves=25
)
entries = st.dictionaries(keys, trees, max_size=6)
files = st.one_of(
    trees,
    st.fixed_dictionaries(
        {"services": st.dictionaries(keys, entries, max_size=3), "terms": st.dictionaries(keys, entries, max_size=3)},
        optional={"not_services": trees},
    ),
)
ODD = ["!!bool foo", '!!int ""', '!!float ""', "!!timestamp x", "!!binary é", "!!set x", "!!omap x", "!!map x", "!!x y"]
ODD += [
    "2026-13-45",
    "1:" + "0:" * 250 + "0.5",
    "0x" + "f" * 9000,
    "9" * 5000,
    ".nan",
    "-.inf",
    "=",
    "<<",
    "~",
    "0b_",
    "'",
]
yaml_scraps = st.lists(
    st.sampled_from(
        [*ODD, "services", "terms", "sqs", "name", ": ", ":\n", "\n", "\n  ", "- ", "[", "]", "{", "}", ", "]
    )
    | st.sampled_from(
        ["|\n  ", ">", "&a ", "*a", "? ", "---\n", "...\n", "%YAML 9", "#", "\t", "\x85", "\u2028", "\r", '"']
    )
    | st.sampled_from(["'", "\ufeff", "\x00", "\x7f", "\ud7ff", "\U0010ffff"]),
    max_size=20,
).map("".join)


def assert_problems_fit(glossary: Glossary, text: str) -> None:
    for problem in glossary.problems:
        assert 1 <= problem.line <= lines_of(text), problem
        assert problem.column >= 1
        assert problem.rule in RULES
        assert "\n" not in str(problem)
        assert problem.message.endswith((".", "?")) and problem.hint
    for entry in glossary.entries:
        assert 1 <= entry.line <= lines_of(text)
        assert all(name.strip() for name in entry.names)


@given(text=st.text() | yaml_scraps)
@settings(max_examples=150)
@example(text="\x85services: {}\x85terms: [")
@example(text="\u2028\u2028{")
def test_any_text(text: str, tmp_path: Path) -> None:
    assert_problems_fit(load(tmp_path, text), text.removeprefix("\ufeff"))


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("form", [GOOD + "    case: {}\n", GOOD + "{}: 1\n", "{}", GOOD + "  x: [{}]\n"])
def test_odd_values(value: str, form: str, tmp_path: Path) -> None:
    text = form.replace("{}", value)
    assert_problems_fit(load(tmp_path, text), text)


@given(tree=files, flow=st.booleans())
@settings(max_examples=150)
def test_any_tree(tree: Any, flow: bool, tmp_path: Path) -> None:
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    assert_problems_fit(load(tmp_path, text), text)


@given(raw=st.binary(max_size=200))
@settings(max_examples=50)
def test_any_bytes(raw: bytes, tmp_path: Path) -> None:
    for problem in load(tmp_path, raw).problems:
        assert 1 <= problem.line <= lines_of(raw.decode("utf-8", "replace"))


def test_the_glossary_of_the_site_has_no_problems(project: Path) -> None:
    glossary = load_glossary(project / "glossary.yml")
    assert [str(problem) for problem in glossary.problems] == []
    assert len(glossary.terms) >= 120
    assert len(glossary.services) >= 100
