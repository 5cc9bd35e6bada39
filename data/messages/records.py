"""What may be wrong with a record of any kind, in words: what is wrong, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "record_unknown": (
        N_("There is no such record, or it may not be read by this account."),
        N_("Look for it in the list, or sign in as somebody who may read it."),
    ),
    "record_key_unfit": (
        N_("“{where}” does not say which record is meant."),
        N_("Write one text for each of: {known}."),
    ),
    "record_without": (
        N_("“{column}” is missing."),
        N_("Fill it in: a record without it is not kept."),
    ),
    "record_word_unknown": (
        N_("“{found}” is not one of the words that are allowed here."),
        N_("Use one of: {known}."),
    ),
    "record_state_given": (
        N_("A record is not put into the state “{state}” by bringing it again."),
        N_("Leave the state as it is, and change it by itself, with a reason."),
    ),
    "record_cannot_move": (
        N_("There is no way from “{before}” to “{after}”."),
        N_("From there it may be: {known}."),
    ),
    "record_now_moved": (
        N_("The record is now “{state}”."),
        N_("Its earlier states are in its history."),
    ),
    "records_unread": (
        N_("Not everybody may read this: {kind}."),
        N_("Name the account that reads, with --as."),
    ),
}
