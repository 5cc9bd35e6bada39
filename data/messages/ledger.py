"""What may be wrong with a ledger, in words: what is wrong, what to do."""

from collections.abc import Mapping

from data.words import N_

_COMPARE = N_("Compare it with a backup that you trust: python -m data verify --against FILE")
MESSAGES: Mapping[str, tuple[str, str]] = {
    "ledger_address_unreadable": (
        N_("The address of the ledger cannot be read."),
        N_("Write it as postgresql://user:password@host/database, or take it away."),
    ),
    "ledger_unreachable": (
        N_("The ledger cannot be opened: {reason}"),
        N_("Check that it is there, may be written to, and is not busy; nothing was written."),
    ),
    "ledger_away": (
        N_("The database server of the ledger does not answer."),
        N_(
            "Try again in a while; nothing was written. If it lasts, the log of the dashboard's "
            "server says why."
        ),
    ),
    "ledger_busy": (
        N_("The ledger is busy: others were writing for {seconds} s."),
        N_("Try again in a while; nothing was written."),
    ),
    "ledger_full": (
        N_("The disk on which the ledger lies is full."),
        N_("Make room on it, then do it again; nothing was written, and nothing is lost."),
    ),
    "ledger_damaged": (
        N_("The ledger is damaged: its database cannot be read."),
        N_(
            "Stop the program, move the ledger's file away and keep it, and restore the newest "
            "backup: python -m data restore FILE"
        ),
    ),
    "ledger_newer": (
        N_("The ledger was written by a newer version of the program."),
        N_("Start the newer version, or restore an older backup."),
    ),
    "batch_again": (
        N_("The very same file was taken on {at}, as batch {batch}."),
        N_("Leave it, or say that it is to be taken once more."),
    ),
    "pending_unknown": (
        N_("The account “{name}” holds no such file."),
        N_("Look at which files wait: python -m data pending list."),
    ),
    "pending_gone": (
        N_("Another window of this account has accepted this file, or put it away."),
        N_("Look at what is held now; nothing was written here."),
    ),
    "ledger_moved": (
        N_("The ledger has changed since the file was read."),
        N_("Look at it again, then accept; nothing was written."),
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
        N_("The period {period}, or a part of it, is closed; {rows} row(s) belong to it."),
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
    "boundaries_needed": (
        N_("Figures belong to {name}, which would be gone."),
        N_("Withdraw the batches with these figures first."),
    ),
    "edition_without_shape": (
        N_("{name} has no shape that can be drawn in the boundaries from {day}."),
        N_("Add its shape, a polygon, to the boundaries of that day."),
    ),
    "edition_of_another": (
        N_("The boundaries have a shape of {area}, which is not in force on {day}."),
        N_("Take it out, or add the area."),
    ),
    "edition_missing": (
        N_("Areas begin on {day}, and there are no boundaries from that day."),
        N_("Add the boundaries from that day."),
    ),
    "ledger_not_empty": (
        N_("The ledger already holds something."),
        N_("Move its file away, or name an empty database; then restore again."),
    ),
    "archive_damaged": (
        N_("The backup is damaged, or it is none."),
        N_("Take another backup; nothing was written."),
    ),
    "archive_strange": (
        N_("The backup holds “{name}”, which does not belong there."),
        N_("Take another backup; nothing was written."),
    ),
    "archive_of_other_version": (
        N_("The backup was written by a newer version of the program."),
        N_("Restore it with that version."),
    ),
    "archive_unwritable": (
        N_("The file cannot be written: {reason}"),
        N_("Name a folder that is there and that you may write to."),
    ),
    "archive_not_read_back": (
        N_("The backup was written, and cannot be read back as it was written; it was not kept."),
        N_("Write it to another disk, and have this one checked."),
    ),
    "archive_without_chain": (
        N_("The backup is of before there was a chain."),
        N_("Take one that was made later."),
    ),
    "chain_link_changed": (N_("Link {link} of the chain is not as it was written."), _COMPARE),
    "chain_changed": (N_("Not as it was written: {what} {of}."), _COMPARE),
    "chain_gone": (N_("Written, and gone: {what} {of}."), _COMPARE),
    "chain_strange": (N_("There, and never written by the program: {what} {of}."), _COMPARE),
    "chain_row_changed": (
        N_("Row {row} of “{table}” in batch {batch} is not as it was written."),
        _COMPARE,
    ),
    "chain_rows_gone": (
        N_("Rows of “{table}” in batch {batch} that are gone: {rows}."),
        _COMPARE,
    ),
    "chain_rows_added": (
        N_("Rows of “{table}” in batch {batch} that were never written by the program: {rows}."),
        _COMPARE,
    ),
    "chain_whole": (
        N_(
            "All is as it was written: {links} links, {older} of them of before there was a chain. "
            "The last one is {head}"
        ),
        N_("Note it where nobody who may write to the ledger can change it."),
    ),
    "chain_unheld": (
        N_("Only damage was excluded, and not that somebody made the whole chain anew."),
        N_(
            "Name a hash that you have noted (--head HASH), or a backup of before "
            "(--against OLD.zip)."
        ),
    ),
    "chain_head_unknown": (
        N_("The chain has no link with this hash."),
        N_("Check how it was noted. If it is right, the ledger is another one than it was then."),
    ),
    "chain_of_another": (
        N_("The ledger is not what has become of this backup: they differ from link {link} on."),
        N_("Find out which of the two was changed; keep both."),
    ),
    "backup_made": (
        N_("All of the workspace “{name}” is in it, files too; rows: {rows}, batches: {batches}."),
        N_("Keep it where only you can read it: accounts are in it, too."),
    ),
    "backup_restored": (
        N_("All of the workspace “{name}” is back, files too; rows: {rows}, batches: {batches}."),
        N_("Start the dashboard."),
    ),
    "batch_now_withdrawn": (
        N_("The batch {batch} is withdrawn; what was there before shows again."),
        N_("Nothing needs to be done."),
    ),
    "period_now_closed": (
        N_("The period {period} is closed: only the office adds to it."),
        N_("Nothing needs to be done."),
    ),
    "period_now_open": (
        N_("The period {period} is open again."),
        N_("Nothing needs to be done."),
    ),
    "nothing_was_said": (
        N_("Nothing was ever said of this figure."),
        N_("Write the area as code@day and the period as the figures have it."),
    ),
    "exported": (
        N_("Rows written: {rows}."),
        N_("Nothing needs to be done."),
    ),
    "format_unfit": (
        N_("This cannot be written in that format."),
        N_("Use one of: {known}."),
    ),
    "nothing_to_export": (
        N_("There are no boundaries on that day."),
        N_("Name another day, or none."),
    ),
    "ledger_rows_hidden": (
        N_(
            "{rows} row(s) are kept, not shown (batches {batches}): the workspace forbids them now."
        ),
        N_("Declare them in the workspace as before, or withdraw the batches."),
    ),
    "ledger_of_another": (
        N_("The ledger belongs to the workspace “{found}”, not to “{asked}”."),
        N_("Name the right workspace in ATLAS_WORKSPACE, or another ledger."),
    ),
    "file_not_here": (
        N_("There is no such file."),
        N_("Open the page anew, and take the file from there."),
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
