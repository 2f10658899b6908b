"""The project's own source, parsed, for the tests that read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "cairn"


@dataclass(frozen=True)
class Function:
    """A function of the product and where it stands."""

    place: str
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def lines(self) -> int:
        """Lines from the signature's end to the last statement, docstring not counted."""
        body = self.node.body
        first = body[1] if ast.get_docstring(self.node) and len(body) > 1 else body[0]
        return (self.node.end_lineno or 0) - first.lineno + 1


def modules(*names: str) -> list[Path]:
    """Return the product's modules of these names (`actions` finds folders of that name too)."""
    found = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
    if not names:
        return sorted(found)
    return sorted(p for p in found if _layer(p) in names)


def _layer(path: Path) -> str:
    """Return which file of its app a module is, or belongs to when that became a folder."""
    inside = path.relative_to(PACKAGE).with_suffix("").parts[1:]
    return inside[0] if inside else ""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(*names: str) -> Iterator[Function]:
    """Yield every function and method in the modules of these names."""
    for path in modules(*names):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node)


def app_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))
