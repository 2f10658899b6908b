"""Short functions, files one can hold in the head (the budgets of docs/ARCHITECTURE.md)."""

import statistics

from tests.architecture import source


def test_half_of_all_functions_have_at_most_six_lines() -> None:
    assert statistics.median(function.lines for function in source.functions()) <= 6


def test_one_function_in_a_hundred_may_pass_forty_lines() -> None:
    sizes = sorted(function.lines for function in source.functions())
    assert sizes[int(len(sizes) * 0.99)] <= 40


def test_no_file_passes_four_hundred_lines() -> None:
    files = [*source.modules(), *source.templates(), *source.PACKAGE.rglob("static/**/*.*s")]
    long = {
        str(path.relative_to(source.ROOT)): count
        for path in files
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_core_stays_under_three_hundred_lines() -> None:
    core = [path for path in source.modules() if source.app_of(path) == "core"]
    code = sum(1 for path in core for line in path.read_text().splitlines() if line.strip())
    assert code < 300
