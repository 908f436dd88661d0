"""Seeded content, from starving to overflowing: a branch with one year, and a party lesson.

The same seed gives the same files. Every name, title and number is invented. A `Writer` has a fullness:
at 0 a record has little more than its year, at 1 it has more than any branch ever writes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml
from support import workspaces

from reportgen.workspace import MemoryWorkspace

SLUG, YEAR = "generated", 2025
BRANCH = f"content/branches/{SLUG}/branch.yaml"
RECORD = f"content/branches/{SLUG}/{YEAR}.yaml"
LESSON = f"content/lessons/{SLUG}.yaml"
PICTURE = f"content/branches/{SLUG}/images/hall.png"

#: how full a record can be, the same for all its parts
FULLNESS = (0.0, 0.1, 0.3, 0.6, 1.0)
LONGEST_TITLE = 34

TYPES = ("learning", "service", "innovation", "integrity", "business")
PEOPLE = ("示例甲", "示例乙", "示例丙", "示例丁", "欧阳示例")
ROLES = ("书记", "组织委员兼纪检委员", "宣传委员", "统战委员", "青年委员")
PLACES = ("示例路活动室", "示例村祠堂", "三楼示例厅", "一号泵房")
MEETINGS = (
    "支部党员大会",
    "支部委员会会议",
    "党小组会",
    "党课",
    "主题党日",
    "组织生活会",
    "谈心谈话",
)
LOOSE_DATES = (
    "3月",
    "4—7月",
    "七一前后",
    "上半年",
    "下半年",
    "第三季度",
    "10月下旬",
    "5月12日",
    "12月31日",
)
DUE_DATES = ("上半年", "6月底前", f"{YEAR + 1}年9月", f"{YEAR + 1}-03-31", "长期")
STATES = ("", "已完成", "基本完成", "持续推进", "不再推进", "等上级批复", "done")
UNITS = ("次", "余篇", "人次", "万元", "%", "公里", "处", " m", " NTU")
WORDINGS = ("多人", "没统计", "1:2000", "十余家")

_WHO = ("示例党小组", "支部委员", "青年党员", "老党员", "党员突击队", "支部")
_DID = ("走访", "修好", "整理", "讨论", "核对", "搬运", "讲解", "回访")
_WHAT = (
    "示例路的路灯",
    "一号仓库的账",
    "老旧楼道",
    "《示例办法》",
    "居民的来信",
    "水表",
    "示例河的堤",
    "档案柜",
)
_HOW = (
    "，当天办完",
    "，没有留尾巴",
    "，还剩下一半",
    "，由大家评议",
    "，用的是 e-mail 和微信群",
    "",
    "",
    "",
)
_TITLE_WORDS = (
    "示例路", "一件一件", "办到门口", "老党员", "讲给青年听", "“示例”小组", "水到龙头", "心到户头", "把账",
    "晒出来", "开门", "听意见", "三张清单", "连着千家万户", "守住", "最后一米", "夜里值班", "不过夜",
)  # fmt: skip


@cache
def _supplied() -> Mapping[str, bytes]:
    """Return the supplied themes and types."""
    folders = (workspaces.ROOT / "content" / "types", workspaces.THEME.parent)
    return {
        path.relative_to(workspaces.ROOT).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "gallery" not in path.parts
    }


def _yaml(value: Any) -> bytes:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()


def workspace(files: Mapping[str, bytes]) -> MemoryWorkspace:
    """Return a workspace of the supplied theme and types with `files` in it."""
    return MemoryWorkspace({**_supplied(), **files})


def branch_files(seed: int, fullness: float | None = None) -> dict[str, bytes]:
    """Return the files of a branch with one year; `fullness` is chosen by the seed if not given."""
    rng = random.Random(seed)
    writer = Writer(rng, rng.choice(FULLNESS) if fullness is None else fullness)
    typed = rng.random() < 0.5
    files = {
        BRANCH: _yaml(writer.branch(typed=typed)),
        RECORD: _yaml(writer.record(typed=typed)),
    }
    if writer.pictures:
        files[PICTURE] = workspaces.base()["content/branches/red/images/hall.png"]
    return files


def lesson_files(seed: int, fullness: float | None = None) -> dict[str, bytes]:
    """Return the file of a lesson; `fullness` is chosen by the seed if not given."""
    rng = random.Random(seed)
    writer = Writer(rng, rng.choice(FULLNESS) if fullness is None else fullness)
    return {LESSON: _yaml(writer.lesson())}


@dataclass(eq=False, slots=True)
class Writer:
    """Writes the parts of a content file; names that other parts refer to are remembered."""

    rng: random.Random
    fullness: float
    figures: dict[str, Any] = field(default_factory=dict)
    methods: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)
    charts: dict[str, Any] = field(default_factory=dict)
    pictures: dict[str, Any] = field(default_factory=dict)
    #: the titles of the chapters, and the types that some of them have instead
    chapters: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)

    # Chances and counts.

    def number(self, most: int, least: int = 0) -> int:
        """Return how many of something there are: `least` when starving, up to `most` when full."""
        return least + round((most - least) * min(1.0, self.fullness * self.rng.uniform(0.3, 1.4)))

    def has(self) -> bool:
        """Return whether something optional is there: never when starving, mostly when full."""
        return self.rng.random() < self.fullness

    def some(self, names: Mapping[str, Any], most: int) -> list[str]:
        """Return up to `most` of `names`."""
        return self.rng.sample(sorted(names), min(len(names), self.number(most)))

    def optional(self, **fields: Callable[[], Any]) -> dict[str, Any]:
        """Return the fields that happen to be there, each with what its function writes."""
        return {name: write() for name, write in fields.items() if self.has()}

    # Texts.

    def title(self) -> str:
        """Return a title of 4 to 34 characters that nothing else in the record has."""
        length = self.rng.choice((6, 10, 14, 20, LONGEST_TITLE))
        while True:
            words = ""
            while len(words) < length:
                words += self.rng.choice(_TITLE_WORDS)
            title = words[:length].rstrip("“")
            if title.count("“") != title.count("”"):
                title = title.replace("“", "").replace("”", "")
            if len(title) >= 4 and title not in self.titles:
                self.titles.add(title)
                return title

    def sentence(self) -> str:
        """Return one sentence; some state a figure of the record as it is written."""
        if self.figures and self.rng.random() < 0.15:
            name = self.rng.choice(sorted(self.figures))
            return f"{name}{self.figures[name]['value']}。"
        who, did, what, how = map(self.rng.choice, (_WHO, _DID, _WHAT, _HOW))
        times = self.rng.choice(("", "", f"{self.rng.randint(2, 60)}次", "多次", "第二次"))
        return f"{who}{times}{did}{what}{how}。"

    def text(self, most: int, least: int = 0) -> str:
        """Return `least` to `most` sentences, in paragraphs of four."""
        sentences = [self.sentence() for _ in range(self.number(most, least))]
        paragraphs = ["".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
        return "\n\n".join(paragraphs)

    def amount(self) -> str:
        """Return an amount in figures, or words where nobody counted."""
        if self.rng.random() < 0.1:
            return self.rng.choice(WORDINGS)
        number = self.rng.choice((self.rng.randint(1, 99), self.rng.randint(1, 30000), 95.6, 0.12))
        return f"{number}{self.rng.choice(UNITS)}"

    def person(self) -> str:
        """Return a name."""
        return self.rng.choice(PEOPLE)

    def due(self) -> str:
        """Return a deadline."""
        return self.rng.choice(DUE_DATES)

    # The branch.

    def branch(self, *, typed: bool) -> dict[str, Any]:
        """Return branch.yaml; a `typed` branch has types, and perhaps a frame of them."""
        types = self.rng.sample(TYPES, self.number(len(TYPES), 1)) if typed else []
        self.chapters += types
        return {
            "name": "示例县示例单位机关党支部",
            **({"types": types} if types else {}),
            **({"frame": "示例框架"} if types and self.has() else {}),
            **self.optional(
                short=lambda: "示例支部",
                unit=lambda: "示例单位",
                upper=lambda: "示例县直机关工委",
                slogan=lambda: "示例口号，说到做到",
                secretary=self.person,
                groups=lambda: self.rng.randint(2, 6),
                committee=lambda: [
                    {"name": name, "role": role}
                    for name, role in zip(PEOPLE, ROLES[: self.rng.randint(2, 5)], strict=False)
                ],
                members=lambda: {
                    "total": f"{self.rng.randint(3, 90)}名",
                    **self.optional(formal=lambda: "20名", probationary=lambda: "2名"),
                },
            ),
        }

    # The record.

    def record(self, *, typed: bool) -> dict[str, Any]:
        """Return the year's record."""
        for _ in range(self.number(24)):
            self.figures[f"示例指标{len(self.figures) + 1}"] = self.figure()
        for _ in range(self.number(4)):
            self.methods[self.title()] = self.method()
        for _ in range(self.number(6)):
            self.tables[self.title()] = self.table()
        for _ in range(self.number(6)):
            self.charts[self.title()] = self.chart()
        for _ in range(self.number(5)):
            self.pictures[f"p{len(self.pictures)}"] = self.picture()
        types = tuple(self.chapters) if typed else ()
        chapters = [self.chapter(kind) for kind in types]
        chapters += [self.chapter("") for _ in range(self.number(12 - len(types)))]
        lists: dict[str, list[Any]] = {
            "chapters": chapters,
            "honours": [self.honour() for _ in range(self.number(40))],
            "projects": [self.project() for _ in range(self.number(6))],
            "venues": [{"name": self.title()} for _ in range(self.number(3))],
            "events": [self.event() for _ in range(self.number(40))],
            "followups": [self.followup() for _ in range(self.number(5))],
            "problems": [self.problem() for _ in range(self.number(6))],
            "none": [word for word in ("荣誉", "问题") if self.fullness == 0],
        }
        return {
            "year": YEAR,
            **({"figures": self.figures} if self.figures else {}),
            **({"methods": self.methods} if self.methods else {}),
            **({"tables": self.tables} if self.tables else {}),
            **({"charts": self.charts} if self.charts else {}),
            **({"pictures": self.pictures} if self.pictures else {}),
            **{key: entries for key, entries in lists.items() if entries},
            **self.optional(
                headline=self.title,
                opening=lambda: self.text(4, 1),
                brands=self.brands,
                meetings=lambda: {"支委会": {"chair": self.person(), "recorder": self.person()}},
                debriefing=self.debriefing,
                story=self.story,
                plan=self.plan,
                closing=lambda: {"title": self.title(), "text": self.text(3, 1)},
                texts=lambda: {"示例信": [self.sentence(), self.sentence()]},
                signed=lambda: f"{YEAR + 1}-01-{self.rng.randint(1, 31):02d}",
            ),
        }

    def figure(self) -> dict[str, Any]:
        """Return a figure, as a number or as words."""
        value = self.amount()
        return {
            "value": value,
            **self.optional(
                target=lambda: self.rng.choice((value, self.amount())),
                better=lambda: self.rng.choice(("more", "less")),
                note=lambda: self.rng.choice(("含示例村", "只计半年")),
                last_year=self.amount,
                earlier=lambda: {YEAR - 2: self.amount(), YEAR - 3: self.amount()},
                highlight=lambda: self.rng.choice((True, False)),
            ),
        }

    def method(self) -> dict[str, Any]:
        """Return a method with all, some or none of its items."""
        items = [
            {"name": f"示例责{n + 1}", **self.optional(text=self.sentence)}
            for n in range(self.number(8))
        ]
        return {
            "kind": self.rng.choice(("工作法", "机制", "标准")),
            **({"items": items} if items else {}),
            **self.optional(note=self.sentence),
        }

    def table(self) -> dict[str, Any]:
        """Return a table of up to 40 rows and 7 columns."""
        columns = self.rng.randint(2, 7)
        rows = [
            [self.rng.choice(("示例村", "一季度", "合计", self.title()[:8]))]
            + [self.rng.choice((str(self.rng.randint(0, 999)), "—", self.amount(), ""))]
            + [self.rng.choice((self.sentence(), "已办", "3")) for _ in range(columns - 2)]
            for _ in range(self.number(40, 1))
        ]
        return {
            "head": [f"示例栏{n + 1}" for n in range(columns)],
            "rows": rows,
            **self.optional(unit=lambda: "万元", note=self.sentence),
        }

    def chart(self) -> dict[str, Any]:
        """Return a chart of one or two series."""
        names = [f"示例{n + 1}" for n in range(self.number(12, 1))]
        unit = self.rng.choice(("次", "万元", ""))

        def data() -> dict[str, str]:
            return {name: f"{self.rng.randint(1, 900)}{unit}" for name in names}

        several = self.has()
        kinds = ("column", "bar", "stacked", "line") if several else ("pie", "column", "doughnut")
        return {
            "kind": self.rng.choice(kinds),
            **({"series": {"今年": data(), "上年": data()}} if several else {"data": data()}),
            **({"unit": unit} if unit else {}),
            **self.optional(takeaway=self.title, note=self.sentence),
        }

    def picture(self) -> dict[str, Any]:
        """Return a picture; all have the same file."""
        return {
            "file": "images/hall.png",
            "caption": self.title(),
            **self.optional(credit=self.person, alt=lambda: "一间会场"),
        }

    def chapter(self, kind: str) -> dict[str, Any]:
        """Return a chapter of a type, or with a title of its own."""
        title = self.title() if not kind or self.has() else ""
        if title:
            self.chapters.append(title)
        works = [self.work() for _ in range(self.number(6))]
        return {
            **({"title": title} if title else {}),
            **({"type": kind} if kind else {}),
            **({"works": works} if works else {}),
            **self.optional(lead=lambda: self.text(2, 1)),
        }

    def work(self) -> dict[str, Any]:
        """Return a work of 0 to 10 sentences with what belongs to it."""
        text = self.text(10)
        lists = {
            "figures": self.some(self.figures, 4),
            "tables": self.some(self.tables, 1),
            "charts": self.some(self.charts, 2),
            "pictures": self.some(self.pictures, 3),
            "quotations": [self.quotation() for _ in range(self.number(2))],
            "people": [self.profile() for _ in range(self.number(4))],
        }
        return {
            "title": self.title(),
            **({"text": text} if text else {}),
            **({"method": self.rng.choice(sorted(self.methods))} if self.methods else {}),
            **{key: entries for key, entries in lists.items() if entries and self.has()},
            **({"slide": self.slide()} if self.rng.random() < 0.3 else {}),
        }

    def slide(self) -> dict[str, Any]:
        """Return what a work's slide does otherwise than by the rules."""
        points = [
            self.rng.choice((self.sentence(), {"name": self.title(), "text": self.sentence()}))
            for _ in range(self.number(8, 1))
        ]
        return self.optional(
            show=lambda: self.rng.choice(("auto", "bullets", "cards", "steps", "text", "none")),
            title=self.title,
            panel=lambda: self.title()[:12],
            brief=self.sentence,
            points=lambda: points,
            relation=lambda: self.rng.choice(("order", "ring", "ranks", "pair")),
            notes=lambda: self.text(5, 1),
        )

    def profile(self) -> dict[str, Any]:
        """Return a person with deeds, own words and a picture, or without."""
        return {
            "name": self.person(),
            "role": self.rng.choice(("门口岗", "三号楼党员中心户、退休教师")),
            **self.optional(
                text=self.sentence,
                points=lambda: [self.sentence() for _ in range(self.number(4, 1))],
                saying=self.sentence,
                occasion=lambda: "9月回访",
                picture=lambda: self.rng.choice([*self.pictures, ""]),
            ),
        }

    def quotation(self) -> dict[str, Any]:
        """Return what somebody said, with or without who, where and in which paper."""
        return {
            "text": self.sentence(),
            **self.optional(
                speaker=self.person,
                office=lambda: "三号楼居民",
                occasion=lambda: "9月回访",
                source=lambda: "《示例日报》",
            ),
        }

    def brands(self) -> dict[str, Any]:
        """Return a leading brand and those that follow it."""
        items = [{"label": "业务品牌", "name": self.title()} for _ in range(self.number(6, 1))]
        return {"main": {"label": "党建品牌", "name": self.title()}, "items": items}

    def honour(self) -> dict[str, Any]:
        """Return an honour with as much as is known of it."""
        return {
            "name": self.title(),
            **self.optional(
                level=lambda: self.rng.choice(("省级", "县级", "街道")),
                grade=lambda: "一等奖",
                count=lambda: f"{self.rng.randint(1, 9)}项",
                people=lambda: self.rng.sample(PEOPLE, 2),
                since=lambda: "连续三年",
                note=lambda: "示例说明",
            ),
            **({"chapter": self.rng.choice(self.chapters)} if self.chapters and self.has() else {}),
        }

    def project(self) -> dict[str, Any]:
        """Return a project in one of its states."""
        return {
            "name": self.title(),
            "kind": self.rng.choice(("示例数据库", "民生项目")),
            "status": self.rng.choice(("done", "under-way", "planned")),
            **self.optional(text=self.sentence),
        }

    def event(self) -> dict[str, Any]:
        """Return an event with a day, a month or a loose date."""
        day = f"{self.rng.randint(1, 12)}月{self.rng.randint(1, 28)}日"
        kinds = self.rng.sample(MEETINGS, self.rng.choice((0, 1, 1, 1, 2)))
        due = self.rng.randint(3, 90)
        return {
            "date": self.rng.choice((day, day, self.rng.choice(LOOSE_DATES))),
            **({"kinds": kinds} if kinds else {}),
            "title": self.title(),
            **self.optional(
                place=lambda: self.rng.choice(PLACES),
                present=lambda: self.rng.randint(2, due),
                due=lambda: due,
                hours=lambda: self.rng.choice((1, 1.5, 4)),
                text=lambda: self.text(4, 1),
                chair=self.person,
                recorder=self.person,
                agenda=lambda: [self.sentence() for _ in range(self.number(5, 1))],
                decisions=lambda: [self.sentence() for _ in range(self.number(5, 1))],
                highlight=lambda: True,
            ),
        }

    def followup(self) -> dict[str, Any]:
        """Return what became of a problem of last year."""
        return {
            "name": self.title(),
            "status": self.rng.choice(STATES),
            **self.optional(action=self.sentence, result=self.sentence, by=lambda: "示例工委"),
        }

    def problem(self) -> dict[str, Any]:
        """Return a problem with or without what is done about it."""
        return {
            "name": self.title(),
            **self.optional(
                text=self.sentence,
                cause=self.sentence,
                measure=self.sentence,
                owner=self.person,
                due=self.due,
            ),
        }

    def plan(self) -> dict[str, Any]:
        """Return a plan as text, as tasks, or as both."""
        items = [
            {
                "task": self.title(),
                **self.optional(text=self.sentence, owner=self.person, due=self.due),
            }
            for _ in range(self.number(8))
        ]
        text = self.text(4)
        return {
            **({"text": text} if text else {}),
            **({"items": items} if items else {}),
            **self.optional(title=self.title, parallels=lambda: ["更实的示例", "更细的示例"]),
        }

    def debriefing(self) -> dict[str, Any]:
        """Return what a secretary adds when debriefing."""
        duties = [self.work() for _ in range(self.number(4))]
        return {
            "speaker": self.person(),
            **({"duties": duties} if duties else {}),
            **self.optional(
                occasion=lambda: "示例街道述职评议会",
                minutes=lambda: self.rng.choice((5, 10, 15)),
                opening=lambda: self.text(3, 1),
                closing=lambda: self.text(2, 1),
            ),
        }

    def story(self) -> dict[str, Any]:
        """Return a press story."""
        parts = [{"title": self.title(), "text": self.text(8, 1)} for _ in range(self.number(4, 1))]
        return {
            "headline": self.title(),
            "lead": self.text(3, 1),
            "parts": parts,
            "closing": self.text(2, 1),
            **self.optional(shoulder=self.title, byline=self.person),
        }

    # The lesson.

    def lesson(self) -> dict[str, Any]:
        """Return a party lesson."""
        return {
            "topic": self.title(),
            "audience": "示例支部党员",
            "speaker": self.person(),
            "minutes": self.rng.choice((5, 10, 40, 90)),
            "opening": self.text(6, 1),
            "parts": [self.lesson_part() for _ in range(self.number(6, 1))],
            "summary": {
                "points": [self.point() for _ in range(self.number(6, 1))],
                "notes": self.text(5, 1),
            },
            "closing": {"notes": self.text(4, 1), **self.optional(title=self.title)},
            "quotations": {"一句话": self.lesson_quotation()},
            "cases": {
                "示例单位": {
                    "source": "示例，虚构",
                    **self.optional(person=self.person, role=lambda: "示例员"),
                }
            },
            **self.optional(
                subtitle=self.title,
                unit=lambda: "示例支部",
                aims=lambda: [self.sentence() for _ in range(self.number(4, 1))],
                outline=lambda: self.text(3, 1),
                discussion=lambda: {"questions": [self.sentence()], "notes": self.text(3, 1)},
                spares=lambda: [self.lesson_page()],
                emphases=lambda: [self.sentence()],
                build=lambda: "steps",
                sources=lambda: ["《示例办法》"],
            ),
        }

    def lesson_part(self) -> dict[str, Any]:
        """Return a part of a lesson."""
        return {
            "title": self.title(),
            "aim": self.sentence(),
            "notes": self.text(3, 1),
            "pages": [self.lesson_page() for _ in range(self.number(8, 1))],
        }

    def lesson_page(self) -> dict[str, Any]:
        """Return a page of a lesson."""
        points = [self.point() for _ in range(self.number(9))]
        return {
            "title": self.title(),
            "notes": self.text(8, 1),
            **({"points": points} if points else {}),
            **self.optional(
                brief=self.sentence,
                lead=lambda: self.title()[:12],
                case=lambda: "示例单位",
                quote=lambda: "一句话",
                question=self.lesson_question,
            ),
        }

    def lesson_quotation(self) -> dict[str, Any]:
        """Return a quotation of a lesson, of a person, of a work or of both, now and then second-hand."""
        author = {"author": self.person()} if self.rng.random() < 0.5 else {"work": "《示例办法》"}
        more = self.optional(
            office=lambda: "示例员",
            place=lambda: "第三条",
            date=lambda: "2018年10月",
            hand=lambda: self.rng.choice(("first", "second")),
            via=lambda: "《示例报》",
        )
        return {"text": self.sentence(), **author, **more}

    def lesson_question(self) -> dict[str, Any]:
        """Return a question with a choice of answers, or up to four questions to discuss."""
        if self.rng.random() < 0.5:
            return {
                "kind": "poll",
                "questions": [self.sentence()],
                "options": ["有", "没有", "说不清"],
            }
        return {
            "questions": [self.sentence() for _ in range(self.number(4, 1))],
            "how": self.sentence(),
        }

    def point(self) -> dict[str, Any]:
        """Return a point with a name."""
        return {"name": self.title(), **self.optional(text=self.sentence)}
