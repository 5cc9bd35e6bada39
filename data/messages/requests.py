"""What may be wrong with a request to the server, in words: what is wrong, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "host_not_ours": (
        N_("This server does not answer to the name “{name}”."),
        N_("Ask it by its address or its own name, or have {setting} name it where it is started."),
    ),
    "address_closed": (
        N_("This address is closed."),
        N_("Open the dashboard at its first page."),
    ),
    "metrics_hidden": (
        N_("Measurements are given to the server's own computer only, and not through a proxy."),
        N_("Ask from there, or set {setting} and send it as a bearer token."),
    ),
    "upload_unmeasured": (
        N_("The upload does not say how large it is."),
        N_("Send it from the page, as a browser does."),
    ),
    "upload_no_room": (
        N_("There is no room for the file: one person may hold {mine} MB here, all {all} MB."),
        N_("Try again in {minutes} min., or have {setting} allow more where it is started."),
    ),
    "program_wrong": (
        N_("The program has made a mistake here."),
        N_("Load the page again. If it lasts, the log of the server says what it is."),
    ),
    "setting_unreadable": (
        N_("{where} says “{said}”, which is no number."),
        N_("Write a number as {usual}, or take the setting away."),
    ),
}
