"""The lists of docs/TRUST.md, written from the matrix, the registry and the tests themselves."""

import re
from collections.abc import Callable, Iterable

from tests import promises
from tests.architecture import matrix, openings, routes, source

PAGE = source.ROOT / "docs" / "TRUST.md"
_MAY = {matrix.NOTHING: "–", matrix.READS: "reads", matrix.ACTS: "reads, acts"}
_TIES = {
    "self": "whose it is",
    "pair": "the two, while they walk",
    "past": "the two, afterwards",
    "parted": "the two, once kept apart",
    "staff": "staff of the program",
    "reviews": "the safety reviewer",
    "funds": "its funder",
    "program": "others of the program",
    "organization": "others of the organization",
    "abroad": "other organizations",
    "blocked": "one of two between whom a block stands",
    "no-contact": "one of two whom staff keep apart",
}
_KINDS = {
    "words": "what two people write to each other, their notes, and what they mean to do",
    "pairing": "that two people are matched, meet, and end",
    "agreement": "the agreement of two people",
    "contact": "what staff write down after a contact",
    "place": "a mentor’s clearance, training and pauses",
    "someone": "a person’s page, and inviting them",
    "program": "a program and who is in it",
    "roster": "a program’s roster file",
    "run": "the matching board and how a program weighs",
    "choice": "the mentors shown to a mentee",
    "request": "a mentee’s request to a mentor, five questions, one’s own goodbye",
    "draft": "a roster file looked at before it is imported",
    "mine": "a key for the API, a passkey, a device one is signed in on, a block one made",
    "way_in": "keeping somebody apart from another; letting in who lost every way, told to them",
    "contacts": "a legal name and ways to reach somebody, each look on record",
    "days": "check-ins, plan, stretches, stones, notices",
    "person": "that somebody is here, under which name",
    "offer": "an offer, from whichever side",
    "figured": "a program’s figures, small numbers hidden",
    "apart": "that two others are kept apart, and why",
    "public": "help, signing in, the way out",
    "own": "one’s own days, settings and ways of signing in",
    "talks": "lists of conversations and mentorships one may see, what one shares, who looked, whom one is never matched with",
    "people": "the list of people one looks after",
    "work": "staff’s lists: contacts, matching, programs",
    "founding": "adding a program",
    "choosing": "the page to choose a mentor on",
    "asking": "the page of requests to a mentor",
    "figures": "the page of figures",
    "invitation": "an invitation, for who holds its code (who is in already only reads)",
    "membership": "changing to another organization one is in",
    "secret": "confirming who one is, by what one has",
    "second": "taking a second factor away",
    "codes": "spare codes, for who has an app",
    "near": "keeping away somebody one meets here",
    "reviewing": "taking back that two people are kept apart",
    "naming": "giving roles and taking them, adding somebody who serves, naming a safety reviewer",
}

_NOT_DATA = {"opening"}  # a door beside another: it says no where that one is silent
_ROLES = {
    "nobody": "signed out",
    "house_lead": "house lead",
    "outsider": "coordinator elsewhere",
}


def written(text: str) -> str:
    """Return the page with each of its lists written anew."""
    for name, make in LISTS.items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        listed = "\n".join(make())
        text = mark.sub(lambda found, listed=listed: f"{found[1]}\n{listed}\n\n{found[2]}", text)
    return text


def _ties() -> list[str]:
    table = matrix.table()
    kinds = [kind for kind in table.by_tie.values() if kind.name not in _NOT_DATA]
    return _table(["", *(_TIES[tie] for tie in table.ties)], map(_row, kinds))


def _roles() -> list[str]:
    kinds = list(matrix.table().by_role.values())
    heads = (_ROLES.get(role, role) for role in kinds[0].allowed)
    return _table(["", *heads], map(_row, kinds))


def _row(kind: matrix.Kind) -> list[str]:
    return [_KINDS[kind.name], *(_MAY[level] for level in kind.allowed.values())]


def _functions() -> list[str]:
    return [f"- `{name}`: {why}" for name, why in openings.FUNCTIONS.items()]


def _tables() -> list[str]:
    return [f"- `{name}`: {why}" for name, why in openings.TABLES.items()]


def _public() -> list[str]:
    open_ones = [
        f"- `/{route.pattern}` ({', '.join(methods)})"
        for route in routes.all_routes()
        if (methods := [m for m in route.methods if route.row(m).policy(None)])
    ]
    return sorted(open_ones)


def _promises() -> list[str]:
    rows = ([name, goal, ", ".join(proofs(name))] for name, goal in promises.GOALS.items())
    return _table(["promise", "goal", "proven by"], rows)


def proofs(name: str) -> list[str]:
    """Return the test files that measure a promise."""
    said = re.compile(rf'promises\.found\(\s*"{re.escape(name)}"')
    files = sorted((source.ROOT / "tests").rglob("*.py"))
    return [f"`{file.relative_to(source.ROOT)}`" for file in files if said.search(file.read_text())]


def _table(heads: list[str], rows: Iterable[list[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


LISTS: dict[str, Callable[[], list[str]]] = {
    "ties": _ties,
    "roles": _roles,
    "functions": _functions,
    "tables": _tables,
    "public": _public,
    "promises": _promises,
}
