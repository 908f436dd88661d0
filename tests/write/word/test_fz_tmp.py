import random
from dataclasses import replace
from reportgen.document.nodes import Cell, Column, Table, Text
from reportgen.write.word.layout.pagination import paginate
from reportgen.write.word.model import Table as LT, plain_text
from reportgen.write.word.reference import template_of

S = "居民的事一件一件地问，一件一件地办，办完还要回头看一看。"


def test_fz(elements, theme_of):
    script = theme_of("script")
    area = template_of(script).area
    import time

    worst = 0
    solo = 0
    over = 0
    for seed in range(400):
        r = random.Random(seed)
        rows = []
        n = r.randint(1, 25)
        big = r.choice([4, 12, 30, 70])
        for i in range(n):
            if r.random() < 0.25:
                rows.append((Cell((Text("平安型", bold=True),), header=True, colspan=2),))
            t = [S * r.randint(1, big) for _ in range(r.randint(1, 2))]
            rows.append(
                (
                    Cell((Text(f"第{i}页", bold=True), Text(" 2分钟")), slides=(i,)),
                    Cell((Text(t[0]),), further=tuple((Text(x),) for x in t[1:]), prose=True),
                )
            )
        tb = Table((Column("left", 72), Column("left", 96)), tuple(rows), 0, form=True, open=True)
        t0 = time.time()
        res = elements(tb, use=script)
        worst = max(worst, time.time() - t0)
        (only,) = [e for e in res if isinstance(e, LT)]
        text = "".join(plain_text(p.inlines) for row in only.rows for p in row.cells[-1].paragraphs)
        want = "".join(
            "".join(
                plain_text
                for plain_text in [x.text for x in c[-1].content]
                + [y.text for f in c[-1].further for y in f]
            )
            for c in rows
        )
        assert text == want, seed
        starts = paginate(area.ruler.boxes(res, area.width), area.heights).starts
        boxes = area.ruler.boxes(res, area.width)
        pages = {}
        for (p, y), b in zip(starts, boxes):
            pages.setdefault(p, []).append((y, b.height))
        over += sum(
            1 for p in pages for y, h in pages[p] if y + h > area.height and h <= area.height
        )
    print("worst", worst, "over", over)
