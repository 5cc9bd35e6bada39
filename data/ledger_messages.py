"""What may be wrong with a ledger, in words: what is wrong, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "ledger_address_unreadable": (
        N_("The address of the ledger cannot be read."),
        N_("Write it as postgresql://user:password@host/database, or take it away."),
    ),
    "ledger_unreachable": (
        N_("The ledger cannot be opened: {reason}"),
        N_("Check that it is there, may be written to, and is not busy; nothing was written."),
    ),
    "ledger_newer": (
        N_("The ledger was written by a newer version of the program."),
        N_("Start the newer version, or restore an older backup."),
    ),
    "batch_again": (
        N_("The very same file was taken on {at}, as batch {batch}."),
        N_("Leave it, or say that it is to be taken once more."),
    ),
    "batch_empty": (
        N_("There is nothing in it to be kept."),
        N_("Fill in at least one figure."),
    ),
    "batch_unknown": (
        N_("There is no batch {batch}."),
        N_("Look for its number in the list of batches."),
    ),
    "batch_withdrawn": (
        N_("The batch {batch} was already withdrawn, on {at}."),
        N_("Nothing needs to be done."),
    ),
    "batch_shipped": (
        N_("The batch {batch} holds the workspace's own files and cannot be withdrawn."),
        N_("Change the files of the workspace instead."),
    ),
    "period_closed": (
        N_("The period {period} is closed; {rows} row(s) belong to it."),
        N_("Take them out, or ask the office to enter them or to open the period again."),
    ),
    "period_closed_already": (
        N_("The period {period} is already closed."),
        N_("Nothing needs to be done."),
    ),
    "period_open_already": (
        N_("The period {period} is not closed."),
        N_("Nothing needs to be done."),
    ),
    "ledger_rows_hidden": (
        N_("{rows} figure(s) are kept but not shown (batches {batches}): nobody declares this."),
        N_("Declare it in the workspace again, or withdraw the batches."),
    ),
    "ledger_of_another": (
        N_("The ledger belongs to the workspace “{found}”, not to “{asked}”."),
        N_("Name the right workspace in ATLAS_WORKSPACE, or another ledger."),
    ),
    "not_signed_in": (
        N_("Only who is signed in may do this."),
        N_("Sign in, then do it again: nothing was written."),
    ),
    "not_allowed": (
        N_("The account “{name}” may not do this here."),
        N_("Ask the office or an administrator for the right; nothing was written."),
    ),
}
