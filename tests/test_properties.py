"""What holds for any content: every string survives, and the same input gives the same bytes."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support import composing, reading

YEAR, BRANCH = "content/branches/red/2022.yaml", "content/branches/red/branch.yaml"
TYPE = "content/types/learning.yaml"
HEADER = '{#\nname: 文\npurpose: 文\noutput: "{{ year }}"\n#}\n'
NO_REPORT = {"templates/juli/documents/summary.docx.j2": None}

REPORT = (
    HEADER
    + """<report>
<title>{{ branch.name }}</title>
<h level="1" number="no">{{ record.closing.title }}</h>
{{ record.opening | prose }}
{% for chapter in chapters %}
<p>{{ chapter.name }}{{ chapter.type.role }}{{ chapter.type.power }}{{ chapter.title }}{{ chapter.lead }}</p>
{% for work in chapter.works %}
<p level="2"><lead>{{ work.title }}</lead>{{ work.text | inline }}</p>
{% for point in work.slide.points %}<p><b>{{ point.name }}</b>{{ point.text }}</p>{% endfor %}
{% endfor %}{% endfor %}
<list>{% for problem in record.problems %}<li>{{ problem.name }}{{ problem.measure }}</li>{% endfor %}</list>
<key-figures>{% for f in figures %}
<key-figure>{{ f.value | number }}<label>{{ f.label }}</label><note>{{ f.note }}</note></key-figure>
{% endfor %}</key-figures>
<p>{% for f in figures %}{{ figure(f.label) }}{% endfor %}</p>
{{ table('names') }}
<table id="t"><row><cell>{{ branch.slogan }}</cell></row></table>
<steps><title>{{ branch.unit }}</title><step><name>{{ branch.upper }}</name><text>一</text></step></steps>
<signature><unit>{{ branch.short }}</unit><date>一</date></signature>
</report>
"""
)
DECK = (
    HEADER
    + """<deck>
