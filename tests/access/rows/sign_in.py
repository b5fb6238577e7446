"""Rows of signing in and out. Whoever is signed in already is sent to Home; nobody in the cast has a second factor."""

from tests.access.matrix import CONFIRM, SIGN_IN, UNCHANGED, row

KEY = {"uidb36": "1", "key": "made-up"}

ROWS = [
    row("account_login", others=302, out=200),
    row("account_login", "POST", data={"login": "x@example.org", "password": "x"}, others=UNCHANGED, out=200),
    row("mfa_authenticate", others=302),
    row("mfa_authenticate", "POST", data={"code": "000000"}, others=UNCHANGED),
    row("leave", "POST", others=SIGN_IN),
    row("account_logout", "POST", others=SIGN_IN),
    row("account_reset_password", others=200, out=200),
    row("account_reset_password", "POST", data={"email": "x@example.org"}, others=UNCHANGED, out=UNCHANGED),
    row("account_reset_password_done", others=200, out=200),
    row("account_reset_password_from_key", at=lambda cast: KEY, others=200, out=200),
    row("account_reset_password_from_key", "POST", at=lambda cast: KEY, others=200, out=200),
    row("account_reset_password_from_key_done", others=200, out=200),
    row("account_change_password", others=200),
    row("account_change_password", "POST", data={"oldpassword": "x"}, others=200),
    row("account_reauthenticate", others=200),
    row("account_reauthenticate", "POST", data={"password": "x"}, others=200),
    row("mfa_reauthenticate", others=CONFIRM),
    row("mfa_reauthenticate", "POST", data={"code": "000000"}, others=CONFIRM),
    row("mfa_reauthenticate_webauthn", others=CONFIRM),
    row("mfa_reauthenticate_webauthn", "POST", others=CONFIRM),
    row("mfa_index", others=200),
    row("mfa_activate_totp", others=CONFIRM),
    row("mfa_activate_totp", "POST", data={"code": "000000"}, others=CONFIRM),
    row("mfa_deactivate_totp", others=404),
    row("mfa_deactivate_totp", "POST", others=404),
    row("mfa_view_recovery_codes", others=404),
    row("mfa_generate_recovery_codes", others=CONFIRM),
    row("mfa_generate_recovery_codes", "POST", others=CONFIRM),
    row("mfa_download_recovery_codes", others=404),
    row("mfa_list_webauthn", others=200),
    row("mfa_add_webauthn", others=CONFIRM),
    row("mfa_add_webauthn", "POST", others=CONFIRM),
    row("mfa_edit_webauthn", at=lambda cast: {"pk": 1}, others=CONFIRM),
    row("mfa_edit_webauthn", "POST", at=lambda cast: {"pk": 1}, others=CONFIRM),
    row("mfa_remove_webauthn", at=lambda cast: {"pk": 1}, others=CONFIRM),
    row("mfa_remove_webauthn", "POST", at=lambda cast: {"pk": 1}, others=CONFIRM),
]
