"""The two mails of signing in: constant sentences that say nothing to whoever looks over."""

from email.utils import make_msgid, parseaddr
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cairn.people import codes, invitations, lookup
from cairn.people.models import Account, Invitation


def send_way_in(alias: str) -> None:
    """Send each account of an alias a link with which to choose a new password."""
    for account in lookup.accounts_of(alias):
        with translation.override(account.language or settings.LANGUAGE_CODE):
            _send(account.address.address, _("Here is the link you asked for."), _way_in(account))


def send_invitation(invitation_id: UUID) -> None:
    """Send an invitation under a fresh code; the mail is the only place that holds it."""
    open_ones = Invitation.objects.select_for_update(of=["self"]).select_related("person")
    invitation = open_ones.filter(pk=invitation_id).first()
    if invitation is None or not invitation.is_open:
        return
    code = codes.new_code()
    invitation.token_hash = codes.hash_of(code)
    invitation.save(update_fields=["token_hash"])
    with translation.override(invitation.person.language):
        link = invitations.link_to(code)
        _send(invitation.person.email, _("Here is the invitation you were told of."), link)


def _way_in(account: Account) -> str:
    token = default_token_generator.make_token(account)
    path = reverse("account_reset_password_from_key", args=[account.pk.hex, token])
    return f"{settings.PUBLIC_URL}{path}"


def post(address: str, subject: str, body: str) -> None:
    """Post a mail: plain words, the id made of the sender's domain and not of this machine's."""
    _message(address, subject, body).send()


def _message(address: str, subject: str, body: str) -> EmailMultiAlternatives:
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    headers = {"Message-ID": make_msgid(domain=sender.rpartition("@")[2])}
    return EmailMultiAlternatives(subject, body, to=[address], headers=headers)


def post_appointment(address: str, subject: str, body: str, data: bytes, method: str) -> None:
    """Post a mail with an appointment beside its words, as calendars read it (RFC 6047)."""
    message = _message(address, subject, body)
    message.attach_alternative(data.decode(), f"text/calendar; method={method}")
    message.send()


def _send(address: str, sentence: str, link: str) -> None:
    if address:
        ignore = _("If you did not expect this, you need do nothing.")
        post(address, _("A link for you"), f"{sentence}\n\n{link}\n\n{ignore}\n")
