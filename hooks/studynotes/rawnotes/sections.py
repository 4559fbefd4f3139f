"""Which section of a service page a statement belongs to, and which numbers in it people must remember."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studynotes.rawnotes.blocks import Block
from studynotes.rules.sections import FIRST, LAST

LIMITS = "Limits"
"""Not a section of the page: the field `limits` of its front matter."""
FEATURES = "Features"
ORDER = (FIRST, FEATURES, *LAST)
SECURITY, MONITORING, PRICING, CHOOSE, TRAPS = LAST

_SIGNS: tuple[tuple[str, str, float], ...] = (
    # "encrypted at rest with KMS keys"
    (
        SECURITY,
        r"secur(?:e|ity)|encrypt\w*|decrypt\w*|sse-\w+|tls|ssl|https only|hipaa|pci|complian\w+|permissions?\b",
        1.0,
    ),
    (
        SECURITY,
        r"iam (?:role|polic|user|auth|permission)\w*|access (?:polic|control)\w*|resource[- ](?:based )?polic\w*",
        1.0,
    ),
    (SECURITY, r"authenticat\w*|authoriz\w*|least privilege|security groups?|cross[- ]account access|kms", 0.8),
    # "publishes metrics to CloudWatch"
    (
        MONITORING,
        r"monitor\w*|troubleshoot\w*|metrics?\b|alarms?\b|cloudwatch|cloudtrail|x-ray|logs?\b|logging"
        r"|dashboards?\b",
        0.8,
    ),
    (
        MONITORING,
        r"\w+exception\b|error codes?|[45]\d\d (?:error|status)\w*|debug\w*|health checks?|access logs?|audit\w*",
        0.9,
    ),
    # "you pay for what you use"
    (
        PRICING,
        r"pric(?:e|es|ing)\b|costs?\b|billed|billing|charged?\b|charges\b|pay(?:s|ing)?\b|free tier"
        r"|free of charge|cheap\w*",
        1.0,
    ),
    (PRICING, r"\$\s?\d|usd\b|discounts?|expensive|sav(?:e|ings) (?:up to|money)", 1.2),
    # "use cases: session store, leaderboards"
    (
        CHOOSE,
        r"use[- ]cases?|suit(?:ed|able)|ideal(?:ly)? (?:for|to)|great for|good (?:for|choice|fit)|best (?:for"
        r"|suited)",
        1.5,
    ),
    (
        CHOOSE,
        r"when to use|use (?:it|this) (?:when|for|if)|choose|recommended (?:for|when)|instead of"
        r"|useful (?:for|when|if)",
        1.3,
    ),
    (
        CHOOSE,
        r"versus|vs\.?(?!\w)|compared (?:to|with)|alternative to|not (?:a )?(?:good|suitable|substitute)",
        1.2,
    ),
    # "the exam likes to ask"
    (
        TRAPS,
        r"(?:in|on|for) the exam|exam (?:tip|trap|question|hint)s?|exam\b|remember\b|don['’]t confuse"
        r"|watch out|caveat|gotcha",
        1.6,
    ),
    (
        TRAPS,
        r"important[:!]|careful|beware|keyword|common (?:trap|mistake)s?|not to be confused"
        r"|should not be confused|must know",
        1.4,
    ),
    (FIRST, r"overview|introduction|what is\b|how (?:it|does it|this) works?|basics\b|fundamentals", 1.2),
)
"""Words that a section is known by, with their weight."""
_SIGN_OF = {f"sign{number}": (section, weight) for number, (section, _, weight) in enumerate(_SIGNS)}
_ANY_SIGN = re.compile(
    rf"(?<![\w-])(?:{'|'.join(f'(?P<sign{number}>{pattern})' for number, (_, pattern, _) in enumerate(_SIGNS))})", re.I
)  # "encrypted"
_DEFINITION = re.compile(
    r"^[\w ()/*.-]{2,60}? (?:is|are|stands for|lets|allows|enables|provides|helps) (?:an?|the|you|us|to|fully)\b", re.I
)
# "Amazon SQS is a fully managed queue"

_UNIT = (
    r"(?:[kmgtp]i?b(?:ytes)?(?:/s(?:ec)?|ps)?|bytes?|kilobytes?|megabytes?|gigabytes?|terabytes?|petabytes?|[kmg]bps"
    r"|ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|%|percent|x"
    r"|iops|rcus?|wcus?|tps|rps|vcpus?|requests?|messages?|transactions?|records?|items?|calls?|operations?"
    r"|functions?|layers?"
    r"|queues?|topics?|shards?|streams?|buckets?|objects?|parts|keys?|tags?|characters?|rules?|targets?|stages?"
    r"|nodes?|tables?"
    r"|replicas?|instances?|volumes?|subnets?|vpcs?|users?|groups?|roles?|policies|accounts?|regions?|azs?"
    r"|availability zones?"
    r"|connections?|subscriptions?|subscribers?|consumers?|partitions?|indexes|gsis?|lsis?|versions?|aliases"
    r"|stacks?|resources?"
    r"|parameters?|outputs?|mappings?|tasks?|containers?|snapshots?|backups?|files?|domains?|endpoints?"
    r"|certificates?|secrets?)"
)
_AMOUNT = re.compile(
    rf"(?<![\w.$#/:-])(?:~|<|>|≤|≥|up to )?\d[\d,.]*(?:\s?(?:k|m|million|billion|thousand))?(?:\s?(?:-|–|to"
    rf"|and)\s?\d[\d,.]*)?"
    rf"[\s-]?{_UNIT}(?:\s?(?:/|per )\s?(?:s|sec|second|minute|hour|day|month|region|account|table|shard|request"
    rf"|vpc|user|queue))?"
    r"(?![\w-])(?!\s*\()",
    re.I,
)  # "256 KB", "1 to 14 days", "3,000 messages per second"
_LIMITING = re.compile(
    r"\b(?:max(?:imum)?|min(?:imum)?|limit(?:s|ed)?|quotas?|up to|at most|at least|no more than|less than"
    r"|more than|between|default"
    r"|ranges?|retention|retain\w*|timeout|throughput|size|capacity|per (?:second|sec|minute|hour|day|account"
    r"|region|shard)|/s\b"
    r"|exceed\w*|larger than|smaller than|within|every|only|can (?:have|be|hold|store|contain)|supports?)\b"
    r"|[≤≥<>]|\d\s?(?:-|–|to)\s?\d",
    re.I,
)  # "maximum 256 KB", "up to 10 messages"
_PRICE = re.compile(r"[$€£]\s?\d|\bUSD\b", re.I)  # "$0.40 per million"
MOST_IN_A_LIMIT = 160
"""A longer statement stays in its section; the part of it that holds the number is copied to the limits."""


@dataclass(frozen=True)
class Amount:
    """A number with its unit that limits something."""

    name: str
    """The words around it."""
    value: str


def limit_in(block: Block) -> Amount | None:
    """Return the number to remember in a statement, or None: "Maximum message size is 256 KB" gives 256 KB."""
    if block.kind != "statement" or _PRICE.search(block.text) or len(block.text) > 2_000:
        return None
    for clause in _clauses(block.text):
        amounts = [found.group().strip() for found in _AMOUNT.finditer(clause)]
        if amounts and _LIMITING.search(clause):
            return Amount(clause, ", ".join(dict.fromkeys(amounts)))
    return None


def _clauses(text: str) -> list[str]:
    if len(text) <= MOST_IN_A_LIMIT:
        return [text]
    return [part.strip() for part in re.split(r"(?<=[.;!?])\s+", text) if part.strip()]


def sections_of(blocks: Sequence[Block]) -> list[str]:
    """Return for each block the section of the page template that it belongs to.

    A block's own words count most, then those of the heading or the bullet above it. Without any, a definition and what
    stands right under the name of a service say how it works, the rest are features.
    """
    own = [_scores(block) for block in blocks]
    held: list[dict[str, float]] = []
    sections: list[str] = []
    for block, scores in zip(blocks, own, strict=True):
        total = dict(scores)
        if block.parent is not None:
            above = held[block.parent]
            strength = 1.3 if blocks[block.parent].kind == "heading" else 0.9
            for section, score in above.items():
                total[section] = total.get(section, 0.0) + score * strength
        held.append({section: 0.6 * score for section, score in total.items()} if block.kind != "heading" else total)
        best = min(total, key=lambda section: (-total[section], ORDER.index(section))) if total else ""
        if best and total[best] >= 0.75:
            sections.append(best)
        elif _DEFINITION.match(block.text) or (block.parent is None and block.kind == "statement"):
            sections.append(FIRST)
        else:
            sections.append(FEATURES)
    return sections


def _scores(block: Block) -> dict[str, float]:
    if block.kind in ("furniture", "code"):
        return {}
    hits: dict[str, int] = {}
    for found in _ANY_SIGN.finditer(block.text[:1_000]):
        hits[str(found.lastgroup)] = hits.get(str(found.lastgroup), 0) + 1
    length = max(12, min(60, len(block.text.split())))
    scores: dict[str, float] = {}
    for name, count in hits.items():
        section, weight = _SIGN_OF[name]
        scores[section] = scores.get(section, 0.0) + weight * min(count, 3) * (12 / length) ** 0.5
    return scores
