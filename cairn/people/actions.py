"""People are added, invited and join; they choose how Cairn speaks to them."""

from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F
from django.utils.translation import gettext as _

from cairn.audit import records
from cairn.core import clock
from cairn.core.ids import new_id
from cairn.core.verdict import Refused, refuse
from cairn.people import codes, devices, invitations, lookup, papers, policies, tasks
from cairn.people.keys import store as keys
from cairn.people.models import Account, Address, Device, Invitation, Person
from cairn.people.operators import Actor


def add_person(
    *,
    by: Actor,
    display_name: str,
    email: str = "",
    phone: str = "",
    legal_name: str = "",
    language: str = "",
    time_zone: str = "",
    pk: UUID | None = None,
) -> Person:
    """Add someone to the organization under a key of their own; they join when they are invited.

    Language and time zone are the organization's unless given. `pk` is the id under which
    somebody who asked has a key already. An address by which another is found finds only them:
    whoever adds somebody learns nothing of the other.
    """
    policies.can_add_person(by).require()
    organization = by.organization
    person = Person(
        pk=pk or new_id(),
        organization=organization,
        display_name=display_name,
        language=language or organization.language,
        time_zone=time_zone or organization.time_zone,
        email=email.strip(),
        email_hash=_free_hash(email) if email.strip() else "",
        phone=phone,
        legal_name=legal_name,
    )
    keys.make(person.pk)
    person.save(force_insert=True)
    _record("people.add", by, person, person.pk)
    return person


def invite(*, by: Actor, person: Person) -> str:
    """Invite a person; return the code for the link and for paper, to be shown this once."""
    policies.can_invite(by, person).require()
    code = codes.new_code()
    _open_invitation(by, person, codes.hash_of(code))
    return code


def invite_holder(*, by: Actor, person: Person, token_hash: str) -> Invitation:
    """Invite a person who holds a code already, by its hash: nobody else ever knew the code."""
    policies.can_invite(by, person).require()
    return _open_invitation(by, person, token_hash)


def invite_by_mail(*, by: Actor, person: Person) -> None:
    """Invite a person by mail: the code is made where the mail is sent and kept nowhere."""
    policies.can_invite_by_mail(by, person).require()
    invitation = _open_invitation(by, person, codes.hash_of(codes.new_code()))
    tasks.mail_invitation.defer(
        organization_id=str(person.organization_id), invitation_id=str(invitation.pk)
    )


def accept_invitation(
    *, by: Person, invitation: Invitation, address: str, password: str
) -> Account:
    """Join with an address and a password.

    Where these open an account already, that account joins; else a new one is opened, whether
    or not the address is known: nobody learns that it is. The invited person is who acts.
    """
    policies.can_accept(by, invitation).require()
    account = lookup.holder(lookup.alias_of(address), password)
    if account is None:
        account = _opened_account(by, address, password)
    _join(by, invitation, account)
    _keep_contact(by, address)
    return account


def accept_on_paper(*, by: Person, invitation: Invitation) -> tuple[Account, str]:
    """Join without an address: return the account and its paper code, shown this once."""
    policies.can_accept(by, invitation).require()
    account = Account.objects.open(language=by.language)
    _join(by, invitation, account)
    return account, papers.renew(account)


def accept_as(*, by: Person, invitation: Invitation, account: Account) -> None:
    """Join with the account that is signed in. The invited person is who acts."""
    policies.can_accept(by, invitation).require()
    _join(by, invitation, account)


def change_own(*, by: Person, display_name: str, language: str, theme: str) -> None:
    """Choose one's name, the language of pages and mail, and how bright pages are."""
    policies.can_change_own(by).require()
    Person.objects.filter(pk=by.pk).update(display_name=display_name, language=language)
    Account.objects.filter(persons=by).update(language=language, theme=theme)
    _record("people.change_own", by, by, by.pk)


def leave(*, by: Person) -> None:
    """Leave before one has joined: the name goes, and no invitation opens any more."""
    policies.can_leave(by).require()
    now = clock.now()
    Invitation.objects.filter(person=by, accepted_at=None, expires_at__gt=now).update(
        expires_at=now
    )
    gone = {"display_name": _("Someone who left"), "email_hash": "", "left_at": now}
    Person.objects.filter(pk=by.pk).update(**gone)
    _record("people.leave", by, by, by.pk)


def make_paper_code(*, by: Person) -> str:
    """Make a paper code, void the one before; return it, to be shown this once."""
    policies.can_change_own(by).require()
    _record("people.make_paper_code", by, by, by.pk)
    return papers.renew(by.joined_account)


def sign_out_everywhere(*, by: Person) -> None:
    """End every session of the person's account, on all devices."""
    policies.can_change_own(by).require()
    account = by.joined_account
    Account.objects.filter(pk=account.pk).update(session_round=F("session_round") + 1)
    devices.end_all(account)
    _record("people.sign_out_everywhere", by, by, by.pk)


def end_device(*, by: Person, device: Device) -> None:
    """End one session of the person's account, its open pages included."""
    policies.can_end(by, device).require()
    device.delete()
    devices.hush(by.joined_account.pk)
    _record("people.end_device", by, by, by.pk)


def call_device(*, by: Person, session: SessionBase, is_own: bool) -> None:
    """Call the device at hand one's own, or shared: it stays signed in accordingly."""
    policies.can_change_own(by).require()
    devices.call(session, is_own=is_own)
    _record("people.call_device", by, by, by.pk)


def _open_invitation(by: Actor, person: Person, token_hash: str) -> Invitation:
    """Open an invitation; earlier ones of the same person are void from here on."""
    now = clock.now()
    Invitation.objects.filter(person=person, accepted_at=None, expires_at__gt=now).update(
        expires_at=now
    )
    invitation = Invitation.objects.create(
        organization_id=person.organization_id,
        person=person,
        token_hash=token_hash,
        invited_by_id=by.pk,
        expires_at=invitations.expiry(),
    )
    _record("people.invite", by, person, invitation.pk)
    return invitation


def _free_hash(email: str) -> str:
    """Return the hash an address is found by, where it finds nobody here yet."""
    found = lookup.email_hash(email)
    return "" if Person.objects.filter(email_hash=found).exists() else found


def _opened_account(person: Person, address: str, password: str) -> Account:
    account = Account.objects.open(email=lookup.alias_of(address), language=person.language)
    account.set_password(password)
    account.save(update_fields=["password"])
    Address.objects.create(account=account, address=address.strip())
    return account


def _join(person: Person, invitation: Invitation, account: Account) -> None:
    if Person.objects.filter(account=account, organization_id=person.organization_id).exists():
        raise Refused(refuse("joined", _("You have joined already. Sign in as you always do.")))
    now = clock.now()
    _claim(invitation)
    Person.objects.filter(pk=person.pk).update(account=account, joined_at=now)
    person.account, person.joined_at = account, now
    _record("people.join", person, person, invitation.pk)


def _claim(invitation: Invitation) -> None:
    """Use the invitation up; of two at once, one gets it."""
    unused = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
    if not unused.update(accepted_at=clock.now()):
        raise Refused(policies.NOT_OPEN)


def _keep_contact(person: Person, address: str) -> None:
    """Keep the address as the person's contact where none was known."""
    found = lookup.email_hash(address)
    if person.email or Person.objects.filter(email_hash=found).exists():
        return
    person.email, person.email_hash = address.strip(), found
    person.save(update_fields=["email", "email_hash"])


def _record(act: str, by: Actor, person: Person, about: UUID) -> None:
    records.record(
        act,
        organization_id=person.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=person.pk,
    )
