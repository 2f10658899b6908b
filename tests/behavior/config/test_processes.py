"""Parts are forked by a process of one thread: another would leave its locks taken in them."""

import subprocess
import sys
import threading

import pytest

from cairn.config import processes

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells how many threads there are"
)

FORKS_WHILE_A_THREAD_ENDS = """
import threading, time
from cairn.config.processes import Part

thread = threading.Thread(target=time.sleep, args=[0.3])
thread.start()
part = Part("web", lambda: None)
part.start()
assert not thread.is_alive()
part.wait(time.monotonic() + 5)
"""


def test_nothing_is_forked_before_the_last_other_thread_has_ended():
    subprocess.run([sys.executable, "-c", FORKS_WHILE_A_THREAD_ENDS], check=True, timeout=30)


def test_a_thread_that_does_not_end_is_an_error(monkeypatch):
    monkeypatch.setattr(processes, "_PATIENCE", 0.01)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    with pytest.raises(RuntimeError, match="Another thread"):
        processes.be_alone()
    done.set()
    thread.join()
