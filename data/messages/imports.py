"""What may be said when a file is imported from the command line: what is so, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "import_kept": (
        N_("Accepted as batch {batch}."),
        N_("Nothing needs to be done."),
    ),
    "import_tried": (
        N_("All of it can be accepted; nothing was written yet."),
        N_("Do it again with --commit --as NAME."),
    ),
    "import_waits": (
        N_("Nothing was written."),
        N_("Mend what is refused, answer the questions with --decisions, and do it again."),
    ),
    "import_by_nobody": (
        N_("Whether an account may write this was not checked."),
        N_("Name the account: --as NAME."),
    ),
    "merger_without_day": (
        N_("The day from which the new areas are in force was not said."),
        N_("Say it: --valid-from 2025-07-01."),
    ),
    "merger_without_text": (
        N_("The text that decided the merger was not said."),
        N_("Give its number: --legal 1661/NQ-UBTVQH15."),
    ),
    "edition_unknown": (
        N_("There are no boundaries in force on {day} that could be corrected."),
        N_("Name another day, or bring new areas with --new --valid-from."),
    ),
}
