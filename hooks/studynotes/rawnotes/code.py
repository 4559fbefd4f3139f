"""Code and tables in notes: where they begin and end, fenced or pasted as they are, and what language they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"^\s*(?P<fence>`{3,}|~{3,})\s*(?P<language>[\w+#-]*)[^`]*$")  # "```json"
_JSON_LINE = re.compile(
    r'^\s*(?:"[^"]+"\s*:\s*\S.*|[{}\[\]]+,?|"[^"]*",?|[\d.]+,|[}\]]+[,;)]*)\s*$'
)  # '"Effect": "Allow",'
_COMMAND = re.compile(
    r"^\s*(?:[-*•]\s+)?(?:[$#>]\s+|C:\\>)?(?:sudo|aws(?:\.exe)? [a-z0-9-]+ [a-z0-9-]+|npm (?:i|install|run|ci)\b"
    r"|pip3? install"
    r"|git (?:clone|push|add|commit|init|pull|config)|docker (?:build|run|push|pull|login|tag|ps)|eb (?:init"
    r"|create|deploy|open)"
    r"|sam (?:init|build|deploy|package|local)|cdk (?:init|synth|deploy|bootstrap|diff)|yum (?:install|update)"
    r"|apt(?:-get)? "
    r"|curl -|curl http|chmod \d|ssh -i|systemctl |service \w+ (?:start|stop)|mkdir |cd [~/.\w]+$|export [A-Z_]+="
    r"|echo \"|kubectl )"
)  # "aws s3 ls", "$ sudo yum update -y"
_PROGRAM = re.compile(
    r"^\s*(?:#!/|import [\w.{]+|from [\w.]+ import |def \w+\(|class \w+[(:]|function \w*\s*\(|(?:const|let"
    r"|var) \w+\s*=|return\b.*[;)]$"
    r"|exports\.\w+|public (?:static|class)|console\.log|print\(|module\.exports|async function|try\s*[:{]$"
    r"|\}\s*(?:else|catch|finally)\b"
    r"|if\s*\(.*\)\s*\{?$|for\s*\(.*\)\s*\{|[\w.]+\s*=\s*(?:new |require\(|boto3\.|await )|SELECT\b.*\bFROM\b"
    r"|<\?xml|</?[a-z][\w-]*>$|<!DOCTYPE)",
)  # "def handler(event, context):"
_CODE_END = re.compile(r"[;{]\s*$|\\\s*$|^\s*[})\]]")  # "return x;", "aws s3 cp \"
_YAML_KEY = re.compile(r"^\s*(?:-\s+)?[\w.$/\"'-]+:(?:\s+\S.*)?$")  # "  Type: AWS::S3::Bucket"
_YAML_SURE = re.compile(
    r"^\s*(?:AWSTemplateFormatVersion|Transform|Resources|Parameters|Mappings|Outputs|Conditions|Type|Properties"
    r"|version|phases"
    r"|commands|files|hooks|os|option_settings|Ref|Fn::\w+)\s*:(?:\s|$)|:\s*!?(?:Ref|Sub|GetAtt|FindInMap|Join"
    r"|If)\b|AWS::\w+::\w+\s*$"
)  # "Resources:", "Type: AWS::S3::Bucket"
_PIPES = re.compile(r"^\s*\|.*\|.*$|^\s*[^|]*[^|\s][^|]*(?:\|[^|]*){2,}$")  # "| a | b |", "a | b | c"
_RULE = re.compile(r"^\s*\|?[\s:|+-]*-{2,}[\s:|+-]*$")  # "|---|:--|"
_LANGUAGES = {"sh": "bash", "shell": "bash", "console": "bash", "yml": "yaml", "py": "python", "js": "javascript"}

LONGEST_CODE = 400
"""Code that was pasted without a fence ends after this many lines at the latest."""


@dataclass(frozen=True)
class Whole:
    """Lines that stay together: `lines[start:end]`."""

    start: int
    end: int
    kind: str
    """`code` or `table`."""
    language: str
    """For code: bash, json, yaml, python ... or text; for a table: markdown or text."""


def whole_pieces(lines: tuple[str, ...]) -> list[Whole]:
    """Return the code and the tables among the lines, in order, none overlapping another."""
    pieces: list[Whole] = []
    closing = _closing_fences(lines)
    index = 0
    while index < len(lines):
        piece = _fenced(lines, index, closing) or _table(lines, index) or _pasted(lines, index)
        if piece is None:
            index += 1
        else:
            pieces.append(piece)
            index = piece.end
    return pieces


def _closing_fences(lines: tuple[str, ...]) -> dict[int, int]:
    """Return for each line that opens a fence the line that closes it; fences that never close are left out."""
    pairs: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    for index, line in enumerate(lines):
        stripped = line.strip()
        if not stripped.startswith(("```", "~~~")):
            continue
        if opened is None:
            if _FENCE.match(line):
                opened = (index, stripped[:3])
        elif stripped.startswith(opened[1]) and not stripped.strip(opened[1][0]):
            pairs[opened[0]] = index
            opened = None
        elif _FENCE.match(line) and stripped.strip("`~"):
            opened = (index, stripped[:3])  # "```json" inside a fence: the one before was never closed
    return pairs


def _fenced(lines: tuple[str, ...], index: int, closing: dict[int, int]) -> Whole | None:
    if index not in closing:
        return None
    found = _FENCE.match(lines[index])
    named = found["language"].lower() if found else ""
    body = lines[index + 1 : closing[index]]
    return Whole(index, closing[index] + 1, "code", _LANGUAGES.get(named, named) or language_of(body))


def _table(lines: tuple[str, ...], index: int) -> Whole | None:
    line = lines[index]
    if len(line) < 20_000 and "|" in line and _PIPES.match(line):
        end = index
        while end < len(lines) and "|" in lines[end] and (_PIPES.match(lines[end]) or _RULE.match(lines[end])):
            end += 1
        has_rule = any(_RULE.match(row) for row in lines[index:end])
        if end - index >= 2 or has_rule or line.strip().startswith("|"):
            return Whole(index, end, "table", "markdown")
    if line.count("\t") >= 1 and _cells(line) >= 2:
        end = index
        while end < len(lines) and _cells(lines[end]) >= 2:
            end += 1
        if end - index >= 2:
            return Whole(index, end, "table", "text")
    return None


def _cells(line: str) -> int:
    return sum(bool(cell.strip()) for cell in line.strip().split("\t")) if "\t" in line.strip() else 0


def _pasted(lines: tuple[str, ...], index: int) -> Whole | None:
    """Return the code that begins at a line without a fence: its first line is surely code, the others likely."""
    line = lines[index]
    stripped = line.strip()
    if not stripped or len(line) > 2_000:
        return None
    if (stripped[0] in "{[" and stripped in ("{", "[", "[{", "{}", "{ {")) or (stripped.startswith(('{ "', '{"'))):
        return _brackets(lines, index)
    yaml_start = _YAML_SURE.search(line) and _YAML_KEY.match(line) and _yaml_follows(lines, index)
    if yaml_start:
        return _run(lines, index, "yaml")
    if _sure(line) and not _reads_like_prose(stripped):
        return _run(lines, index, "")
    return None


def _sure(line: str) -> bool:
    stripped = line.strip()
    return bool(
        _COMMAND.match(line)
        or _PROGRAM.match(line)
        or (stripped.startswith('"') and _JSON_LINE.match(line) and ":" in line)
    )


def _reads_like_prose(text: str) -> bool:
    """Whether a line that begins like code goes on like a sentence: "aws s3 ls to list the buckets"."""
    words = re.findall(
        r"(?<![\w-])(?:to|the|is|are|you|can|will|and|which|a|allows?|your|this|for the|should)(?![\w-])", text
    )
    return len(words) >= 2 or bool(re.match(r"^(?:import|class|service|function) \w+ (?:\w+ ){3,}", text))


def _yaml_follows(lines: tuple[str, ...], index: int) -> bool:
    following = [line for line in lines[index + 1 : index + 5] if line.strip()][:2]
    return (
        bool(following)
        and all(_YAML_KEY.match(line) or line.lstrip().startswith("- ") for line in following)
        and any(line[:1].isspace() for line in following)
    )


def _brackets(lines: tuple[str, ...], index: int) -> Whole | None:
    """Return the lines up to the one that closes the first bracket; None where it never closes nearby."""
    depth = 0
    for end in range(index, min(len(lines), index + LONGEST_CODE)):
        without_text = re.sub(r'"(?:[^"\\]|\\.)*"', "", lines[end]) if len(lines[end]) < 2_000 else ""
        depth += sum(without_text.count(mark) for mark in "{[(") - sum(without_text.count(mark) for mark in "}])")
        if depth <= 0:
            body = lines[index : end + 1]
            return Whole(index, end + 1, "code", language_of(body)) if end > index or '"' in lines[index] else None
    return _run(lines, index, "json")


def _run(lines: tuple[str, ...], index: int, language: str) -> Whole:
    """Return the lines from a sure line on that are likely code too; blank lines stay inside, not at the end."""
    end = last = index + 1
    indent = _indent(lines[index])
    while end < len(lines) and end - index < LONGEST_CODE:
        line = lines[end]
        if not line.strip():
            following = next((later for later in lines[end + 1 : end + 3] if later.strip()), "")
            if not _likely(following, language, indent) or not (_sure(following) or language == "yaml"):
                break
            end += 1
            continue
        continues = lines[end - 1].rstrip().endswith("\\")
        if not continues and not _likely(line, language, indent):
            break
        end = last = end + 1
    return Whole(index, last, "code", language or language_of(lines[index:last]))


def _likely(line: str, language: str, indent: int) -> bool:
    stripped = line.strip()
    if not stripped or re.match(r"^\s*[•◦▪‣]", line):
        return False
    if language == "yaml":
        return (bool(_YAML_KEY.match(line)) and not _reads_like_prose(stripped)) or (
            _indent(line) > indent and not _reads_like_prose(stripped)
        )
    if _sure(line) or _JSON_LINE.match(line) or _CODE_END.search(line):
        return not _reads_like_prose(stripped)
    return _indent(line) > indent and not re.match(r"^\s*(?:[-*+]|\d+[.)])\s", line) and not _reads_like_prose(stripped)


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def language_of(body: tuple[str, ...]) -> str:
    """Return what language code looks like: json, yaml, bash, python, javascript, sql, html, or text."""
    head = "\n".join(line for line in body[:40] if line.strip())[:4_000]
    first = head.lstrip()[:1]
    if not head.strip():
        return "text"
    if re.search(r"^\s*(?:def \w+\(|import \w+$|from \w+ import |print\()", head, re.M) or "boto3." in head:
        return "python"
    if re.search(r"\b(?:const|let|var) \w+ =|require\(|=>|console\.log|exports\.|function \w*\(", head):
        return "javascript"
    if first in "{[" or re.search(r'^\s*"[^"]+"\s*:', head, re.M):
        return "json"
    if _COMMAND.search(head) or any(_COMMAND.match(line) for line in body[:40]) or head.startswith("#!"):
        return "bash"
    if re.search(r"^\s*SELECT\b", head, re.M | re.I) and re.search(r"\bFROM\b", head, re.I):
        return "sql"
    if first == "<":
        return "html"
    keys = sum(bool(_YAML_KEY.match(line)) for line in body if line.strip())
    if keys >= 0.5 * sum(bool(line.strip()) for line in body):
        return "yaml"
    return "text"
