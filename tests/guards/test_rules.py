# SPDX-License-Identifier: EUPL-1.2
"""Every address has a rule of who may knock."""

from __future__ import annotations

from django.http import HttpRequest
from tests.guards.addresses import ADDRESSES, OURS, PAGES, Address

from familievej.gate.rules import Rule

# Views of libraries, that the rules of the gate do not stand before, and what does.
OTHERS = {
    "account_login": "how one logs in",
    "account_logout": "ends a session; without one it only shows the page of log-in",
    "account_inactive": "says that an account is closed, and nothing else",
    "account_signup": "the adapter closes it for everybody",
    "account_reauthenticate": "asks for log-in itself",
    "account_email": "our view of the same address stands before it, and is closed",
    "account_email_verification_sent": "says that a letter was sent, and nothing else",
    "account_change_password": "asks for log-in itself",
    "account_set_password": "asks for log-in itself",
    "account_reset_password": "how one gets in again; does not tell whether the account exists",
    "account_reset_password_done": "says that a letter was sent, and nothing else",
    "account_reset_password_from_key": "opened by the key of the letter",
    "account_reset_password_from_key_done": "says that the password was changed, and nothing else",
    "account_confirm_email": "opened by the key of a letter",
    "account_confirm_login_code": "a step of log-in; without one it goes back to its beginning",
    "mfa_index": "asks for log-in itself",
    "mfa_authenticate": "a step of log-in; without one it goes back to its beginning",
    "mfa_reauthenticate": "asks for log-in itself",
    "mfa_activate_totp": "asks for log-in itself",
    "mfa_deactivate_totp": "asks for log-in itself",
    "mfa_view_recovery_codes": "asks for log-in itself",
    "mfa_generate_recovery_codes": "asks for log-in itself",
    "mfa_download_recovery_codes": "asks for log-in itself",
    "mfa_list_webauthn": "asks for log-in itself",
    "mfa_add_webauthn": "asks for log-in itself",
    "mfa_reauthenticate_webauthn": "asks for log-in itself",
    "mfa_remove_webauthn": "asks for log-in itself",
    "mfa_edit_webauthn": "asks for log-in itself",
    "mfa_login_webauthn": "how one logs in with a passkey",
}


def rule(address: Address) -> Rule | None:
    """The rule on the view, if there is one."""
    found: Rule | None = getattr(address.callback, "access_rule", None)
    return found


def test_every_view_of_ours_says_who_may_open_it() -> None:
    assert [address.name for address in OURS if rule(address) is None] == []


def test_every_view_of_a_library_stands_here_with_a_reason_and_no_reason_is_old() -> None:
    assert {address.name for address in ADDRESSES if not address.ours} == set(OTHERS)


def test_a_rule_that_lets_everybody_in_says_why() -> None:
    public = [found.text for address in OURS if (found := rule(address)) and not found.login]
    assert [text for text in public if len(text.removeprefix("public: ")) < len("a short reason")] == []


def test_every_page_of_ours_stands_in_the_table_and_nothing_else_does() -> None:
    assert {address.name for address in OURS} == set(PAGES)


def test_a_view_without_a_rule_is_found() -> None:
    def bare(request: HttpRequest) -> None:
        """Forgotten."""

    assert rule(Address("web:bare", "bare/", bare, ())) is None
