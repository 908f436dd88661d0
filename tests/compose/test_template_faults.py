"""What Jinja and Python say of a template, said in Chinese."""

from __future__ import annotations

import re

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from reportgen.compose import template_faults
from reportgen.spans import Span

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
    fault = template_faults.explain_sentence(error, None)
    assert not ENGLISH.search(fault.message)
    assert "{" not in fault.message.replace("{{", "").replace("{%", "")
    assert re.search(r"[\u4e00-\u9fff]", fault.message)


def test_what_is_not_known_is_told_as_it_came() -> None:
    fault = template_faults.explain_sentence(ValueError("strange thing"), None)
    assert "strange thing" in fault.message


def test_a_sentence_is_told_at_its_place() -> None:
    span = Span("content/types/a.yaml", 3, 5, 9)
    fault = template_faults.explain_sentence(UndefinedError("'nmae' is undefined"), span)
    assert fault.span == span
    assert "`nmae`" in fault.message
