"""What Jinja and Python say of a template, said in Chinese."""

from __future__ import annotations

import re

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from reportgen.compose.templates import faults as template_faults
from reportgen.spans import Located, Span

ENGLISH = re.compile(r"(?i)\b(unexpected|expected|object|attribute|token|error|undefined|none)\b")


@pytest.mark.parametrize(
    "error",
    [
        UndefinedError("'nmae' is undefined"),
        UndefinedError("'reportgen.content.model.Branch object' has no attribute 'nmae'"),
        UndefinedError("'None' has no attribute 'text'"),
        UndefinedError("'jinja2.environment.TemplateModule object' has no attribute 'wrok'"),
        TemplateSyntaxError("unexpected '}', expected ')'", 1),
        TemplateSyntaxError("expected token 'in', got 'of'", 1),
        TemplateSyntaxError("expected name or number", 1),
        TemplateSyntaxError("Missing end of raw directive", 1),
        TemplateSyntaxError("unexpected char '（' at 4", 1),
        SecurityError("access to attribute '__class__' of 'str' object is unsafe."),
        TypeError("'int' object is not callable"),
        TypeError("count() takes 1 positional argument but 2 were given"),
        TypeError("count() got an unexpected keyword argument 'knid'"),
        AttributeError("'NoneType' object has no attribute 'year'"),
        ZeroDivisionError("division by zero"),
        KeyError("lecture"),
        OverflowError("too big"),
        RecursionError("maximum recursion depth exceeded"),
    ],
)
def test_no_english_of_the_libraries_reaches_the_author(error: Exception) -> None:
    fault = template_faults.explain_sentence(error, "", None)
    assert not ENGLISH.search(fault.message)
    assert "{" not in fault.message.replace("{{", "").replace("{%", "")
    assert re.search(r"[\u4e00-\u9fff]", fault.message)


def test_what_is_not_known_is_told_as_it_came() -> None:
    fault = template_faults.explain_sentence(ValueError("strange thing"), "", None)
    assert "strange thing" in fault.message


@pytest.mark.parametrize(
    ("text", "column", "length"),
    [
        ("党课{{ nmae }}次，{{ year }}年", 10, 4),
        ("党课{{ year }}次，{{ nmae }}", 22, 4),
        ("nmae是{{ 'nm' ~ 'ae' }}", 10, 17),  # the only slot there is
        ("nmae是{{ a }}{{ b }}", 5, 19),  # which of the two nobody can say
        ("党课{{ nmae", 10, 4),
    ],
)
def test_a_sentence_is_told_at_its_slot(text: str, column: int, length: int) -> None:
    located = Located.at(text, Span("content/types/a.yaml", 3, 5, len(text)))
    error = UndefinedError("'nmae' is undefined")
    fault = template_faults.explain_sentence(error, located, located.span)
    assert fault.span == Span("content/types/a.yaml", 3, column, length)
    assert "`nmae`" in fault.message
