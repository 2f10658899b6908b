"""Paper codes: a way in for who has no e-mail, or has lost it. One an account, until the next.

A code is kept as a hash and shown once. It may be used again and again, as who shares devices
signs in often; with a second factor it is the first step only. See docs/adr/0032.
"""

from cairn.core import clock
from cairn.people import codes, queries
from cairn.people.models import Account, Address, Person
from cairn.realtime import signals


def renew(account: Account) -> str:
    """Give an account a fresh code, void the one before, and return it."""
    code = codes.new_code()
    account.paper_hash = codes.hash_of(code)
    account.save(update_fields=["paper_hash"])
    return code


def start_afresh(person: Person) -> str:
    """Give somebody an account of their own under a fresh code; the one before opens them no more.

    Of the old account nothing else changes: in other organizations it may be somebody too, whom
    whoever hands over this code must not become. An address comes along, so that its owner can
    choose a password by mail.
    """
    before = person.joined_account
    account = Account.objects.open(email=before.email, language=before.language, theme=before.theme)
    if known := Address.objects.filter(account=before).first():
        Address.objects.create(account=account, address=known.address)
    Person.objects.filter(pk=person.pk).update(account=account)
    person.account = account
    person.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    _close_if_nobodys(before)
    signals.signal(person.pk, signals.SIGNED_OUT)
    return renew(account)


def _close_if_nobodys(account: Account) -> None:
    if not queries.persons_of(account.pk):
        account.devices.all().delete()
        Account.objects.filter(pk=account.pk).update(is_active=False)


def holder(code: str) -> Account | None:
    """Return the account a code opens."""
    return Account.objects.filter(paper_hash=codes.hash_of(code), is_active=True).first()


def opens(code: str, account: Account) -> bool:
    """Tell whether a code is this very account's."""
    return account.paper_hash is not None and account.paper_hash == codes.hash_of(code)
