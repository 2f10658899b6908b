"""Two logins: the one that serves people owns nothing."""

from django.db import connections


def test_the_login_that_serves_people_owns_nothing_and_bypasses_nothing(db):
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " exists(select from pg_class where relowner = r.oid)"
            " from pg_roles r where rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False, False)
