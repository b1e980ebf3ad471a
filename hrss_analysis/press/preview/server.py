"""Hands out pages on this machine alone, each with a script that has it made anew.

The pages on disk are left as they are: the script is put in as they are handed out.
"""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ...errors import InputError
from ...messages import tell
from .news import News, version

HOST = "127.0.0.1"
USUAL = 8642  # the port
NEWS = "/~news"
SCRIPT = (Path(__file__).parent / "preview.js").read_text(encoding="utf-8")
NOT_THERE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>尚无此页</title></head>
<body><p>尚无此页：生成后自动显示；若一直没有，则本期没有这份报告。</p></body></html>
"""


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a page that listens does not hold up the end
    allow_reuse_address = sys.platform != "win32"  # there it would let two listen at once


class _Handler(SimpleHTTPRequestHandler):
    """Files below a folder, pages with the script, and the news they listen to."""

    def __init__(self, *given: Any, news: News, **options: Any) -> None:
        self._news = news
        super().__init__(*given, **options)

    def do_GET(self) -> None:
        """Answer a request."""
        if not self._is_meant():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        try:
            url = urlsplit(self.path)
            path = unquote(url.path)
            if url.path == NEWS:
                self._tell(parse_qs(url.query).get("page", [""])[0])
            elif path.endswith((".html", "/")):
                self._hand_out(self._page(url.path))
            else:
                super().do_GET()
        except ValueError:  # no name that a file could have
            self.send_error(HTTPStatus.BAD_REQUEST)

    def do_HEAD(self) -> None:
        """Answer who asks for no content."""
        if self._is_meant():
            super().do_HEAD()
        else:
            self.send_error(HTTPStatus.FORBIDDEN)

    def _is_meant(self) -> bool:
        """Whether it was asked for by our name: a page from elsewhere may have its own name lead here."""
        port = self.connection.getsockname()[1]
        names = [HOST, "localhost"]
        return self.headers.get("Host", "").lower() in {f"{name}:{port}" for name in names} | set(
            names if port == 80 else ()
        )

    def _page(self, path: str) -> Path:
        """The page that is asked for: of a folder its index."""
        return Path(self.translate_path(path + "index.html" if path.endswith("/") else path))

    def _hand_out(self, page: Path) -> None:
        known = version(page)  # before it is read: one that is written meanwhile is noticed
        try:
            html, status = page.read_text(encoding="utf-8"), HTTPStatus.OK
        except (OSError, UnicodeDecodeError):
            html, status = NOT_THERE, HTTPStatus.NOT_FOUND
        before, body, after = html.rpartition("</body>")
        script = f'<script data-version="{known}">\n{SCRIPT}</script>\n'
        content = f"{before}{script}{body}{after}".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _tell(self, page: str) -> None:
        """Keep on telling a page what there is to tell, as server-sent events."""
        path = self._page(page)
        version(path)  # refused before anything is answered
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for told in self._news.follow(path):
                self.wfile.write(f"data: {json.dumps(told, ensure_ascii=False)}\n\n".encode())
        except OSError:
            return  # the page was closed

    def end_headers(self) -> None:
        """Have nothing kept: what is shown is what is there."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        """Refuse: there is an index."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: who looks at what is of no interest."""


@contextmanager
def serve(root: Path, port: int | None, news: News) -> Iterator[int]:
    """Hand out what is below a folder, on this machine alone, while the block runs; gives the port.

    Parameters
    ----------
    root
        The folder of all pages.
    port
        Where; None takes the usual one, or any that is free.
    news
        What the pages are told.

    Raises
    ------
    InputError
        If the port is taken.
    """
    server = _listening(port, partial(_Handler, directory=str(root), news=news))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        news.end()
        server.shutdown()
        server.server_close()


def _listening(port: int | None, handler: Any) -> _Server:
    try:
        return _Server((HOST, USUAL if port is None else port), handler)
    except OSError as error:
        if port is not None:
            raise InputError(
                tell(
                    "port {port} cannot be had ({reason}): name another with --port, or leave it out",
                    port=port,
                    reason=error.strerror,
                )
            ) from error
    return _Server((HOST, 0), handler)


def address(port: int, page: Path, root: Path) -> str:
    """Where a page is found.

    Examples
    --------
    >>> address(8642, Path("reports/wuxi/2024Q3/index.html"), Path("reports"))
    'http://127.0.0.1:8642/wuxi/2024Q3/index.html'
    """
    return f"http://{HOST}:{port}/{quote(page.relative_to(root).as_posix())}"
