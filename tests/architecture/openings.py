"""What stands outside the second wall, each with its reason: docs/TRUST.md shows these lists."""

TABLES = {
    "people_account": "who signs in: an alias in place of an address, and choices about pages",
    "people_address": "an account’s address, encrypted under the account’s own key",
    "people_device": "where somebody is signed in: a hash of the session’s key, its account, days",
    "account_emailaddress": "the sign-in library’s: an alias in place of an address",
    "account_emailconfirmation": "the sign-in library’s: stays empty",
    "mfa_authenticator": "the sign-in library’s: passkeys and second factors of accounts",
    "cache": "counts of wrong tries, under hashes",
    "procrastinate_jobs": "jobs that wait: ids and no words",
    "procrastinate_events": "when jobs began and ended",
    "procrastinate_periodic_defers": "what the clock started, and when",
    "procrastinate_workers": "which workers are alive",
    "auth_group": "the framework’s: stays empty",
    "auth_group_permissions": "the framework’s: stays empty",
    "auth_permission": "the framework’s: names of tables",
    "django_content_type": "the framework’s: names of tables",
    "django_migrations": "the framework’s: which changes of tables were made",
}
"""Tables that carry no organization. The key store is a database of its own."""

FUNCTIONS = {
    "cairn_enter": "names the organization of who signed in, and says who they are there",
    "cairn_organizations": "the ids of all organizations, for the clock that serves each in turn",
    "cairn_invitation": "which organization an invitation is of, to whoever holds its code",
    "cairn_memberships": "which organizations an account is in, for its owner to choose one",
    "cairn_kept_from": "whom a person of the organization acted in is kept from there",
    "cairn_kept_apart": "which of some people of the organization acted in are kept apart",
    "cairn_door": "which organization an open page for asking is of, to whoever holds its code",
    "cairn_asking": "which organization something asked is of, to whoever holds its code",
    "cairn_booked_elsewhere": "whether somebody is booked in another organization, for them alone",
    "cairn_feed": "whose feed of appointments it is, to whoever holds its link",
    "cairn_token": "whose an API token is, to whoever holds it",
}
"""Functions that run as the owner and so look over the wall. Each has tests of its name."""
