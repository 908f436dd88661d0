"""The folders of the content, as workspace paths."""

from __future__ import annotations

TYPES = "content/types"
BRANCHES = "content/branches"
LESSONS = "content/lessons"
COMMITTEES = "content/committees"
LEXICON = "content/lexicon"
