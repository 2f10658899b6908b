"""The labelled set of `bench/help-card` is what its README says.

A failure names ids and never phrases: what is sealed is not read here either.
"""

import csv
import gzip
import hashlib
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

SET = Path(__file__).resolve().parents[3] / "bench/help-card"
FOLDERS = ("phrases", "ordinary")
THIRDS = ("write", "check", "sealed")
COLUMNS = ["id", "language", "text", "label", "kind", "split"]
SAID_HOW = {"said", "hinted"}
LOOK_ALIKES = {
    "asking", "body", "craving", "grief", "idiom", "medicine", "negation", "past",
    "play", "recovery", "same_word", "third_person", "title", "training", "work",
}  # fmt: skip
WRITTEN_WHERE = {"check-in", "goal", "journal", "message", "note"}

Row = dict[str, str]

languages = pytest.mark.parametrize("language", ["en", "es"])
folders = pytest.mark.parametrize("folder", FOLDERS)


def path_of(folder: str, third: str, language: str) -> Path:
    return SET / folder / f"{third}.{language}.csv{'.gz' if third == 'sealed' else ''}"


def lines_of(folder: str, third: str, language: str) -> list[str]:
    path = path_of(folder, third, language)
    data = path.read_bytes()
    return (gzip.decompress(data) if third == "sealed" else data).decode().splitlines()


def rows_of(folder: str, language: str, *thirds: str) -> list[Row]:
    return [
        row
        for third in thirds or THIRDS
        for row in csv.DictReader(lines_of(folder, third, language)[1:])
    ]


@cache
def labels() -> dict[str, str]:
    with (SET / "labels.csv").open(encoding="utf-8") as file:
        return {row["label"]: row["help"] for row in csv.DictReader(file)}


def words(text: str) -> list[str]:
    """Return the words of a text without case, accents and signs: what makes two texts the same."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in bare if not unicodedata.combining(c)))


def test_there_is_nothing_else_beside_the_set() -> None:
    there = {str(path.relative_to(SET)) for path in SET.rglob("*") if path.is_file()}
    files = {path_of(f, t, lang) for f in FOLDERS for t in THIRDS for lang in ("en", "es")}
    assert there == {"README.md", "labels.csv", *(str(path.relative_to(SET)) for path in files)}


@languages
@folders
def test_each_file_says_first_that_it_is_made_up(folder: str, language: str) -> None:
    for third in THIRDS:
        synthetic, columns = lines_of(folder, third, language)[:2]
        assert synthetic.startswith("# Synthetic: ")
        assert columns.split(",") == COLUMNS


@languages
@folders
def test_each_row_stands_where_it_says_and_is_as_it_was_written(folder: str, language: str) -> None:
    wrong = [
        row["id"]
        for third in THIRDS
        for row in rows_of(folder, language, third)
        if list(row) != COLUMNS
        or row["id"] != f"{language}-{hashlib.sha256(row['text'].encode()).hexdigest()[:8]}"
        or (row["language"], row["split"]) != (language, third)
        or row["text"] != " ".join(row["text"].split())
    ]
    assert wrong == []


@languages
def test_each_phrase_has_a_known_label_and_kind_and_at_most_sixty_words(language: str) -> None:
    wrong = [
        row["id"]
        for row in rows_of("phrases", language)
        if row["label"] not in labels()
        or row["kind"] not in (LOOK_ALIKES if row["label"] == "none" else SAID_HOW)
        or not 1 <= len(row["text"].split()) <= 60
    ]
    assert wrong == []


@languages
def test_half_of_more_than_four_hundred_phrases_only_sound_like_danger(language: str) -> None:
    rows = rows_of("phrases", language)
    calm = sum(1 for row in rows if labels()[row["label"]] == "no")
    assert len(rows) >= 420
    assert 0.49 <= calm / len(rows) <= 0.51
    assert {row["kind"] for row in rows if row["label"] == "none"} == LOOK_ALIKES


@languages
@pytest.mark.parametrize("columns", [("label",), ("label", "kind")], ids=" and ".join)
def test_each_third_holds_as_much_of_each(language: str, columns: tuple[str, ...]) -> None:
    counts = [
        Counter(tuple(row[column] for column in columns) for row in rows)
        for rows in (rows_of("phrases", language, third) for third in THIRDS)
    ]
    held = {of: [count[of] for count in counts] for of in set().union(*counts)}
    assert {of: each for of, each in held.items() if max(each) - min(each) > 1} == {}


@languages
def test_there_are_a_thousand_ordinary_messages_of_every_place_one_writes_in(language: str) -> None:
    rows = rows_of("ordinary", language)
    assert len(rows) >= 1000
    assert {row["label"] for row in rows} == {"none"}
    assert {row["kind"] for row in rows} == WRITTEN_WHERE


@languages
def test_ordinary_messages_are_not_made_from_templates(language: str) -> None:
    runs: Counter[tuple[str, ...]] = Counter()
    openings: Counter[tuple[str, ...]] = Counter()
    for row in rows_of("ordinary", language):
        said = words(row["text"])
        runs.update({tuple(said[at : at + 4]) for at in range(len(said) - 3)})
        openings.update([tuple(said[:3])] if len(said) > 3 else [])
    once = sum(1 for count in runs.values() if count == 1)
    assert once / len(runs) >= 0.99
    assert max(openings.values()) <= 6


@languages
def test_nothing_is_said_twice(language: str) -> None:
    said: dict[tuple[str, ...], list[str]] = {}
    for row in [row for folder in FOLDERS for row in rows_of(folder, language)]:
        said.setdefault(tuple(words(row["text"])) or (row["text"],), []).append(row["id"])
    assert [ids for ids in said.values() if len(ids) > 1] == []


@languages
@folders
def test_what_is_sealed_is_what_was_sealed(folder: str, language: str) -> None:
    path = path_of(folder, "sealed", language)
    written = re.findall(r"^([0-9a-f]{64})  (\S+)$", (SET / "README.md").read_text(), re.MULTILINE)
    sealed = hashlib.sha256(path.read_bytes()).hexdigest()
    assert [name for digest, name in written if digest == sealed] == [str(path.relative_to(SET))]