<slide layout="bullets-plain">
<kicker>{{ branch.short }}</kicker><title>{{ record.closing.title }}</title>
<body>{% for problem in record.problems %}<p><b>{{ problem.name }}</b>{{ problem.measure }}</p>{% endfor %}</body>
<notes>{{ record.opening | prose }}</notes>
</slide>
</deck>
"""
)

#: what templates, markup, Word's XML and our own conventions read as more than text
SPECIAL = (
    "{{ branch.name }}", "{% for x in y %}", "{% endraw %}", "{#", "#}", "}}", "<b>", "</p>", "<br/>",
    "&amp;", "&#38;", "&", "<", ">", "]]>", "<![CDATA[", "<?y a:1:1:1?>", "<?e?>", "<!--", "-->",
    'at="x:1:1"', '"', "'", "【待补充】", "【待补充：", "】", "**", "* *", "***", "`", "\\", "%", "$1",
    "\t", "\n", "\n\n", "\u00a0", "\u3000", "\u200b", "\u2028", "\u0085", "\ufeff", "𠮷", "👨‍👩‍👧",
    "e\u0301", "\u202e", "null", "~", ": ", " #", "- ", "12次", "130余篇",
)  # fmt: skip
CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
) | st.sampled_from("\n\t")
TEXT = st.lists(
    st.sampled_from(SPECIAL) | st.text(CHARACTERS, max_size=8), min_size=1, max_size=6
).map("".join).filter(lambda text: reading.bare(text) != "")  # fmt: skip
#: what XML cannot hold, and so no Word or PowerPoint file
CONTROL = st.sampled_from([chr(code) for code in range(32) if chr(code) not in "\t\n\r"])


def as_cell(text: str) -> str:
    """Return a text as a cell: a mark of joined cells is escaped."""
    return f"\\{text.strip()}" if text.strip() in ("<", "^") else text


def year(text: str, value: str = "12次") -> dict[str, Any]:
    return {
        "year": 2022,
        "opening": text,
        "figures": {"a": {"value": value, "label": text, "note": text}},
        "chapters": [
            {
                "type": "learning",
                "works": [
                    {
                        "title": text,
                        "text": text,
                        "slide": {"points": [{"name": text, "text": text}]},
                    },
                ],
            }
        ],
        "problems": [{"name": text, "measure": text}],
        "tables": {"names": {"title": text, "head": [as_cell(text)], "rows": [[as_cell(text)]]}},
        "closing": {"title": text},
    }


def branch(text: str) -> dict[str, Any]:
    names = ("name", "short", "unit", "upper", "slogan")
    return {**dict.fromkeys(names, text), "types": ["learning"]}


def content(text: str, value: str = "12次") -> dict[str, Any]:
    return {
        YEAR: composing.yaml_text(year(text, value)),
        BRANCH: composing.yaml_text(branch(text)),
        TYPE: composing.yaml_text(
            dict.fromkeys(("name", "role", "power", "chapter", "purpose"), text)
        ),
    }


def report(text: str, value: str = "12次") -> dict[str, Any]:
    return {**content(text, value), "templates/juli/documents/summary.docx.j2": REPORT}


def deck(text: str) -> dict[str, Any]:
    return {**content(text), **NO_REPORT, "templates/juli/documents/summary.pptx.j2": DECK}


@given(TEXT)
@example("<")
@example("<?y content/x.yaml:1:1:1?>{{ 7 * 7 }}]]>&lt;**粗**<?e?>")
def test_any_text_survives_to_the_report(text: str) -> None:
    words = reading.bare(reading.document_text(composing.document(report(text))))
    # title, heading, opening, lead, text, point twice, problem twice, label, note, table thrice,
    # cell, steps twice, unit, the type's five
    assert words.count(reading.bare(text)) >= 23


@given(TEXT)
def test_any_text_survives_to_the_deck(text: str) -> None:
    words = reading.bare(reading.document_text(composing.document(deck(text))))
    assert words.count(reading.bare(text)) >= 5


@given(TEXT)
@example("<w:t>&amp;]]></w:t>{{ x }}")
@example("{{ branch.name }}\u2028")
def test_any_text_survives_to_the_word_file(text: str) -> None:
    data = composing.written(composing.document(report(text)))
    assert reading.bare(reading.word_text(data)).count(reading.bare(text)) >= 23


@given(TEXT)
@example("<a:t>&amp;]]></a:t>{{ x }}")
def test_any_text_survives_to_the_powerpoint_file(text: str) -> None:
    data = composing.written(composing.document(deck(text)))
    assert reading.bare(reading.slides_text(data)).count(reading.bare(text)) >= 5


@given(st.text(CHARACTERS, max_size=5), CONTROL, st.text(CHARACTERS, max_size=5))
def test_a_control_character_is_told_and_never_written(before: str, bad: str, after: str) -> None:
    faults = composing.faults(report(f"{before}{bad}{after}"))
    assert {d.code for d in faults if d.is_error} == {"control-character"}


@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b"? [a]\n: b")
@example(b"- - - -")
@example(b"year: 2022\n&a : *a")
@example(b"!!python/object:os.system x")
@example(b"<<: {year: 2022}")
@example(b"%YAML 9.9\n---\nyear: 2022")
def test_any_bytes_as_a_content_file_give_faults_and_no_error_of_ours(data: bytes) -> None:
    for path in (
        YEAR,
        BRANCH,
        "content/types/learning.yaml",
        "templates/juli/documents/summary.docx.j2",
    ):
        composing.faults({path: data})


@given(st.text(CHARACTERS | st.sampled_from("{}%#<>/\"'=&|()"), max_size=40))
@example("{{ ''|format(1) }}")
@example("<p at='x'/>")
@example("<p at='x:1:1'>{{ figure }}</p>")
@example("<?y x?><p/>")
@example("<?y a:b:c:d?>")
@example("<table columns='x'><row><cell rowspan='3'/></row></table>")
def test_any_text_in_a_template_gives_a_document_or_faults(text: str) -> None:
    template = f"{HEADER}<report><title>题</title>\n{text}\n</report>"
    for result in composing.composed({"templates/juli/documents/summary.docx.j2": template}):
        assert result.document or any(d.is_error for d in result.diagnostics)


@given(TEXT)
@settings(max_examples=15)
def test_the_same_content_gives_the_same_word_bytes(text: str) -> None:
    first = composing.written(composing.document(report(text)))
    assert composing.written(composing.document(report(text)), fresh=True) == first


def test_the_same_content_gives_the_same_powerpoint_bytes() -> None:
    text = "一年来，<支部>{{ x }}把**学习**放在首位。"
    first = composing.written(composing.document(deck(text)))
    assert composing.written(composing.document(deck(text)), fresh=True) == first


FIGURES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "近", "约", "超过", "第"]),
    st.integers(1, 10**7) | st.decimals(0, 999, places=2) | st.sampled_from(["三十", "百分之九十"]),
    st.sampled_from(["", "余", "多", "万", "余万", " "]),
    st.sampled_from(["", "篇", "人次", "%", "万元", "个百分点", "平方米"]),
)


@given(FIGURES)
@example("1.2万卷")
@example("130余篇")
@example("7968卷")
def test_a_figure_stands_in_the_document_as_it_was_written(value: str) -> None:
    from reportgen.content.quantities import parse

    assume(parse(value) is not None)
    text = reading.bare(reading.document_text(composing.document(report("一", value))))
    # once set large, number and unit apart, and once in running text
    assert text.count(reading.bare(value)) >= 2
