"""See that Chromium is here for the browser tests; Debian's root gets it when it is missing."""

import os
import shutil
import subprocess
import sys

PACKAGE = "chromium"


def main() -> int:
    """Return 0 when it is here, 2 with one sentence when it has to be installed first."""
    if shutil.which(PACKAGE) or (is_root_of_debian() and install() and shutil.which(PACKAGE)):
        return 0
    print(f"The browser tests need Chromium: install the package {PACKAGE}.", file=sys.stderr)
    return 2


def is_root_of_debian() -> bool:
    """Tell whether packages can be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> bool:
    """Install Debian's Chromium."""
    return apt("update") and apt("install", "--no-install-recommends", "-y", PACKAGE)


def apt(*arguments: str) -> bool:
    """Run apt-get without questions; tell whether it succeeded."""
    silent = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ("apt-get", "-qq", *arguments)
    done = subprocess.run(command, check=False, env=silent, stdout=subprocess.DEVNULL)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
