"""Leaving, by whatever door: the session ends, and the browser is asked to forget."""

import pytest


@pytest.mark.parametrize("door", ["/leave/", "/sign-in/out/", "/me/sign-out/"])
def test_whoever_leaves_has_no_session_and_the_browser_forgets_its_pages(
    cast, sign_in, act, door
) -> None:
    mentee = sign_in(cast.mentee)
    answer = act(mentee, door)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert mentee.get("/me/").headers["Location"].startswith("/sign-in/")


def test_whoever_stays_keeps_what_is_cached(cast, sign_in, client) -> None:
    assert "Clear-Site-Data" not in sign_in(cast.mentee).get("/me/").headers
    assert "Clear-Site-Data" not in client.get("/sign-in/").headers
