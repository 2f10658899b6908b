"""Who may see which canary, told from what happened alone: what the product is held against.

It knows nothing of the product: no policy, no query, no row. People, programs and pairs are names
here, and everything it says follows from the events it was told of, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

STAFF = {"coordinator", "supervisor", "admin"}  # who else serves sees nobody


@dataclass(frozen=True)
class Canary:
    """Words: of what kind, whose (a person, a program, an organization), and about which thing."""

    kind: str
    whose: str
    about: str = ""


@dataclass(frozen=True)
class Pair:
    """Two who were matched, the words they sign, and who of the staff had to do with them."""

    program: str
    two: frozenset[str]
    is_live: bool = True
    words: str = ""
    signers: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Offer:
    """A mentor shown to a mentee: open until it is closed; the mentor hears of it once asked."""

    program: str
    mentee: str
    mentor: str
    is_asked: bool = False
    is_open: bool = True


@dataclass
class Reference:
    """What happened so far, and who may see what because of it."""

    organization: dict[str, str] = field(default_factory=dict)  # of a person or a program
    account: dict[str, str] = field(default_factory=dict)
    places: set[tuple[str, str, str]] = field(default_factory=set)  # person, program, side
    roles: dict[str, tuple[str, str]] = field(default_factory=dict)  # person, program or ""
    pairs: dict[str, Pair] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    shares: dict[str, set[str]] = field(default_factory=dict)
    marks: set[tuple[str, str]] = field(default_factory=set)  # person, program
    newest_words: dict[str, str] = field(default_factory=dict)  # of a program's agreement
    canaries: dict[str, Canary] = field(default_factory=dict)

    def noted(self, of: str, key: str, value: Any) -> None:
        getattr(self, of)[key] = value

    def enrolled(self, person: str, program: str, side: str) -> None:
        self.places.add((person, program, side))

    def served(self, role: str, person: str, kind: str, program: str = "") -> None:
        if kind in STAFF:
            self.roles[role] = person, program

    def offered(self, offer: str, program: str, mentee: str, mentor: str, **how: bool) -> None:
        self.offers[offer] = Offer(program, mentee, mentor, **how)

    def matched(self, pair: str, program: str, mentee: str, mentor: str) -> None:
        self.pairs[pair] = Pair(program, frozenset({mentee, mentor}))

    def signed(self, pair: str, person: str) -> None:
        it = self.pairs[pair]
        words = it.words or self.newest_words.get(it.program, "")
        self.pairs[pair] = replace(it, words=words, signers=it.signers | {person})

    def kept(self, pair: str, by: str, *, is_live: bool = True) -> None:
        """Somebody wrote down how it goes, or ended it."""
        it = self.pairs[pair]
        self.pairs[pair] = replace(it, staff=it.staff | {by}, is_live=is_live)

    def reached(self, person: str) -> None:
        self.marks |= {(who, program) for who, program, _side in self.places if who == person}

    def placed(self, word: str, kind: str, whose: str, about: str = "") -> None:
        """Words stand somewhere; words that were replaced are nobody's."""
        self.canaries[word] = Canary(kind, whose, about)

    def due(self, person: str) -> set[str]:
        """What they may see, and do see where they look for it."""
        return {word for word, c in self.canaries.items() if _RULES[c.kind](self, person, c)}

    def allowed(self, person: str) -> set[str]:
        """What they may see: beside what is due, their own, and what comes up in some cases."""
        told = [(word, c) for word, c in self.canaries.items() if c.kind in _SOMETIMES]
        some = {w for w, c in told if c.whose == person or _SOMETIMES[c.kind](self, person, c)}
        return self.due(person) | some

    def serves(self, person: str, program: str) -> bool:
        is_here = self.organization[person] == self.organization[program]
        return is_here and any((person, where) in self.roles.values() for where in (program, ""))

    def serves_some(self, person: str, whose: str) -> bool:
        """Whether somebody serves a program that another is in, or their whole organization."""
        here = self.organization[person] == self.organization[whose]
        of = (program for who, program, _side in self.places if who == whose)
        everywhere = here and (person, "") in self.roles.values()
        return everywhere or any(self.serves(person, program) for program in of)

    def looks_after(self, person: str, pair: Pair) -> bool:
        """Staff, about two others: nobody looks after a pair they are of."""
        return self.serves(person, pair.program) and person not in pair.two

    def seen(self, person: str) -> list[Pair]:
        pairs = self.pairs.values()
        return [it for it in pairs if person in it.two or self.serves(person, it.program)]

    def between(self, mentee: str, mentor: str) -> Iterator[Offer]:
        return (o for o in self.offers.values() if (o.mentee, o.mentor) == (mentee, mentor))

    def were_introduced(self, one: str, other: str) -> bool:
        return any({o.mentee, o.mentor} == {one, other} for o in self.offers.values())

    def is_shown(self, offer: Offer) -> bool:
        """A mentee chooses among all that are open; then only the one who was asked is shown."""
        mine = [o for o in self.offers.values() if o.mentee == offer.mentee and o.is_open]
        asked = any(o.is_asked for o in mine if o.program == offer.program)
        return offer.is_open and (offer.is_asked or not asked)

    def shares_with(self, mentee: str, kind: str, mentor: str) -> bool:
        """Whether a mentee lets their mentor see something, while the two walk."""
        walks = [p for p in self.pairs.values() if p.two == {mentee, mentor} and p.is_live]
        said = self.shares.get(f"{mentee} to {mentor}", ())
        return kind in said and any(len(pair.signers) > 1 for pair in walks)

    def asks(self, mentee: str, mentor: str) -> bool:
        return any(o.is_asked and o.is_open for o in self.between(mentee, mentor))


