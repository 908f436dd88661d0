"""Party lessons (content/lessons): their model, how a file is read, and their timetable."""

from reportgen.content.lessons.model import Lesson, LessonPicture
from reportgen.content.lessons.reading import LessonSubject, load_lesson

__all__ = ["Lesson", "LessonPicture", "LessonSubject", "load_lesson"]
