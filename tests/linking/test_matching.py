"""Names in text: a row for each name and text, and ten thousand names at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studynotes.glossary import Case, Glossary, Term
from studynotes.matching import matcher_for


def found(text: str, *names: str, case: Case | None = None) -> list[str]:
    terms = {name: Term(name, name, (), 1, case=case) for name in names}
    return [text[match.start : match.end] for match in matcher_for(Glossary(terms=terms)).find(text)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # plurals
        ("queues", "queue", ["queues"]),
        ("policies", "policy", ["policies"]),
        ("keys", "key", ["keys"]),
        ("keies", "key", []),
        ("classes", "class", ["classes"]),
        ("batches", "batch", ["batches"]),
        ("SQSs SQSes", "SQS", ["SQSs", "SQSes"]),
        ("SQSS", "SQS", []),
        ("VPC endpoints", "VPC endpoint", ["VPC endpoints"]),
        ("VPCs endpoint", "VPC endpoint", []),
        ("queue", "queues", []),
        # case
        ("in ses As", "IN", []),
        ("IN", "IN", ["IN"]),
        ("INs", "IN", ["INs"]),
        ("ec2", "EC2", []),
        ("QUEUE Queue queue", "Queue", ["QUEUE", "Queue", "queue"]),
        ("amazon sqs", "Amazon SQS", ["amazon sqs"]),
        # neighbours
        ("SQS/SQS-SQS (SQS) [SQS] {SQS}", "SQS", ["SQS"] * 6),
        ("“SQS” ‘SQS’ «SQS» \"SQS\" 'SQS'", "SQS", ["SQS"] * 5),
        ("SQS. SQS, SQS; SQS: SQS! SQS? SQS… SQS—SQS", "SQS", ["SQS"] * 9),
        ("SQS's SQS’s", "SQS", ["SQS", "SQS"]),
        ("non-SQS", "SQS", ["SQS"]),
        ("SQS_URL _SQS mysqs SQS2 2SQS SQSx", "SQS", []),
        ("me@SQS SQS@me $SQS \\SQS", "SQS", []),
        ("AWS::SQS::Queue sqs:SQS x.SQS SQS.x", "SQS", []),
        ("SQS\u0301", "SQS", []),
        # what means something in a regular expression
        ("C++ C C+ C+++", "C++", ["C++", "C++"]),
        ("xC++ C++x", "C++", []),
        (".NET NET x.NET", ".NET", [".NET"]),
        ("a[0] a0 a [0]", "a[0]", ["a[0]"]),
        ("node.js nodexjs Node.JS", "node.js", ["node.js", "Node.JS"]),
        ("(?i)x", "(?i)x", ["(?i)x"]),
        ("a|b", "a|b", ["a|b"]),
        ("s3:* s3", "s3:*", ["s3:*"]),
        ("$0.1^ ", "$0.1^", ["$0.1^"]),
        ("*.* ", "*.*", []),
        # white space and characters of the same meaning
        ("VPC\nendpoint", "VPC endpoint", ["VPC\nendpoint"]),
        ("VPC \n   endpoint", "VPC endpoint", ["VPC \n   endpoint"]),
        ("VPC\N{NO-BREAK SPACE}endpoint", "VPC endpoint", ["VPC\N{NO-BREAK SPACE}endpoint"]),
        ("VPC\tendpoint", "VPC  endpoint", ["VPC\tendpoint"]),
        ("Moore’s law", "Moore's law", ["Moore’s law"]),
        ("Moore's law", "Moore’s law", ["Moore's law"]),
        ("dead\N{NON-BREAKING HYPHEN}letter", "dead-letter", ["dead\N{NON-BREAKING HYPHEN}letter"]),
        # other letters
        ("Übergabe ÜBERGABE übergaben", "Übergabe", ["Übergabe", "ÜBERGABE"]),
        ("Straße straße STRASSE", "Straße", ["Straße", "straße"]),
        ("İstanbul x Queue", "Queue", ["Queue"]),
        ("ß ß ß Queue", "queue", ["Queue"]),
        ("队列。", "队列", ["队列"]),
        ("дом Домы", "Дом", ["дом"]),
        ("Cafe\u0301", "Cafe", []),
    ],
)
def test_name_in_text(text: str, name: str, expected: list[str]) -> None:
    assert found(text, name) == expected


@pytest.mark.parametrize(
    ("case", "expected"), [("exact", ["Glue"]), ("fold", ["glue", "GLUE", "Glue"]), (None, ["glue", "GLUE", "Glue"])]
)
def test_case_of_a_name(case: Case | None, expected: list[str]) -> None:
    assert found("glue GLUE Glue", "Glue", case=case) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("VPC endpoints", ["VPC", "VPC endpoint", "endpoint"], ["VPC endpoints"]),
        ("VPC endpoint policy", ["VPC endpoint", "endpoint policy"], ["VPC endpoint"]),
        ("VPC endpoint policies", ["VPC endpoint", "VPC endpoint policy"], ["VPC endpoint policies"]),
        ("VPC end", ["VPC", "VPC endpoint"], ["VPC"]),
        ("a b c d", ["a b c e", "b c d", "a"], ["a", "b c d"]),
        ("C++ C# C", ["C", "C++", "C#"], ["C++", "C#", "C"]),
        ("NET .NET", ["NET", ".NET"], ["NET", ".NET"]),
        ("SQS SNS", ["SNS", "SQS"], ["SQS", "SNS"]),
        ("S3 S3 Glacier", ["S3 Glacier", "S3"], ["S3", "S3 Glacier"]),
    ],
)
def test_longest_match(text: str, names: list[str], expected: list[str]) -> None:
    assert found(text, *names) == expected


def test_of_two_equal_names_the_first_entry_wins() -> None:
    terms = {key: Term(key, "Queue", (), 1) for key in ("first", "second")}
    (match,) = matcher_for(Glossary(terms=terms)).find("queue")
    assert match.entry.id == "first"


def test_ten_thousand_names() -> None:
    names = [f"Amazon Thing{number} Service" for number in range(5_000)] + [f"T{number}" for number in range(5_000)]
    text = "Amazon Thing17 Services and T4999, T5000, T17; amazon thing4999 service."
    assert found(text, *names) == ["Amazon Thing17 Services", "T4999", "T17", "amazon thing4999 service"]
    assert found(" ".join(names), *names) == names


names = st.text(st.sampled_from("aBcß .+[-_é0"), min_size=1, max_size=8).filter(
    lambda name: any(map(str.isalnum, name))
)


@given(st.lists(names, min_size=1, max_size=6), st.text(st.sampled_from("aBcsß .+[-_é0\n\u0301"), max_size=40))
def test_matches_are_ordered_and_apart_and_say_what_a_name_says(known: list[str], text: str) -> None:
    terms = {name: Term(name, name, (), 1, case="fold") for name in known}
    end = 0
    for match in matcher_for(Glossary(terms=terms)).find(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end
        seen = " ".join(text[match.start : match.end].split()).lower()
        said = " ".join(match.entry.name.split()).lower()
        assert seen in {said, said + "s", said + "es", said[:-1] + "ies"}


@given(names)
def test_a_name_is_found_in_itself(name: str) -> None:
    said = " ".join(name.split())
    assert found(said, name, case="exact") in ([said], [])  # not behind a sign that makes it part of something else
    if said[0].isalnum() and said[-1].isalnum():
        assert found(said, name, case="exact") == [said]
        assert found(f"({said})", name) == [said]
