"""What Streamlit says itself, and where on a page: our script says it in the reader's language.

Only there: what a page or a workspace says may be the same words. A `{name}` stands for what
Streamlit fills in. A test asks Streamlit's bundle for each of them.
"""

from collections.abc import Iterable, Mapping

from data.words import N_, Words

_PICKER = (
    N_("Choose an option"),
    N_("Choose options"),
    N_("Add an option"),
    N_("Open"),
    N_("Clear value"),
    N_("Clear all"),
    N_("Selected values"),
    N_("Remove {name}"),
)
_FOUND = (N_("No results"), N_("Select all"), N_("Select {some} matches"), N_("Add: {name}"))
_TYPED = (
    N_("Press Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Press Ctrl+Enter to apply"),
    N_("Press Ctrl+Enter to submit form"),
)
_GRID = (
    N_("Show/hide columns"),
    N_("Download as CSV"),
    N_("Search"),
    N_("Fullscreen"),
    N_("Close fullscreen"),
    N_("Add row"),
    N_("Delete row(s)"),
    N_("Clear selection"),
    N_("Copy to clipboard"),
    N_("Copied"),
)
_COLUMN = (
    N_("Sort ascending"),
    N_("Sort descending"),
    N_("Format"),
    N_("Autosize"),
    N_("Pin column"),
    N_("Unpin column"),
    N_("Hide column"),
    N_("Copy column name"),
    N_("Statistics"),
    N_("Automatic"),
    N_("Localized"),
    N_("Plain"),
    N_("Compact"),
    N_("Dollar"),
    N_("Euro"),
    N_("Yen"),
    N_("Percent"),
    N_("Scientific"),
    N_("Accounting"),
    N_("Distance"),
    N_("Calendar"),
    N_("Duration"),
    N_("Select all"),
)

# By the elements, in CSS, within which it is said.
SAID: Mapping[str, Iterable[str]] = {
    "[data-testid=stSkipToContent]": (N_("Skip to main content"),),
    "[data-testid=stSelectbox], [data-testid=stMultiSelect]": _PICKER,
    "[data-testid=stSelectboxVirtualDropdown], [data-testid=stMultiSelectDropdown]": (
        *_FOUND,
        N_("Selectbox options"),
        N_("Dismiss"),
    ),
    "[data-testid=InputInstructions]": _TYPED,
    "[data-testid=stTextInput]": (
        N_("Show password"),
        N_("Hide password"),
        N_("Clear entry"),
        N_("Invalid input."),
    ),
    "[data-testid=stNumberInput]": (
        N_("Decrement"),
        N_("Increment"),
        N_("Error:"),
        N_("Number is above the allowed range."),
        N_("Number is below the allowed range."),
        N_("Number is outside the allowed range. Please enter a value between {least} and {most}."),
    ),
    "[data-testid=stDateInput], [data-testid=stDateInputCalendar]": (
        N_("Choose date"),
        N_("Choose date, {name}"),
        N_("Clear date"),
        N_("day, {name}"),
        N_("month, {name}"),
        N_("year, {name}"),
        N_("Previous month"),
        N_("Next month"),
        N_("Use arrow keys to navigate dates. Enter to select. Escape to close."),
        N_("Today, {date}"),
        N_("{date} selected"),
        N_("Previous"),
        N_("Next"),
    ),
    "[data-testid=stFileUploader]": (
        N_("Upload"),
        N_("file upload"),
        N_("Add files"),
        N_("Drag and drop a file here"),
        N_("Drag and drop files here"),
        N_("{size} per file"),
        N_("Only one file is allowed."),
        N_("Error:"),
        N_("{kind} files are not allowed."),
        N_("File is larger than {size}"),
        N_("File size is too small."),
        N_("Unexpected error. Please try again."),
        N_("Click to retry upload"),
        N_("Network error"),
        N_("Request aborted"),
        N_("Request failed with status {code}"),
        N_("Remove {name}"),
        N_("Cancel upload of {name}"),
        N_("add icon"),
        N_("Previous page"),
        N_("Next page"),
    ),
    "[data-testid=stElementToolbar], [data-testid=stTooltipContent]": _GRID,
    "[data-testid=stDataFrameResizable]": (
        N_("Type to search"),
        N_("{some} result"),
        N_("{some} results"),
        N_("Previous Result"),
        N_("Next Result"),
        N_("Close Search"),
        N_("empty"),
    ),
    "[data-testid^=stDataFrameColumn]": _COLUMN,
    "[data-testid=stHeaderActionElements]": (N_("Link to heading"),),
    "[data-testid=stTooltipIcon], [data-testid=stTooltipHoverTarget]": (N_("Help for {name}"),),
    "[data-testid=stButton]": (N_("Shortcut {key}"),),
    "[data-testid=stSpinner]": (N_("({some} seconds)"),),
    "[data-testid=stTabs]": (N_("Scroll tabs left"), N_("Scroll tabs right")),
    "[data-testid=stDialog], [data-testid=stPopoverBody]": (N_("Close"), N_("Dismiss")),
    "[data-testid=stToastContainer]": (N_("Notifications"), N_("Close")),
    "[data-testid=stStatusWidget]": (N_("Connecting"), N_("Running..."), N_("Stop")),
    "[data-live-announcer]": (
        N_("{some} option available."),
        N_("{some} options available."),
        N_("Selected Date: {date}"),
    ),
}


def translated(words: Words) -> list[tuple[str, Mapping[str, str]]]:
    """Return each place with what is said in it: Streamlit's words, and those of a language."""
    return [
        (place, {one: words(one) for one in some if words(one) != one})
        for place, some in SAID.items()
    ]
