"""What may be wrong with rows of a table or of a filled workbook, in words: what, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "row_too_long": (
        N_("Cells in the row: {found}; columns in the table: {known}."),
        N_("Put texts with commas into quotation marks."),
    ),
    "table_column_twice": (
        N_("The column “{name}” stands twice."),
        N_("Keep one of the two."),
    ),
    "values_ambiguous": (
        N_("“{found}” of “{indicator}” may be a decimal or a number of thousands."),
        N_("Write thousands without any mark, decimals with a point: 30000, 30.5."),
    ),
    "table_unreadable": (
        N_("The table cannot be read as CSV in UTF-8."),
        N_("Save it again as “CSV UTF-8”, with commas between the columns."),
    ),
    "table_unknown_column": (
        N_("The column “{name}” is not known."),
        N_("Rename the column or take it out."),
    ),
    "table_missing_column": (
        N_("The column “{name}” is missing."),
        N_("Add the column “{name}”."),
    ),
    "word_unknown": (
        N_("The {what} “{name}” is not known."),
        N_("Write it as the workspace declares it."),
    ),
    "row_twice": (
        N_("The same figure stands {others} more time(s): {key}."),
        N_("Keep one of the rows."),
    ),
    "period_unreadable": (
        N_("“{found}” is not a period."),
        N_("Write 2018, 2018-Q2, 2018-06 or 2018-06-30."),
    ),
    "figure_is_derived": (
        N_("“{indicator}” is made from other figures; {rows} row(s) give it directly."),
        N_("Take these rows out, and give the figures that it is made from."),
    ),
    "figure_status_unknown": (
        N_("“{found}” is not a status of a figure."),
        N_("Use one of: {known}."),
    ),
    "figure_not_applicable": (
        N_("“{indicator}” does not apply to {name}."),
        N_("Take the row out, or extend what the indicator applies to."),
    ),
    "value_unreadable": (
        N_("“{found}” is not a value of “{indicator}”."),
        N_("Write a number with a decimal point and nothing else, or one of: {known}."),
    ),
    "criterion_status_unknown": (
        N_("“{found}” is not a status of a criterion."),
        N_("Use one of: {known}; leave out what was not assessed."),
    ),
    "criterion_unknown": (
        N_("There is no criterion {criterion} in the set in force that day ({set})."),
        N_("Check the number of the criterion and the day."),
    ),
    "area_not_in_force": (
        N_("{name} was not in force on {day}: it was from {since} until {until}."),
        N_("Codes are used again: give the figure to who bore the code that day, “{now}”."),
    ),
    "workbook_lacks_sheet": (
        N_("The workbook names a sheet “{sheet}” that is not in it: it was damaged on its way."),
        N_("Ask for the file again, or open it in Excel, look at what is left, and save it again."),
    ),
    "workbook_unreadable": (
        N_("The file is not a workbook that can be read."),
        N_("Open it in Excel or LibreOffice and save it as .xlsx, without a password."),
    ),
    "workbook_no_template": (
        N_("No sheet says in A1 what it holds."),
        N_("Fill in the template; A1 must be one of: {known}."),
    ),
    "workbook_no_row": (
        N_("Column A has no row “{word}”."),
        N_("Put the word “{word}” back into column A, as in the template."),
    ),
}
