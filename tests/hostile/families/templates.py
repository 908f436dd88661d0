"""Templates that reach for the program, for files, for all the time or all the memory; garbled ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

from support import workspaces
from support.endless import FORBIDDEN, WITHOUT_END
from trial import RED, SOUND, SUMMARY, Data, Hostile, encoded, sound

_EVIL = "templates/juli/documents/evil"
_HEAD = '{#\nname: 页\npurpose: 一页\noutput: "{{ branch.name }}页"\n#}\n'
#: what the names of those templates are here
_NAMES = {
    "thing": "count",
    "wide": "record",
    "day": "record.signed",
    "'itself'": "'itself.j2'",
    "'other'": "'other.j2'",
}
_BESIDE: dict[str, Data] = {
    "templates/juli/itself.j2": "{% include 'itself.j2' %}", "templates/juli/other.j2": "{{ 1 }}" * 500,
}  # fmt: skip

#: expressions that should find nothing of the program
_REACHING = (
    "branch.__class__", "branch.model_config", "branch.model_fields", "branch.model_dump()", "branch.copy()", "branch.json()",
    "branch.__dict__", "branch['__class__']", "branch | attr('model_dump')", "record.model_construct()", "record.__init__.__globals__",
    "record.events.__class__", "figures.__class__.__mro__[1].__subclasses__()", "figure.__closure__", "figure.__code__.co_consts",
    "chart.__globals__['__builtins__']", "picture.__defaults__", "log.__class__", "log.count.__func__", "log.__slots__",
    "self.__init__", "self._TemplateReference__context", "self.__class__", "loop", "caller", "context", "environment", "request", "config",
    "namespace.__init__.__globals__", "namespace()._Namespace__attrs", "dict.__base__", "dict.__subclasses__()", "range.__class__",
    "range(9).__reduce__()", "joiner.__init__.__globals__", "joiner()", "lipsum.__globals__", "cycler.__init__.__globals__",
    "''.__class__.__base__.__subclasses__()", "().__class__.__bases__[0]", "''['__cl' ~ 'ass__']", "''|attr('__cl'~'ass__')", "'%c'|format(95)",
    "[].append(1)", "{}.update({})", "types.append(1)", "record.figures.clear()", "record.figures.pop('lectures')", "''.format_map({})",
    "'{0.__class__.__mro__}'.format('')", "'{0[__class__]}'.format(branch)", "'{a.__globals__}'.format(a=figure)", "('{0.__class__}' | safe).format(1)",
    "'{0.__class__}' | format(1)", "'%(a)s' % {'a': figure}", "[branch] | map(attribute='__class__') | list", "[branch] | groupby('__class__')",
    "[branch] | map('attr', '__class__') | list", "[branch] | sum('__class__')", "[''] | map('format', 1) | list", "[''] | select('__class__') | list",
    "open('/etc/passwd').read()", "__import__('os').system('id')", "exec('1')", "eval('1')", "print('x')", "os.environ", "get_flashed_messages()",
    "record.signed.__reduce_ex__(2)", "record.signed.strftime('%s')", "record.signed.fromtimestamp(0)", "fig('lectures').value.__class__",
    "fig('../../x')", "figure('__class__')", "picture('../../../etc/passwd')", "picture('none')", "chart('none')", "table('none')", "table_title('none')",
    "chart_of('x', 'y', {'a': 1e999}, 'pie')", "chart_of('x', 'y', {'a': 'b'}, 'none')", "chart_of('x', 'y', {}, 'column')",
    "chart_of('x' * 9999, 'y', {'a': -1}, 'pie')", "chart_of(record, branch, {1: 2})", "chart_of('x', 'y', {'a': 9 ** 99})", "count(9)", "count([])",
    "attendance({})", "projects([], {})", "last_event(none)", "growth(9)", "known_items(9)", "known_items([])", "participants([])", "count_by_month([])",
    "chapter_name([])", "has([])", "none.x", "none()", "1()", "'a'()", "1.5.real", "1/0", "1//0", "1%0", "0**-1", "(-8)**0.5", "'a' - 1", "[] < {}",
    "1 < 'a'", "-'a'", "not", "1 if", "x y", "figures[99]", "figures['a']", "figures[1:'a']", "figures[::0]", "branch[branch]", "{[]: 1}", "9" * 5000,
    "1e999", "1e999 | int", "(1e999 - 1e999) | int", "'9' * 9999 | int", "('9' * 9999) | int", "10 ** 5000", "9.9 ** 9999", "'x' | int(0, 99)",
    "'x' | round", "1 | round(-9999)", "1 | round(1, 'x')", "[1, 'a'] | sort", "[1, 'a'] | max", "[] | max", "[] | first", "[] | random", "1 | list",
    "1 | length", "none | length", "1 | join", "[[]] | unique | list", "[1] | batch(0) | list", "[1] | batch(-1) | list", "[1] | slice(0) | list",
    "{} | dictsort(false, 'x')", "'x' | truncate(-5)", "'x' | truncate(1, true, 'xxx')", "'<' | safe", "'</p>' | safe", "'</report>' | safe", "'&x;' | safe",
    "'<!DOCTYPE x [<!ENTITY a \"b\">]>' | safe", "'<?y a:1:1:1?>' | safe", "'<?x' | safe", "'<![CDATA[' | safe", "'<script>alert(1)</script>' | safe",
    "'<p at=\"/etc/passwd:1:1\"/>' | safe", "'<picture ref=\"999999\"/>' | safe", "'<chart ref=\"-1\"/>' | safe", "'<table ref=\"x\"/>' | safe",
    "'\\x00'", "'\\ud800'", "'\\uffff'", "'\\x1b[31m'", "'\u202e'", "'a\\x0bb'", "record | prose", "record | number", "record | date", "9 | date",
    "[] | prose", "none | prose", "{} | inline", "-5 | chinese_number", "999 | chinese_number", "'x' | chinese_number", "1.5 | chinese_number", "1 | groupby_order('x')",
    "figures | groupby_order('none')", "figures | groupby_order('__class__')", "'' | prose('\"><x/>')", "'**' * 9999 | prose", "('**x' * 9999) | prose",
)  # fmt: skip

#: bodies of a report that are too much, or that no report can be
_BODIES = (
    "<p>" * 5000 + "</p>" * 5000, "<x>", "</report>", "<report/>", "text", "<p at='x'>y</p>", "<p>]]></p>", "<p>&nbsp;&copy;&x;</p>",
    "<!DOCTYPE x><p/>", "<!-- x -- x -->", "<![CDATA[x]]>", "<?xml version='1.0'?>", "<p xmlns='urn:x'>a</p>", "<w:p>a</w:p>", "<p a='1' a='2'/>",
    "<h level='99999999999999999999'>a</h>", "<h level='-1'>a</h>", "<h level='1' id='a'>a</h><h level='1' id='a'>b</h>", "<p><ref to='none'/></p>",
    "<h level='1' id='a'><ref to='a'/></h>", "<table><row><cell colspan='999999999'>a</cell></row></table>",
    "<table><row><cell rowspan='999999999'>a</cell></row></table>", "<table><row><cell rowspan='-1'>a</cell></row></table>", "<table/>", "<table><row/></table>",
    "<table columns='" + "l " * 9999 + "'><row><cell>a</cell></row></table>", "<table columns='l999999999999'><row><cell>a</cell></row></table>",
    "<table columns='l0'><row><cell>a</cell></row></table>", "<table header='999999999'><row><cell>a</cell></row></table>",
    "<table><row>" + "<cell>a</cell>" * 3000 + "</row></table>", "<table>" + "<row><cell>a</cell></row>" * 9000 + "</table>",
    "<table columns='l c'><row><cell colspan='2' rowspan='9'>a</cell></row><row><cell>b</cell></row></table>", "<list>" * 500 + "</list>" * 500,
    "<list>" + "<li>a</li>" * 20000 + "</list>", "<p>" + "<b>" * 800 + "x" + "</b>" * 800 + "</p>", "<p>" + "<br/>" * 20000 + "</p>", "<p>" + "x" * 1_000_000 + "</p>",
    "<p>" + "字" * 300_000 + "</p>", "<p>x</p>" * 20_000, "<h level='1'>x</h>" * 5_000, "<page-break/>" * 5_000, "<contents/>" * 100, "<figure/>",
    "<figure><picture ref='0'/></figure>", "<figure><picture ref='99999999999999999999'/></figure>", "<chart ref='0'/>", "<key-figures/>", "<steps/>", "<matrix/>",
    "<signature/>", "<signature><unit/><date/></signature>" * 50, "<red-head/>", "<imprint/>", "<attachment-page number='x'/>", "<pending>x</pending>" * 3000,
    "<p>" + "<pending>x</pending>" * 3000 + "</p>", "<p>" + "<n unit='x'>1</n>" * 3000 + "</p>", "<notes>x</notes>", "<slide/>", "<meta subject='" + "x" * 100_000 + "'/>",
    "<title>" + "长" * 50_000 + "</title>", "<title/>", "<title>a</title>" * 500, "<p role='none'>a</p>", "<p" + " x='1'" * 3 + ">a</p>", "<p>\x00</p>", "<p>\ufffe</p>",
    "<p>" + "\u0301" * 50_000 + "</p>", "<p>" + "\u202e" * 5_000 + "</p>", "<p>" + "👨‍👩‍👧‍👦" * 5_000 + "</p>", "{% for t in types %}" * 30 + "{% endfor %}" * 30,
)  # fmt: skip
_SLIDES = (
    "<slide layout='none'/>", "<slide layout='cover'/>", "<slide/>", "<slide layout='cards'>" + "<item><title>a</title></item>" * 500 + "</slide>",
    "<slide layout='cover'><title>" + "长" * 20_000 + "</title></slide>", "<slide layout='bullets-plain'><title>a</title><body>" + "<p>条目</p>" * 2000 + "</body></slide>",
    "<slide layout='bullets-plain'><title>a</title><body><p>" + "字" * 50_000 + "</p></body></slide>", "<slide layout='cover'><title>a</title></slide>" * 1_500,
    "<slide layout='cover' minutes='-1'><title>a</title></slide>", "<slide layout='cover' minutes='1e999'><title>a</title></slide>", "<slide layout='../../x'/>",
    "<slide layout='cover' id='a'><title>a</title></slide><slide layout='cover' id='a'><title>a</title></slide>", "<slide layout='cover'><none>a</none></slide>",
    "<slide layout='cover'><title>a</title><notes>" + "字" * 100_000 + "</notes></slide>", "<slide layout='table-slide'><title>a</title></slide>", "<footer/>" * 9,
    "<slide layout='chart'><title>a</title><chart ref='5'/></slide>", "<slide layout='cover'><title>" + "a" * 50_000 + "</title></slide>", "<p>x</p>",
    "<slide layout='cover' section='" + "x" * 5000 + "'><title>a</title></slide>", "<slide layout='cover'><title><b>" + "x" * 999 + "</b></title></slide>",
)  # fmt: skip


def made() -> Iterator[Hostile]:
    """Yield the inputs that were thought of."""
    for name, text in {**WITHOUT_END, **FORBIDDEN}.items():
        yield _report(name, f"<p>{_renamed(text)}</p>", has_fault=True)
    for text in _REACHING:
        yield _report(text[:50], f"<p>{{{{ {text} }}}}</p>")
    for number, body in enumerate(_BODIES):
        yield _report(f"body {number} {body[:30]}", body)
    for number, body in enumerate(_SLIDES):
        files: dict[str, Data] = {f"{_EVIL}.pptx.j2": f"{_HEAD}<deck>{body}</deck>"}
        yield Hostile("templates", f"deck {number} {body[:30]}", files)
    for name in ("nested loops that write", "a text doubled by ~", "a class", "a number with endless digits", "a wide number",
                 "a macro that calls itself twice", "a text ten to the nine times", "the globals of a function"):  # fmt: skip
        text = _renamed({**WITHOUT_END, **FORBIDDEN}[name])
        yield _measure(name, text)
        quoted = text.replace('"', '\\"')
        for field in ("output", "when", "subject"):
            head = _HEAD.replace("#}", f'{field}: "{quoted}"\n#}}') if field != "output" else (
                _HEAD.replace("{{ branch.name }}页", quoted))  # fmt: skip
            files = {f"{_EVIL}.docx.j2": f"{head}<report><title>a</title></report>", **_BESIDE}
            yield Hostile("templates", f"{name} as {field}", files)
    for name, data in {
        "nothing": b"", "no header": b"<report/>", "only a header": _HEAD.encode(), "gbk": encoded(_HEAD).decode().encode("gbk"),
        "utf-16": _HEAD.encode("utf-16"), "NUL": b"\0" * 9999, "noise": random.Random(4).randbytes(50_000), "a zip": b"PK\3\4" + bytes(500),
        "a header of 2 MB": ("{#\n" + "a: b\n" * 400_000 + "#}").encode(), "a header without end": ("{#\n" + "\n" * 900_000).encode(),
        "a comment without end": b"{#" * 200_000, "braces": b"{{" * 200_000, "statements": b"{%" * 200_000, "closers": b"}}" * 200_000,
        "5 MB of text": _HEAD.encode() + b"x" * 5_000_000, "half": encoded(sound()["templates/juli/documents/slides.pptx.j2"])[:200],
    }.items():  # fmt: skip
        yield Hostile("templates", f"file: {name}", {f"{_EVIL}.docx.j2": data}, has_fault=True)


def mutated(number: int) -> Hostile:
    """Return the input of a seed: a sound template, changed, or an expression put together."""
    dice = random.Random(f"template {number}")
    if number % 2:
        return _report(f"put together {number}", f"<p>{_expression(dice, 4)}</p>")
    sources = {**workspaces.base(), **sound()}
    path = dice.choice(
        (
            SUMMARY,
            SUMMARY,
            "templates/juli/documents/poster.docx.j2",
            "templates/juli/documents/slides.pptx.j2",
        )
    )
    text = encoded(sources[path]).decode()
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at, bit = dice.randrange(len(text) + 1), dice.choice(_BITS)
        text = dice.choice((text[:at] + bit + text[at:], text[:at] + text[at + 1 :], text[:at] + text[at + 9 :],
                            text.replace(dice.choice(_BITS), bit, 2), text[:at] + text[at : at + 30] * 3 + text[at + 30 :],
                            text[:at]))  # fmt: skip
    rest = {"templates/juli/documents/slides.pptx.j2": SOUND[:1], SUMMARY: SOUND[1:]}.get(
        path, SOUND
    )
    return Hostile(
        "templates", f"mutated {number} of {path.rpartition('/')[2]}", {path: text}, rest=rest
    )


_BITS = ("{{", "}}", "{%", "%}", "{#", "#}", "<", ">", "</", "/>", '"', "'", "&", "&amp;", "|", "(", ")", "[", "]", ".", ",", "~", "+", "*", "**", "%",
         "__", " for ", " in ", " if ", "endif", "endfor", " loop", "record", "types", "0", "9" * 30, "\n", "\t", "字", "：", "“", "\u3000", "- ", "-%}",
         "<p>", "</p>", "<h level='1'>", "| safe", "| length", "| prose", "()", ".x", "none", "layout", "title", "at=", "ref", "#", "\\")  # fmt: skip
_LEAVES = ("branch", "record", "types", "figures", "year", "events", "log", "1", "-1", "2.5", "99999", "'字'", "'a' * 999", "[]", "{}", "none", "true",
           "record.opening", "branch.name", "chapters[0]", "range(50)", "range(99999)", "record.figures", "figure('lectures')", "previous", "undefined_name")  # fmt: skip
_FILTERS = ("prose", "inline", "paragraphs", "number", "written", "date", "sentence", "lines", "chinese_number", "counted", "first_sentence", "attribute", "length",
            "list", "join('、')", "join", "sort", "unique | list", "map('string') | list", "map(attribute='name') | list", "batch(3) | list", "replace('a', 'bb')",
            "first", "last", "max", "min", "sum", "int", "float", "round", "upper", "title", "safe", "escape", "forceescape", "string", "reverse", "tojson",
            "urlencode", "striptags", "trim", "truncate(9)", "wordcount", "items | list", "dictsort", "groupby('name')", "default('x')", "abs", "format(1)", "center(99)")  # fmt: skip


def _expression(dice: random.Random, depth: int) -> str:
    def value(level: int) -> str:
        if level <= 0 or dice.random() < 0.2:
            return dice.choice(_LEAVES)
        one, other = value(level - 1), value(level - 2)
        operator = dice.choice(
            ("+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "in", "and", "or")
        )
        return dice.choice((f"({one} | {dice.choice(_FILTERS)})", f"({one} {operator} {other})", f"[{one}, {other}]", f"{one}[{other}]", f"{{'a': {one}}}",
                            f"{one}.{dice.choice(('name', 'x', 'value', 'items', '__class__'))}", f"({one} if {other} else {one})"))  # fmt: skip

    result = f"{{{{ {value(depth)} }}}}"
    return dice.choice((result, f"{{% for x in {value(depth)} %}}{result}{{% endfor %}}", f"{{% set x = {value(depth)} %}}{result}",
                        f"{{% if {value(depth)} %}}{result}{{% endif %}}"))  # fmt: skip


def _renamed(text: str) -> str:
    for old, new in _NAMES.items():
        text = text.replace(old, new)
    return text


def _report(name: str, body: str, *, has_fault: bool = False) -> Hostile:
    files: dict[str, Data] = {
        f"{_EVIL}.docx.j2": f"{_HEAD}<report><title>页</title>{body}</report>"
    }
    return Hostile("templates", name, {**files, **_BESIDE}, has_fault=has_fault)


def _measure(name: str, text: str) -> Hostile:
    """Return the input whose type file has a sentence that is such a template."""
    kind = encoded(workspaces.base()["content/types/learning.yaml"]).decode()
    quoted = text.replace("'", "''")
    evil = kind.replace("学习型", "恶意型") + f"measures:\n  - {{title: 一, text: '{quoted}'}}\n"
    files: dict[str, Data] = {
        "content/types/evil.yaml": evil,
        f"{RED}/branch.yaml": "name: 红旗村党支部\ntypes: [evil]\n",
        f"{_EVIL}.docx.j2": f"{_HEAD}<report><title>页</title>{{% for t in chapters %}}{{% for m in t.measures %}}<p>{{{{ m.text }}}}</p>"
        "{% endfor %}{% endfor %}</report>",
    }  # fmt: skip
    return Hostile(
        "templates", f"{name} as a sentence of a type", files, has_fault=True, alike=False
    )
