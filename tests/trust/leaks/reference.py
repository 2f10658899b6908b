"""Who may see which canary, told from what happened alone: it knows nothing of the product."""

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
    is_parted: bool = False
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
    apart: dict[frozenset[str], bool] = field(default_factory=dict)
    known: set[tuple[str, str]] = field(default_factory=set)  # to a person: a word, somebody
    lists: dict[str, set[str]] = field(default_factory=dict)  # whom a person is not matched with

    def noted(self, of: str, key: Any, value: Any) -> None:
        getattr(self, of)[key] = value

    def added(self, to: str, *what: str) -> None:
        getattr(self, to).add(what)

    def served(self, role: str, person: str, kind: str, program: str = "") -> None:
        if kind in STAFF:
            self.roles[role] = person, program

    def signed(self, pair: str, person: str) -> None:
        it = self.pairs[pair]
        words = it.words or self.newest_words.get(it.program, "")
        self.pairs[pair] = replace(it, words=words, signers=it.signers | {person})

    def kept(self, pair: str, by: str, **how: bool) -> None:
        self.pairs[pair] = replace(self.pairs[pair], staff=self.pairs[pair].staff | {by}, **how)

    def parted(self, *two: str) -> None:
        """Neither sees the other any more, and what they had together is over for both."""
        self.apart[frozenset(two)] = True
        for key in [key for key, pair in self.pairs.items() if pair.two == {*two}]:
            self.pairs[key] = replace(self.pairs[key], is_live=False, is_parted=True)

    def reached(self, person: str) -> None:
        self.marks |= {(who, program) for who, program, _side in self.places if who == person}

    def due(self, person: str) -> set[str]:
        """What they may see, and do see where they look for it."""
        return {word for word, c in self.canaries.items() if _RULES[c.kind](self, person, c)}

    def allowed(self, person: str) -> set[str]:
        """What they may see: beside what is due, their own, and what comes up in some cases."""
        some = [(word, c, _SOMETIMES.get(c.kind)) for word, c in self.canaries.items()]
        more = {w for w, c, may in some if may and (c.whose == person or may(self, person, c))}
        more |= self.lists.get(person, set())
        return self.due(person) | more | {word for who, word in self.known if who == person}

    def sees(self, person: str, *others: str) -> bool:
        return not any(self.apart.get(frozenset({person, other})) for other in others)

    def serves(self, person: str, program: str) -> bool:
        is_here = self.organization[person] == self.organization[program]
        return is_here and any((person, where) in self.roles.values() for where in (program, ""))

    def serves_some(self, person: str, whose: str) -> bool:
        of = (program for who, program, _side in self.places if who == whose)
        serves = any(self.serves(person, where) for where in (whose, *of))
        return serves and self.sees(person, whose)

    def looks_after(self, person: str, p: Pair) -> bool:
        return person not in p.two and self.serves(person, p.program) and self.sees(person, *p.two)

    def seen(self, person: str) -> list[Pair]:
        own = [it for it in self.pairs.values() if person in it.two and not it.is_parted]
        return own + [it for it in self.pairs.values() if self.looks_after(person, it)]

    def between(self, mentee: str, mentor: str) -> Iterator[Offer]:
        found = (o for o in self.offers.values() if (o.mentee, o.mentor) == (mentee, mentor))
        never = self.never(mentee, mentor)
        return (o for o in found if self.sees(mentee, mentor) and not (o.is_open and never))

    def never(self, *two: str) -> bool:
        said = ((who, self.canaries[word]) for who in two for word in self.lists.get(who, ()))
        return any({who, c.whose} == {*two} and c.kind in ("name", "address") for who, c in said)

    def were_introduced(self, one: str, other: str) -> bool:
        both = any((*self.between(one, other), *self.between(other, one)))
        return both or ((one, other) in self.known and self.sees(one, other))

    def is_shown(self, offer: Offer) -> bool:
        """A mentee chooses among all that are open; then only the one who was asked is shown."""
        mine = [o for o in self.offers.values() if o.mentee == offer.mentee and o.is_open]
        asked = any(o.is_asked for o in mine if o.program == offer.program)
        return offer.is_open and (offer.is_asked or not asked)

    def shares_with(self, mentee: str, kind: str, mentor: str) -> bool:
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
    return person == whose or (it.sees(person, whose) and (met or it.serves_some(person, whose)))


def _topic(it: Reference, person: str, canary: Canary) -> bool:
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
    **dict.fromkeys(("nobody's", "address", "once told", "idea"), lambda *_: False),
    "organization": _organization,
    "program": lambda r, a, c: r.serves(a, c.whose) or any(c.whose == p.program for p in r.seen(a)),
    "name": _name,
    "topic": _topic,
    "agreement": _agreement,
    "check-in": lambda r, who, c: r.shares_with(c.whose, "words", who),
    "draft": lambda r, who, c: who == c.whose and r.serves(who, c.about),
    "mark": lambda r, who, c: (who, c.whose) in r.marks,
    "of two": lambda r, who, c: who in r.pairs[c.about].two and not r.pairs[c.about].is_parted,
    "of staff": lambda r, who, c: r.looks_after(who, r.pairs[c.about]),
    "of program's staff": lambda r, who, c: r.serves(who, c.about) and r.sees(who, c.whose),
    "order": lambda r, a, c: a == c.whose and a in dict(r.roles.values()) and r.sees(a, c.about),
}
_SOMETIMES: dict[str, Callable[[Any, str, Canary], bool]] = {
    **dict.fromkeys(("address", "idea", "check-in", "of staff"), lambda *_: False),  # own, mailed
    "own": lambda r, who, c: r.shares_with(c.whose, c.about, who),
    "mark": lambda r, a, c: any(r.shares_with(m, "stones", a) for m, p in r.marks if p == c.whose),
    # staff read what is told as a difference; who was shown, asked, or looked may be named
    "once told": lambda r, who, c: r.serves_some(who, c.whose),  # a match is explained as it was
    "topic": lambda r, a, c: r.serves_some(a, c.whose) or r.shares_with(c.whose, "answers", a),
    "name": lambda r, who, c: r.serves_some(c.whose, who) or r.were_introduced(who, c.whose),
}
