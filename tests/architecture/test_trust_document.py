"""docs/TRUST.md says what is so: its lists are those of the running system.

`CAIRN_WRITE_TABLE=1` writes them anew.
"""

import os
import re

import pytest

from tests import promises
from tests.architecture import source, trust_document
from tests.trust import proving


def test_every_list_is_that_of_the_running_system() -> None:
    text = trust_document.PAGE.read_text()
    if os.environ.get("CAIRN_WRITE_TABLE"):
        trust_document.PAGE.write_text(trust_document.written(text))
    assert trust_document.PAGE.read_text() == trust_document.written(text)


@pytest.mark.parametrize("name", trust_document.LISTS)
def test_every_list_stands_in_the_document_once(name: str) -> None:
    text = trust_document.PAGE.read_text()
    assert (text.count(f"<!-- {name} -->"), text.count(f"<!-- /{name} -->")) == (1, 1)


@pytest.mark.parametrize("name", promises.GOALS)
def test_every_promise_is_measured_by_a_test_that_make_trust_runs(name: str) -> None:
    proofs = [proof.strip("`") for proof in trust_document.proofs(name)]
    assert proofs
    run = [proof for proof in proofs if proof.startswith(tuple(proving.files()))]
    assert run == proofs


def test_every_promise_that_is_measured_has_its_goal() -> None:
    said = re.compile(r'promises\.found\(\s*"([^"]+)"')
    found = {
        name
        for file in (source.ROOT / "tests").rglob("*.py")
        for name in said.findall(file.read_text())
    }
    assert found == set(promises.GOALS)
