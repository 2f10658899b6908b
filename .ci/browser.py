"""See that Chromium is here for the browser tests; Debian's root gets what is missing.

Its shell without windows is used where it is here: the same pages cost it a third less of the
processors. What it cannot do, keeping the pages one has left, the whole browser does.
"""

import os
import shutil
import subprocess
import sys

WHOLE, SHELL = "chromium", "chromium-headless-shell"


def main() -> int:
    """Return 0 when it is here, 2 with one sentence when it has to be installed first."""
    missing = [package for package in (WHOLE, SHELL) if not shutil.which(package)]
    if missing and is_root_of_debian():
        install(missing)
    if shutil.which(WHOLE):
        return 0
    print(f"The browser tests need Chromium: install the package {WHOLE}.", file=sys.stderr)
    return 2


def is_root_of_debian() -> bool:
    """Tell whether packages can be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install some of Debian's packages, as far as they are to be had."""
    if apt("update"):
        apt("install", "--no-install-recommends", "-y", *packages)


def apt(*arguments: str) -> bool:
    """Run apt-get without questions; tell whether it succeeded."""
    silent = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ("apt-get", "-qq", *arguments)
    done = subprocess.run(command, check=False, env=silent, stdout=subprocess.DEVNULL)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
