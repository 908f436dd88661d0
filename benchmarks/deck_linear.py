"""`python -m benchmarks.deck_linear`: decks of 100 and of 400 chart slides in, the ratio of the time per slide out: 1 is linear."""

from __future__ import annotations

import time
from pathlib import Path

import yaml

from reportgen.document.nodes import Chart, Deck, Properties, Prose, Series, Slide, SlotValue, Text
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.theme.deck_settings import DeckSettings
from reportgen.write.powerpoint import lower, write_deck

JULI = Path(__file__).resolve().parents[1] / "templates" / "juli"
SMALL, LARGE = 100, 400


def deck_of(count: int) -> Deck:
    """Return a deck of `count` slides, each with a chart of its own, text and notes."""
    return Deck(Properties("图表", year=2022), tuple(_slide(i) for i in range(count)), "某支部")


def seconds_per_slide(theme: DeckTheme, count: int, rounds: int = 3) -> float:
    """Return the least processor time a slide takes in a deck of `count` slides."""
    deck, seconds = deck_of(count), []
    for _ in range(rounds):
        start = time.process_time()
        write_deck(lower(deck, theme), theme, lambda _: b"")
        seconds.append(time.process_time() - start)
    return min(seconds) / count


def main() -> None:
    """Print the ratio and the time it rests on."""
    plain = yaml.safe_load((JULI / "deck.yaml").read_text(encoding="utf-8"))
    settings = DeckSettings.model_validate(plain)
    theme = load_deck_theme((JULI / "deck.pptx").read_bytes(), settings)
    write_deck(lower(deck_of(1), theme), theme, lambda _: b"")
    small, large = (seconds_per_slide(theme, count) for count in (SMALL, LARGE))
    print(f"{LARGE} chart slides : {SMALL}, time per slide: {large / small:.2f}", end="")
    print(f" ({large * 1000:.2f} ms a slide)")


def _slide(number: int) -> Slide:
    values = tuple(float((number * k) % 17 + 1) for k in (3, 5, 7))
    chart = Chart(
        "column",
        "获奖",
        ("一等奖", "二等奖", "三等奖"),
        (Series("获奖", values),),
        "项",
        highlight=0,
    )
    text = _prose(f"第{number}类竞赛获奖{sum(values):g}项，一等奖占比逐年提高。")
    slots: dict[str, SlotValue] = {
        "title": _prose(f"竞赛获奖情况（{number}）"),
        "chart": chart,
        "takeaway": text,
    }
    return Slide("chart-note", slots, notes=((Text("先说总数，再说构成。"),),))


def _prose(text: str) -> Prose:
    return Prose(((Text(text),),))


if __name__ == "__main__":
    main()
