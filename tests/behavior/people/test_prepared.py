"""A query that was written once finds what the queryset would find, for every value."""

from django.db.models import Exists, F, OuterRef

from cairn.core.ids import new_id
from cairn.core.prepared import Prepared
from cairn.people.models import Person
from cairn.programs.models import StaffRole
from tests import statements
from tests.cast import Cast


def _with_role(pk):
    roles = StaffRole.objects.filter(person=OuterRef("pk"))
    found = Person.objects.select_related("organization", "account").filter(pk=pk)
    return found.annotate(serves=Exists(roles))


def test_it_finds_rows_with_all_that_came_along(cast: Cast) -> None:
    prepared = Prepared(_with_role, pk=new_id())
    for person in (cast.mentee, cast.supervisor):
        with statements.gathered() as asked:
            (found,) = prepared.rows(pk=person.pk)
            seen = (found, found.organization, found.account, found.serves, found.display_name)
        assert len(asked) == 1
        (like,) = _with_role(person.pk)
        assert seen == (like, like.organization, like.account, like.serves, like.display_name)


def test_it_finds_nothing_where_there_is_nothing_and_what_has_changed(cast: Cast) -> None:
    prepared = Prepared(_with_role, pk=new_id())
    assert prepared.rows(pk=new_id()) == []
    Person.objects.filter(pk=cast.mentee.pk).update(joined_at=F("created_at"))
    (found,) = prepared.rows(pk=cast.mentee.pk)
    assert found.joined_at == found.created_at


def test_tuples_of_two_tables_come_as_they_would(cast: Cast) -> None:
    def both(person):
        people = Person.objects.filter(pk=person).values_list("pk", "display_name")
        roles = StaffRole.objects.filter(person=person).values_list("person_id", "kind")
        return roles.union(people, all=True)

    prepared = Prepared(both, person=new_id())
    for person in (cast.mentee, cast.supervisor):
        assert sorted(prepared.rows(person=person.pk)) == sorted(both(person.pk))
