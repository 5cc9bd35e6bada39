"""What may be wrong with accounts and signing in, in words: what is wrong, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "sign_in_wrong": (
        N_("The name and the password do not belong together."),
        N_("Check both, capitals included, or ask an administrator for a new password."),
    ),
    "sign_in_locked": (
        N_("There were too many wrong tries."),
        N_("Try again in {minutes} min, or ask an administrator to lift the lock."),
    ),
    "not_locked": (
        N_("“{name}” is not locked."),
        N_("Nothing is to be done."),
    ),
    "sign_in_form_stale": (
        N_("The form was not sent from this page, or the page had been open for too long."),
        N_("Fill it in again and send it."),
    ),
    "account_not_named": (
        N_("Only an account may do this, and none was named; nothing was written."),
        N_("Name the account: --as NAME."),
    ),
    "account_first": (
        N_("There are no accounts yet, and the first one must be an administrator."),
        N_("Give it the role with: --role {role}"),
    ),
    "account_unknown": (
        N_("There is no account “{name}”."),
        N_("`python -m data user list` shows all accounts."),
    ),
    "account_disabled": (
        N_("The account “{name}” is disabled."),
        N_("Use another account, or have an administrator enable it."),
    ),
    "account_not_disabled": (
        N_("The account “{name}” is not disabled."),
        N_("Nothing is to be done."),
    ),
    "account_name_unfit": (
        N_("“{name}” cannot be the name of an account."),
        N_("Use letters and digits, also . _ - + @, without blanks; an e-mail address fits."),
    ),
    "account_name_taken": (
        N_("There already is an account “{name}”, perhaps a disabled one."),
        N_("Choose another name, or use the one that is there."),
    ),
    "account_last_administrator": (
        N_("“{name}” is the only administrator."),
        N_("Make another account an administrator first."),
    ),
    "account_linked_elsewhere": (
        N_("“{subject}” already signs in as “{other}”."),
        N_("Check the issuer and the subject."),
    ),
    "right_there": (
        N_("“{name}” already has the role {role}."),
        N_("Nothing is to be done."),
    ),
    "right_not_there": (
        N_("“{name}” does not have the role {role} with this scope."),
        N_("`python -m data user list` shows each role with its scope."),
    ),
    "right_has_no_scope": (
        N_("The role {role} is not limited to anything, and “{scope}” was given."),
        N_("Leave the scope out."),
    ),
    "right_needs_scope": (
        N_("The role {role} is limited to something, and it was not said to what."),
        N_("Give one of these as its scope: {known}."),
    ),
    "right_scope_unknown": (
        N_("“{scope}” is nothing that the role {role} can be limited to."),
        N_("Did you mean “{nearest}”? Give a working group's id, or an area as code@day."),
    ),
    "password_too_short": (
        N_("The password is too short."),
        N_("Take {shortest} letters or more; a short sentence is easy to remember."),
    ),
    "password_too_long": (
        N_("The password is too long."),
        N_("Take {longest} letters at the most."),
    ),
    "password_is_name": (
        N_("The password is the name of the account."),
        N_("Choose something that nobody guesses."),
    ),
    "password_not_repeated": (
        N_("The two passwords are not the same."),
        N_("Type it twice again."),
    ),
    "password_not_asked": (
        N_("There is no terminal to ask for the password on."),
        N_("Run it in a terminal, or give the password on standard input with --password-stdin."),
    ),
    "password_not_utf8": (
        N_("The password on standard input is not in UTF-8."),
        N_("Send it in UTF-8, or type it in a terminal."),
    ),
    "format_needs_file": (
        N_("A workbook cannot be shown on the terminal."),
        N_("Name the file that it goes to: --format xlsx trail.xlsx"),
    ),
}