def _organization(it: Reference, person: str, canary: Canary) -> bool:
    mine = [who for who, account in it.account.items() if account == it.account.get(person)]
    return canary.whose in {it.organization[who] for who in [person, *mine]}


def _name(it: Reference, person: str, canary: Canary) -> bool:
    whose = canary.whose
    known = any(whose in pair.two for pair in it.seen(person))
    cared = any(whose in p.staff for p in it.pairs.values() if it.looks_after(person, p))
    shown = any(it.is_shown(offer) for offer in it.between(person, whose))
    met = known or cared or shown or it.asks(whose, person)
    return person == whose or met or it.serves_some(person, whose)


def _topic(it: Reference, person: str, canary: Canary) -> bool:
    """What somebody lets the other side see: as a mentor, or as whoever asks for one."""
    topic, _slash, side = canary.about.partition("/")
    whose, shares = canary.whose, it.shares
    shown = side != "mentee" and any(it.is_shown(o) for o in it.between(person, whose))
    as_mentor = shown and topic in shares.get(f"{whose} as mentor", ())
    asks = side != "mentor" and it.asks(whose, person)
    return as_mentor or (asks and topic in shares.get(f"{whose} as mentee", ()))


def _agreement(it: Reference, person: str, canary: Canary) -> bool:
    here = [pair for pair in it.seen(person) if pair.program == canary.whose]
    return canary.about in {pair.words or it.newest_words.get(pair.program) for pair in here}


_RULES: dict[str, Callable[[Any, str, Canary], bool]] = {
    "own": lambda _r, who, c: who == c.whose,
    "nobody's": lambda *_: False,
    "address": lambda *_: False,
    "organization": _organization,
    "program": lambda r, a, c: r.serves(a, c.whose) or any(c.whose == p.program for p in r.seen(a)),
    "name": _name,
    "topic": _topic,
    "agreement": _agreement,
    "check-in": lambda r, who, c: r.shares_with(c.whose, "words", who),
    "draft": lambda r, who, c: who == c.whose and r.serves(who, c.about),
    "mark": lambda r, who, c: (who, c.whose) in r.marks,
    "of two": lambda r, who, c: who in r.pairs[c.about].two,
    "of staff": lambda r, who, c: r.looks_after(who, r.pairs[c.about]),
    "of program's staff": lambda r, who, c: r.serves(who, c.about),
}
_SOMETIMES: dict[str, Callable[[Any, str, Canary], bool]] = {
    "address": lambda *_: False,  # a mail goes there
    "check-in": lambda *_: False,
    "own": lambda r, who, c: r.shares_with(c.whose, c.about, who),
    "mark": lambda r, a, c: any(r.shares_with(m, "stones", a) for m, p in r.marks if p == c.whose),
    # staff read what is told as a difference; who was shown, asked, or looked may be named
    "topic": lambda r, a, c: r.serves_some(a, c.whose) or r.shares_with(c.whose, "answers", a),
    "name": lambda r, who, c: r.serves_some(c.whose, who) or r.were_introduced(who, c.whose),
}
