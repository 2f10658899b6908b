"""Two logins, of which the one that serves people owns nothing; two databases, one of keys alone."""

from django.db import connections


def test_the_login_that_serves_people_owns_nothing_and_bypasses_nothing(db):
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " exists(select from pg_class where relowner = r.oid)"
            " from pg_roles r where rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False, False)


def test_the_key_store_has_the_tables_of_one_app_alone(db):
    with connections["keys"].cursor() as cursor:
        cursor.execute("select distinct app from django_migrations")
        assert cursor.fetchall() == [("keys",)]
