"""Serve the pages and run the jobs, until Ctrl-C.

PostgreSQL is started when it is the embedded one, and tables are brought up to date.
"""

import argparse
import os

from cairn.config import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument(
        "--port",
        type=int,
        default=os.environ.get("PORT") or "8000",
        help="where to listen (default: PORT, else 8000)",
    )
    parser.add_argument(
        "--host",
        help="whom to listen to (default: HOST, else 127.0.0.1 for a reverse proxy beside it; "
        "the demo is always served to this machine alone)",
    )
    parser.add_argument(
        "--demo", action="store_true", help="serve the demonstration, made on the first start"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="leave the jobs to workers elsewhere"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until asked to stop."""
    wish = serve.Wish(
        port=options.port, host=options.host, demo=options.demo, worker=not options.no_worker
    )
    return serve.serve(wish)
