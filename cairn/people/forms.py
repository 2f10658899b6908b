"""Joining, signing in and choosing how Cairn speaks to one."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cairn.people import lookup, papers, tasks
from cairn.people.models import Account, Language, Theme

_LONG_ENOUGH = _("At least 15 characters. A few words that only you put together are good.")


class OwnDeviceField(forms.BooleanField):
    """Whether the device at hand is one's own. Nothing said means shared."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("This is my own device"),
            help_text=_(
                "You stay signed in for 90 days. Leave it empty on a device you share: there you "
                "are signed out after 15 minutes without use."
            ),
        )


class Plain:
    """A form of the library without placeholders: a label says it, and stays."""

    fields: dict[str, forms.Field]
    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(Plain, account.LoginForm):  # type: ignore[misc] # the library is untyped
    """Address and password. The address becomes its alias before anything else sees it."""

    labels = {"login": _("E-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own"] = OwnDeviceField()
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean_login(self) -> str:
        """Return the alias of the address."""
        return lookup.alias_of(super().clean_login())


class WayInForm(Plain, account.ResetPasswordForm):  # type: ignore[misc] # likewise
    """An address to send a link to. Whether it is known is found out later, in the background."""

    labels = {"email": _("E-mail")}

    def clean_email(self) -> str:
        """Return the alias of the address."""
        return lookup.alias_of(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **_options: Any) -> str:  # noqa: ARG002 - likewise
        """Leave the job that sends the link, if there is somebody to send it to."""
        alias: str = self.cleaned_data["email"]
        tasks.mail_way_in.defer(alias=alias)
        return alias


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc] # likewise
    """A new password, by the link that was mailed."""

    labels = {"password1": _("New password"), "password2": _("New password, once more")}
    helps = {"password1": _LONG_ENOUGH}


class ChangePasswordForm(Plain, account.ChangePasswordForm):  # type: ignore[misc] # likewise
    """A new password, by the one that holds."""

    labels = {"oldpassword": _("Your password now"), **NewPasswordForm.labels}
    helps = {"password1": _LONG_ENOUGH}


class FirstPasswordForm(Plain, account.SetPasswordForm):  # type: ignore[misc] # likewise
    """A password for an account that has none yet."""

    labels = NewPasswordForm.labels
    helps = NewPasswordForm.helps


class ConfirmForm(Plain, account.ReauthenticateForm):  # type: ignore[misc] # likewise
    """The password once more, before something that matters."""

    labels = {"password": _("Password")}


class CodeForm(Plain, factors.AuthenticateForm):  # type: ignore[misc] # likewise
    """The code of the second step."""

    labels = {"code": _("Code")}
    helps = {"code": _("From your app, or one of your spare codes.")}


class ConfirmCodeForm(Plain, factors.ReauthenticateForm):  # type: ignore[misc] # likewise
    """The code once more, before something that matters."""

    labels = CodeForm.labels
    helps = CodeForm.helps


class AppForm(Plain, totp.ActivateTOTPForm):  # type: ignore[misc] # likewise
    """The first code of an authenticator app."""

    labels = {"code": _("The code your app shows")}


class PasskeyForm(Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc] # likewise
    """A passkey and what to call it. It always opens the account by itself."""

    labels = {"name": _("What to call it")}
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)


class PasskeyNameForm(Plain, webauthn.EditWebAuthnForm):  # type: ignore[misc] # likewise
    """Another name for a passkey."""

    labels = {"name": _("What to call it")}


class CodeOfInvitationForm(forms.Form):
    """The code on a printed invitation."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
        help_text=_("It stands on the sheet you were given. Spaces and hyphens do not matter."),
    )


class PaperCodeForm(CodeOfInvitationForm):
    """A paper code, to sign in with."""

    own = OwnDeviceField()

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.account: Account | None = None

    def clean_code(self) -> str:
        """Find whose code it is; wrong ones are counted, by network."""
        code: str = self.cleaned_data["code"]
        if not ratelimit.consume(self.request, action="paper_code"):
            raise get_adapter().validation_error("too_many_login_attempts")
        self.account = papers.holder(code)
        if self.account is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class ConfirmPaperForm(CodeOfInvitationForm):
    """The paper code once more, before something that matters."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_code(self) -> str:
        """Refuse another code than one's own."""
        code: str = self.cleaned_data["code"]
        if not papers.opens(code, self.account):
            raise get_adapter().validation_error("incorrect_code")
        return code


class JoinForm(forms.Form):
    """What one will sign in with."""

    address = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput({"autocomplete": "username"}),
        help_text=_("You sign in with it. Nobody else sees it here."),
    )
    password = forms.CharField(
        label=_("A password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_LONG_ENOUGH,
    )
    own = OwnDeviceField()

    @property
    def chosen(self) -> dict[str, str]:
        """What one will sign in with; of the device, the session takes note."""
        return {name: self.cleaned_data[name] for name in ("address", "password")}

    def clean_password(self) -> str:
        """Refuse what is short or widely known."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


class BrightnessField(forms.TypedChoiceField):
    """How bright pages are; the device's own way is a choice like the others."""

    _DEVICE = "device"

    def __init__(self, **options: Any) -> None:
        choices = [(value or self._DEVICE, label) for value, label in Theme.choices]
        super().__init__(choices=choices, coerce=self._chosen, **options)

    def prepare_value(self, value: Any) -> Any:
        """Show the device's own way where nothing was chosen."""
        return value or self._DEVICE

    def clean(self, value: Any) -> Any:
        """Take nothing said for the device's own way."""
        return super().clean(value or self._DEVICE)

    def _chosen(self, value: str) -> str:
        return "" if value == self._DEVICE else value


class OwnForm(forms.Form):
    """How one is called, and how Cairn speaks."""

    display_name = forms.CharField(
        label=_("Your name here"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "nickname"}),
        help_text=_("It need not be the one in your papers."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    theme = BrightnessField(label=_("Brightness"))
