"""The pages of allauth that are served, each with its rule. No sign-up, and no change of the email address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.db import transaction
from django.urls import path, re_path

from audit.doors import public, rule

own = rule("team.home")
forgot = public("Somebody who cannot sign in asks for a new password; the page says the same for every address")
# A new password without its event must not stand.
new_password = transaction.atomic(account.password_reset_from_key)

urlpatterns = [
    path("sign-in/", public("Nobody is signed in before it")(account.login), name="account_login"),
    path(
        "sign-in/code/",
        public("Between the password and the code nobody is signed in yet")(mfa.authenticate),
        name="mfa_authenticate",
    ),
    path("password/", forgot(account.password_reset), name="account_reset_password"),
    path("password/sent/", forgot(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public("The address from the mail is the key; it works once")(new_password),
        name="account_reset_password_from_key",
    ),
    path("password/done/", forgot(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    path("account/password/", own(account.password_change), name="account_change_password"),
    path("account/confirm/", own(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/confirm/key/", own(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/factors/", own(mfa.index), name="mfa_index"),
    path("account/factors/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("account/factors/app/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/factors/codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/factors/codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/factors/codes/file/", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("account/factors/keys/", own(keys.list_webauthn), name="mfa_list_webauthn"),
    path("account/factors/keys/add/", own(keys.add_webauthn), name="mfa_add_webauthn"),
    path("account/factors/keys/<int:pk>/", own(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/factors/keys/<int:pk>/remove/", own(keys.remove_webauthn), name="mfa_remove_webauthn"),
]
