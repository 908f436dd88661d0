"""The content model: what the files of branch types, branches and their years may hold."""

from __future__ import annotations

from reportgen.content.model.branch import (
    Branch,
    BranchType,
    Indicator,
    Measure,
    Members,
    Person,
    Point,
    TypeSlide,
)
from reportgen.content.model.exceptions import Exemption
from reportgen.content.model.exhibits import (
    Brand,
    Brands,
    ChartData,
    ChartOfLog,
    Honour,
    Method,
    PictureFile,
    Project,
    TableData,
    TableSource,
    Venue,
)
from reportgen.content.model.figures import UNSTATED, Figure, Figures, FromLog
from reportgen.content.model.log import Event, Habit, Ledger, LedgerColumns
from reportgen.content.model.record import (
    Closing,
    Followup,
    Plan,
    PlanItem,
    Problem,
    Section,
    Show,
    Source,
    Work,
    YearRecord,
)

__all__ = [
    "UNSTATED",
    "Branch",
    "BranchType",
    "Brand",
    "Brands",
    "ChartData",
    "ChartOfLog",
    "Closing",
    "Event",
    "Exemption",
    "Figure",
    "Figures",
    "Followup",
    "FromLog",
    "Habit",
    "Honour",
    "Indicator",
    "Ledger",
    "LedgerColumns",
    "Measure",
    "Members",
    "Method",
    "Person",
    "PictureFile",
    "Plan",
    "PlanItem",
    "Point",
    "Problem",
    "Project",
    "Section",
    "Show",
    "Source",
    "TableData",
    "TableSource",
    "TypeSlide",
    "Venue",
    "Work",
    "YearRecord",
]
