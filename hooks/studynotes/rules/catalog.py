"""Every rule: its stable name, its level, and the paragraph that docs/contributing.md shows for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RuleLevel = Literal["error", "warning", "off"]


@dataclass(frozen=True)
class Rule:
    """A rule that pages and glossary keep."""

    name: str
    level: RuleLevel
    """How a broken rule counts, unless `extra.rules` in mkdocs.yml says otherwise."""
    asks: str
    """What the rule asks, and how to mend what breaks it: a paragraph of Markdown."""


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        # files and their form
        Rule(
            "unreadable-file",
            "error",
            "A page or the glossary is a UTF-8 text file of at most 1 MB that stands in the project itself; "
            "no symbolic link leads out of its folder.",
        ),
        Rule(
            "file-size",
            "error",
            "A picture or another file under docs/ has at most 1 MB: readers load it on a phone, and "
            "everybody who clones the project loads it for ever. Draw an SVG, or save the picture smaller.",
        ),
        Rule(
            "file-name",
            "error",
            "Files and folders under docs/ have names of lower-case words, digits and hyphens "
            "(`dead-letter-queue.md`), because addresses are made of them. Files are pages, pictures, style "
            "sheets, scripts, fonts or data; an HTML file would be a page that no rule has read.",
        ),
        Rule(
            "byte-order-mark",
            "error",
            "No file begins with a byte-order mark. Save it as UTF-8 without one; `make fix` removes it.",
        ),
        Rule(
            "line-ends",
            "error",
            "Lines end in LF, not in CRLF or CR. `make fix` mends it.",
        ),
        Rule(
            "final-newline",
            "error",
            "The last line ends like every other, and no empty line follows it. `make fix` mends it.",
        ),
        Rule(
            "trailing-whitespace",
            "error",
            "Nothing invisible stands at the end of a line. For a line break inside a paragraph write "
            "`<br>`. Code is free to. `make fix` mends it.",
        ),
        Rule(
            "tab",
            "error",
            "Lines are indented with spaces, four for each level, not with tabs; code is free to. `make fix` mends it.",
        ),
        Rule(
            "control-character",
            "error",
            "No control character and no invisible line separator stands in a text: it shows nothing and can "
            "hide something.",
        ),
        Rule(
            "front-matter-size",
            "error",
            "Front matter has at most 1,000 lines and 100,000 characters. What is longer belongs below it, "
            "or on another page.",
        ),
        Rule(
            "yaml-form",
            "error",
            "Front matter and glossary.yml are YAML: no key twice, no aliases (`*name`), no deep nesting. "
            'Put text with a colon, a number sign or a leading quote into quotation marks: `value: "1:5"`.',
        ),
        Rule(
            "unknown-field",
            "error",
            "Front matter and glossary.yml have the fields that their schemas in hooks/studynotes/schemas/ "
            "describe. Where yours looks like one of them, the message names it.",
        ),
        Rule(
            "missing-field",
            "error",
            "A service page has `title`, `service`, `exams`, `summary` and `sources`; a comparison `title`, "
            "`summary` and `compare`; concept and exam pages `title` and `summary`. A limit has `name`, "
            "`value`, `checked` and `source`.",
        ),
        Rule(
            "wrong-value",
            "error",
            "A field holds what its schema asks for: text, a list, a date as `2026-11-21`, an id of "
            "lower-case words joined by hyphens.",
        ),
        Rule(
            "todo",
            "error",
            "A page says nowhere `TODO`: templates and `make fix` write it where a person has to say something.",
        ),
        # the glossary
        Rule(
            "duplicate-name",
            "error",
            "A name leads to one place: no name or alias stands twice in glossary.yml, however its letters are cased.",
        ),
        Rule(
            "unknown-page",
            "error",
            "The `page` of a term names a file under docs/.",
        ),
        Rule(
            "unused-term",
            "warning",
            "Every term of the glossary names in `page` where it is taught, or occurs on a page, by its name "
            "or an alias: otherwise it leads nowhere.",
        ),
        Rule(
            "orphan-alias",
            "warning",
            "An alias of a term that has no word in common with the term's other names occurs on a page or "
            "in a definition: otherwise nothing shows that it belongs there. Abbreviations may always stand. "
            "An alias that is a plural is never needed.",
        ),
        # names in prose
        Rule(
            "service-without-page",
            "error",
            "Every AWS service that a page mentions has a page. Write it (`make page SERVICE=id`), or leave "
            "the service out of the text.",
        ),
        Rule(
            "unknown-service-name",
            "error",
            "What looks like a service's name (Amazon or AWS and capitalised words) stands in glossary.yml: "
            "as a service, an alias, a term, or under not_services. Mostly it is a slip of the pen; the "
            "message names what is close.",
        ),
        Rule(
            "former-name",
            "error",
            "A service goes by the name it has today. Its former names stand only where the same sentence, "
            "or the heading above, says so (formerly, renamed, was called, until, older, now), and in the "
            "field `was`.",
        ),
        # sections
        Rule(
            "section-missing",
            "error",
            "A service page has the sections `How it works`, `Choose it when` and `Exam traps`.",
        ),
        Rule(
            "section-twice",
            "error",
            "A heading stands once under the same parent: readers and links would not know which is meant.",
        ),
        Rule(
            "section-order",
            "error",
            "The fixed sections of a service page stand in this order: `How it works`, the page's own "
            "sections, `Security`, `Monitoring and troubleshooting`, `Pricing`, `Choose it when`, `Exam "
            "traps`.",
        ),
        Rule(
            "section-generated",
            "error",
            "`Limits`, `Compared with`, `Sources` and `Mentioned on` are generated on service pages; write "
            "the fields of the front matter instead.",
        ),
        Rule(
            "title-differs",
            "error",
            "A page has one H1, its first heading, and it says what `title` says.",
        ),
        Rule(
            "heading-skipped",
            "error",
            "Headings go down one level at a time: under `##` comes `###`, not `####`.",
        ),
        Rule(
            "heading-form",
            "error",
            "A heading is a line of one to six number signs, a space and its text. Markdown also makes "
            "headings of a line with dashes or equals signs right below it, and of `#1` at the beginning of "
            "a line; leave a line empty between, or write `\\#1`.",
        ),
        # a page's place
        Rule(
            "service-id",
            "error",
            "A service page stands at docs/services/<category>/<id>.md, with the category that glossary.yml "
            "gives the service and with its id in the field `service`.",
        ),
        Rule(
            "not-in-navigation",
            "error",
            "Every page stands in the navigation, `nav` in mkdocs.yml: readers find it there.",
        ),
        # numbers
        Rule(
            "limit-date",
            "error",
            "Every limit says in `checked` on which day somebody compared it with its source. The day is not "
            "to come, and not more than 365 days ago.",
        ),
        Rule(
            "limit-due",
            "warning",
            "A limit that was checked more than 186 days ago is due: open its source, compare, and write today's date.",
        ),
        Rule(
            "source-host",
            "error",
            "Sources are plain https addresses on a host where AWS says what holds: docs.aws.amazon.com, "
            "aws.amazon.com, the knowledge centre of repost.aws, AWS's own repositories on github.com. A "
            "standard or a product that AWS hosts may be sourced from those who make it. Blogs, courses and "
            "forums are no sources. The list stands in hooks/studynotes/rules/limits.py.",
        ),
        # links and pictures
        Rule(
            "broken-link",
            "error",
            "A link to a page is the path of its Markdown file, relative to the page it stands on "
            "(`../storage/s3.md#versioning`), and the file is there. A label (`[text][label]`) is defined on "
            "the same page.",
        ),
        Rule(
            "broken-anchor",
            "error",
            "What follows the `#` of a link is an anchor of that page: a heading in lower case, words joined "
            "by hyphens; an id given by hand; on the glossary page an entry's id. The same holds for `page` "
            "in glossary.yml.",
        ),
        Rule(
            "broken-picture",
            "error",
            "A picture is a file under docs/assets/, and its path is relative to the page.",
        ),
        Rule(
            "picture-alt",
            "error",
            "Every picture has an alternative text, `![what it shows](file.svg)`: for those who do not see "
            "it, and for the search.",
        ),
        Rule(
            "picture-host",
            "error",
            "Pictures come from this site, so that it works offline and tells nobody who reads it.",
        ),
        Rule(
            "bare-url",
            "error",
            "An address in the text is a link: `[words](address)` or `<address>`. One that is only an "
            "example stands between backquotes.",
        ),
        Rule(
            "table-columns",
            "error",
            "Every row of a table has as many cells as its head. A pipe inside a cell is written `\\|`.",
        ),
        # safety
        Rule(
            "unsafe-html",
            "error",
            "Nothing on a page runs, embeds or sends: no script, iframe, object, embed, form, meta or style "
            "element, no event attribute (`onclick=`), no `javascript:`, `vbscript:` or `data:` address, no "
            "style with `url()`. That holds for raw HTML, attribute lists, links, front matter and "
            "glossary.yml, however it is spelled; what Markdown shows as code is fine. SVG files also hold "
            "no foreign object, no address outside the file and no entity.",
        ),
        Rule(
            "no-includes",
            "error",
            "A page holds its own text: no snippets and no `{% include %}`, which could read files that are "
            "nobody's business. In code, a template's `{% include %}` is fine.",
        ),
        # comparisons
        Rule(
            "comparison-fact",
            "error",
            "Each row of a comparison of services names a fact, and every compared service's page has that fact.",
        ),
        Rule(
            "comparison-cells",
            "error",
            "Each row of a comparison with `columns` has a label and a cell for each column, and no cell is empty.",
        ),
        Rule(
            "comparison-exam",
            "error",
            "Each row of a comparison says in `exam` what the exam asks there.",
        ),
        Rule(
            "comparison-service",
            "error",
            "A comparison compares services that are in glossary.yml and have a page.",
        ),
    )
}
