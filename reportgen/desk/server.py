"""The desk as a web application on this computer alone, and how it starts and stops."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import islice
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from reportgen.desk.guard import Guard
from reportgen.desk.page_code import static
from reportgen.desk.session import Session
from reportgen.desk.views import (
    activities,
    appearance,
    branch_form,
    committee,
    editing,
    figures,
    finish,
    history,
    home,
    lesson,
    new_branch,
    new_lesson,
    own_template,
    own_word_template,
    people,
    pictures,
    plan,
    preview,
    review,
    search,
    slides,
    tables,
    text,
    workbooks,
)
from reportgen.diagnostics import Faults

#: seconds without any page after which the desk stops
IDLE_SECONDS = 30 * 60
#: seconds that the browser has for the first page before templates are opened in the background
_FIRST_PAGE_SECONDS = 1.0
Read = Callable[[Session, Request], Response]
Write = Callable[[Session, Request, Any], Response]
Endpoint = Callable[[Request], Awaitable[Response]]
log = logging.getLogger("reportgen.desk")


def application(session: Session) -> Guard:
    """Return the application of a session, behind its guard."""

    def reads(view: Read) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(_guard, lambda: view(session, request))

        return endpoint

    def writes(view: Write) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            try:
                content = json.loads(await request.body())
            except ValueError:
                return JSONResponse({"message": "工作台没有看懂这次改动"}, 400)
            return await run_in_threadpool(_guard, lambda: view(session, request, content))

        return endpoint

    def takes_file(view: Callable[[Session, Request, bytes], Response]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            data = await request.body()
            return await run_in_threadpool(_guard, lambda: view(session, request, data))

        return endpoint

    year, one = "/b/{branch}/{year:int}", "/lesson/{lesson}"
    below = "/committee/{committee}/{year:int}"
    routes = [
        Route("/", reads(home.home)),
        Route("/state/{branch}/{year:int}", reads(home.year_state)),
        Route("/start-key", reads(home.start_key)),
        Route("/import-word", takes_file(new_branch.import_word), methods=["POST"]),
        Route("/branch-form", reads(branch_form.blank_form)),
        Route("/branch-form", takes_file(branch_form.take_form), methods=["POST"]),
        Route("/new-branch", reads(new_branch.new_branch)),
        Route("/new-branch", writes(new_branch.create_branch), methods=["POST"]),
        Route("/new-year/{branch}", reads(new_branch.new_year)),
        Route("/new-year/{branch}", writes(new_branch.create_year), methods=["POST"]),
        Route(
            "/sample",
            writes(lambda desk, request, _: home.open_sample(desk, request)),
            methods=["POST"],
        ),
        Route(f"{year}/text", reads(home.redirect_to_text)),
        Route(f"{year}/text/{{item}}", reads(text.text)),
        Route(f"{year}/figures", reads(figures.figures)),
        Route(f"{year}/figures-rows", reads(figures.rows)),
        Route(f"{year}/figures/{{item:path}}", reads(figures.details)),
        Route(f"{year}/activities", reads(activities.activities)),
        Route(f"{year}/activities-rows", reads(activities.rows)),
        Route(f"{year}/ledger-edits", reads(activities.ledger_edits)),
        Route(f"{year}/activities/{{item}}", reads(activities.details)),
        Route(f"{year}/pasted", writes(activities.paste), methods=["POST"]),
        Route(f"{year}/appearance", reads(appearance.appearance)),
        Route(f"{year}/appearance-style", writes(appearance.choose_style), methods=["POST"]),
        Route(f"{year}/appearance-of/{{name}}", reads(appearance.drawing)),
        Route(f"{year}/own-template", takes_file(own_template.adopt), methods=["POST"]),
        Route(f"{year}/own-template/layout", writes(own_template.choose_layout), methods=["POST"]),
        Route(f"{year}/own-template", reads(own_template.own_template)),
        Route(f"{year}/own-word-template", takes_file(own_word_template.adopt), methods=["POST"]),
        Route(f"{year}/search", reads(search.search)),
        Route("/stop", writes(search.stop), methods=["POST"]),
        Route("/open-folder", writes(home.show_folder), methods=["POST"]),
        Route(f"{year}/copied-table", writes(tables.clipboard), methods=["POST"]),
        Route(f"{year}/people", reads(people.people)),
        Route(f"{year}/people-used", reads(people.uses)),
        Route(f"{year}/people/{{item}}", reads(people.details)),
        Route(f"{year}/tables/{{name}}", reads(tables.table)),
        Route(f"{year}/tables/{{name}}/rows", reads(tables.rows)),
        Route(f"{year}/plan", reads(plan.plan)),
        Route(f"{year}/slides", reads(slides.slides)),
        Route(f"{year}/slides-listing", reads(slides.listing)),
        Route(f"{year}/slides/{{item}}", reads(slides.panel)),
        Route(f"{year}/slide-field", reads(slides.field_at)),
        Route(f"{year}/review", reads(review.review)),
        Route(f"{year}/review", writes(review.decide), methods=["POST"]),
        Route(f"{year}/finish", reads(finish.finish)),
        Route(f"{year}/print/{{show}}", reads(finish.print_page)),
        Route(f"{year}/finish-list", reads(finish.finish_list)),
        Route(f"{year}/faults", reads(editing.faults)),
        Route(f"{year}/preview", writes(preview.preview), methods=["POST"]),
        Route(f"{year}/room", writes(preview.room), methods=["POST"]),
        Route(f"{year}/picture", takes_file(pictures.upload), methods=["POST"]),
        Route(f"{year}/picture-of/{{name}}", reads(pictures.original)),
        Route(f"{one}/picture-of/{{name}}", reads(pictures.original)),
        Route("/preview-style/{name}.css", reads(preview.style)),
        Route("/pictures/{name}", reads(preview.picture)),
        Route(f"{year}/value", reads(editing.value)),
        Route(f"{year}/go", reads(editing.go)),
        Route(f"{year}/place", reads(editing.place)),
        Route(f"{year}/history", reads(history.history)),
        Route(f"{year}/history/{{version}}", reads(history.comparison)),
        Route(f"{year}/restore", writes(editing.restore), methods=["POST"]),
        Route(f"{below}/workbooks", reads(workbooks.workbooks)),
        Route(f"{below}/send", writes(workbooks.send), methods=["POST"]),
        Route(f"{below}/back", takes_file(workbooks.take_back), methods=["POST"]),
        Route(f"{below}/assign", writes(workbooks.assign), methods=["POST"]),
        Route(f"{below}/answer", writes(workbooks.answer), methods=["POST"]),
        Route(f"{below}/store", writes(workbooks.store), methods=["POST"]),
        Route(f"{below}/states.xlsx", reads(workbooks.state_file)),
        Route(f"{below}/return/{{branch}}.xlsx", reads(workbooks.return_workbook)),
        Route(f"{below}/documents", reads(committee.documents)),
        Route(f"{below}/download/{{kind}}", reads(committee.download)),
        Route("/new-lesson", reads(new_lesson.new_lesson)),
        Route("/new-lesson", writes(new_lesson.create), methods=["POST"]),
        Route("/new-lesson/rows", reads(new_lesson.beginning)),
        Route("/new-lesson/draft", writes(new_lesson.draft), methods=["POST"]),
        Route("/new-lesson/outline", takes_file(new_lesson.outline), methods=["POST"]),
        Route(one, reads(lesson.redirect)),
        Route(f"{one}/text/{{item}}", reads(lesson.lesson)),
        Route(f"{one}/preview", writes(lesson.preview), methods=["POST"]),
        Route(f"{one}/room", writes(lesson.room), methods=["POST"]),
        Route(f"{one}/faults", reads(lesson.faults)),
        Route(f"{one}/place", reads(lesson.place)),
        Route(f"{one}/value", reads(editing.value)),
        Route(f"{one}/history", reads(history.history)),
        Route(f"{one}/history/{{version}}", reads(history.comparison)),
        Route(f"{one}/restore", writes(editing.restore), methods=["POST"]),
        Route(f"{one}/download/{{kind}}", reads(lesson.download)),
        Route(f"{one}/citable/{{branch}}/{{year:int}}", reads(lesson.citable)),
        Route(f"{one}/picture", takes_file(pictures.upload), methods=["POST"]),
        Route("/download/{branch}/{year:int}/{kind}", reads(finish.download)),
        Route("/pdf/{branch}/{year:int}/{kind}", reads(finish.pdf)),
        Route("/save", writes(editing.save), methods=["POST"]),
        Route("/lost-side", writes(editing.lost_side), methods=["POST"]),
        Route("/ping", reads(editing.ping)),
        Route("/static/{name}", static),
    ]
    # Previews and page code go to a tenth of their size; there is no secret in them to guess at.
    middleware = [Middleware(GZipMiddleware, minimum_size=2000, compresslevel=4)]
    return Guard(
        Starlette(
            routes=routes, exception_handlers={HTTPException: _refuse}, middleware=middleware
        ),
        session.keys,
    )


def _guard(view: Callable[[], Response]) -> Response:
    """Return the response of a view; a fault of the program is told in words and logged."""
    try:
        return view()
    except FileNotFoundError:
        return PlainTextResponse("没有这一页；文件可能在别处改了名或删了", 404)
    except KeyError:
        return PlainTextResponse("没有这一页", 404)
    except Faults as faults:
        return PlainTextResponse("\n".join(d.message for d in faults.diagnostics), 422)
    except Exception:
        # The page says that nothing is lost, the log says what happened.
        log.exception("a request failed")
        return JSONResponse({"message": "工作台自己出了错，写的没有丢"}, 500)


def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = "没有这一页" if error.status_code == 404 else error.detail
    return PlainTextResponse(words, error.status_code)


class Server(uvicorn.Server):
    """The server of a session: it stops where no page has asked for it for half an hour."""

    def __init__(self, session: Session) -> None:
        config = uvicorn.Config(
            application(session),
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            http="h11",
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)
        self.session = session

    async def on_tick(self, counter: int) -> bool:
        """Return whether the server is to stop."""
        idle = time.monotonic() - self.session.last_ping
        return self.session.is_ending or idle > IDLE_SECONDS or await super().on_tick(counter)


def listening_socket(port: int) -> socket.socket:
    """Return a socket on this computer alone, at `port` or else at any free port; raise OSError."""
    for number in (port, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", number))
        except OSError:
            listening.close()
            if number == 0:
                raise
            continue
        listening.listen()  # a browser that is quicker than the desk waits for its answer
        return listening
    raise OSError("no port")


def run(session: Session, listening: socket.socket) -> None:
    """Serve a session until it is interrupted or idle."""
    opening = threading.Timer(_FIRST_PAGE_SECONDS, _open_templates, (session,))
    opening.daemon = True
    opening.start()
    server = Server(session)
    with suppress(Faults, OSError):
        home.first_page(session)  # its files and templates are read while the browser starts
    with suppress(KeyboardInterrupt):  # the server has closed by then; it only hands the key on
        server.run(sockets=[listening])


def _open_templates(session: Session) -> None:
    """Have the workers open types, templates and theme before somebody waits for them."""
    with suppress(Faults):
        session.documents.prepare()
    years = ((branch, year) for branch in session.branches() for year in session.years(branch))
    for branch, year in islice(years, 1):
        with suppress(Faults, OSError):
            session.documents.findings(branch, year, all_documents=False)
