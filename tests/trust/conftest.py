"""Servers on databases with the world of the tests in them."""

from dataclasses import dataclass

import pytest

from tests import serving
from tests.serving import Ground


@dataclass(frozen=True)
class World:
    """Where servers stand, and what they find there."""

    ground: Ground
    paths: dict[str, str]
    sessions: dict[str, str]

    @property
    def conversation(self) -> str:
        """Return the path of the cast's conversation, its id at the end."""
        return self.paths["conversation"]

    def bodies(self) -> list[str]:
        """Return what is written in that conversation, in its order."""
        return self.ground.run(
            "tests.trust.reading", self.conversation.strip("/").rpartition("/")[2]
        )


@pytest.fixture(scope="session")
def world(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str
) -> World:
    folder = tmp_path_factory.mktemp("trust")
    ground, told = serving.filled("trust", folder, "site", testrun_uid)
    return World(ground, **told)
