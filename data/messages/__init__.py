"""Faults in words: what is wrong, and what to do, for page and command line alike."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from data.catalogue.declared import Text
from data.catalogue.periods import Period
from data.messages import accounts as account_messages
from data.messages import boundaries as boundary_messages
from data.messages import files as file_messages
from data.messages import imports as import_messages
from data.messages import intake as intake_messages
from data.messages import ledger as ledger_messages
from data.words import N_, Bare, Words
from data.words.called import Called
from geo.faults import Fault, Severity

# Each code: what is wrong, what to do. The values of a fault fill the braces, and `where` does.
MESSAGES: Mapping[str, tuple[str, str]] = {
    **account_messages.MESSAGES,
    **boundary_messages.MESSAGES,
    **ledger_messages.MESSAGES,
    **intake_messages.MESSAGES,
    **file_messages.MESSAGES,
    **import_messages.MESSAGES,
    "file_missing": (
        N_("The file is missing."),
        N_("Put the file there, or take its mention away."),
    ),
    "yaml_broken": (
        N_("The text cannot be read as YAML at line {line}."),
        N_("Look at line {line} and the one before: indentation, colons, quotation marks."),
    ),
    "yaml_not_utf8": (
        N_("The file is not in UTF-8."),
        N_("Save it again with the encoding UTF-8."),
    ),
    "yaml_unknown_key": (
        N_("The key “{key}” is not known."),
        N_("Known keys: {known}."),
    ),
    "yaml_missing_key": (N_("The key “{key}” is missing."), N_("Add the key “{key}”.")),
    "yaml_not_one_of": (
        N_("“{key}” is “{found}”, which is not one of the words allowed."),
        N_("Use one of: {known}."),
    ),
    "yaml_wrong_value": (
        N_("“{key}” cannot be “{found}” ({kind})."),
        N_("Write a value of the right kind: a number, a day as 2018-12-31, a text, a list."),
    ),
    "yaml_breaks_do_not_rise": (
        N_("The breaks of “{key}” do not rise."),
        N_("Write each break once, from the smallest to the largest."),
    ),
    "yaml_colours_do_not_fit_breaks": (
        N_("“{key}” has not one colour more than it has breaks."),
        N_("Give one colour more than breaks."),
    ),
    "yaml_labels_do_not_fit_classes": (
        N_("“{key}” has not one label for each class."),
        N_("Give one label more than breaks, or none at all."),
    ),
    "yaml_too_many_classes": (
        N_("“{key}” has too many classes."),
        N_("Use fewer breaks."),
    ),
    "yaml_target_is_no_break": (
        N_("The target of “{key}” is not one of its breaks."),
        N_("Add the target to the breaks."),
    ),
    "yaml_unknown_palette": (
        N_("The palette of “{key}” is not known, or has not that many colours."),
        N_("Use the name of a ColorBrewer palette, such as YlGnBu, Blues or RdYlBu."),
    ),
    "yaml_needs_classes_or_categories": (
        N_("An indicator has either classes (numbers) or categories (words)."),
        N_("Declare one of the two."),
    ),
    "yaml_key_twice": (
        N_("The key “{key}” stands twice, again at line {line}."),
        N_("Keep one of the two."),
    ),
    "yaml_criterion_twice": (
        N_("A number of a criterion stands twice."),
        N_("Give each criterion of the set its own number."),
    ),
    "yaml_criterion_group_unknown": (
        N_("A criterion names a group that the set does not have."),
        N_("Declare the group under `groups`, or correct its name."),
    ),
    "yaml_compares_two_ways": (
        N_("“{key}” compares in more than one way."),
        N_("Keep one of at_least, at_most, more_than, less_than."),
    ),
    "yaml_origin_is_not_one": (
        N_("“{key}” says more or less than one way to make the figure."),
        N_("Keep one of criteria, sum, ratio, share_of_plan."),
    ),
    "yaml_words_do_not_add_up": (
        N_("An indicator of words cannot be added up."),
        N_("Set over_areas: none and over_time: last."),
    ),
    "yaml_category_twice": (
        N_("An id of a category stands twice."),
        N_("Give each category its own id."),
    ),
    "yaml_same_day_twice": (
        N_("Two entries begin on the same day."),
        N_("Give each its own day, or keep one."),
    ),
    "yaml_headline_class_unknown": (
        N_("headline_class names a class that the indicator does not have."),
        N_("Count the classes from 0, the lowest."),
    ),
    "counted_twice": (
        N_("“{name}” is added here and is already within “{within}”."),
        N_("Leave it out of the sum: it is an “of which”."),
    ),
    "criteria_sets_overlap": (
        N_("The set is in force from {day}, while “{first}” still is."),
        N_("Give the earlier set its `until`."),
    ),
    "kind_unknown": (
        N_("No area is of the kind “{name}”."),
        N_("Write it as areas.csv does."),
    ),
    "row_too_long": (
        N_("The row has {found} cells and the table {known} columns."),
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
    "file_not_read": (
        N_("The file is not read."),
        N_("Files read here end in: {known}."),
    ),
    "succession_not_whole": (
        N_("The area passes to {count} successors, and only whole areas can be followed."),
        N_("Keep the one that took over its territory."),
    ),
    "catalogue_unknown": (
        N_("The {what} “{name}” is not declared."),
        N_("Declare it, or write its name as it is declared."),
    ),
    "catalogue_circle": (
        N_("“{name}” is made from itself."),
        N_("Take it out of its own parts."),
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
    "area_day_unreadable": (
        N_("The days of {area} cannot be read."),
        N_("Write days as 2025-07-01; leave valid_to empty while the area is in force."),
    ),
    "areas_share_code": (
        N_("{first} and {second} bear the same code at the same time."),
        N_("End the first one on the day the second one begins."),
    ),
    "area_ends_before_start": (
        N_("The area ends on {end}, before it begins."),
        N_("Correct valid_from or valid_to."),
    ),
    "area_parent_unknown": (
        N_("The area belongs to {parent}, which is not known."),
        N_("Add the parent, or correct its id (code@day)."),
    ),
    "area_parent_not_in_force": (
        N_("The area belongs to {parent}, which is not in force all that time."),
        N_("Correct the days of one of the two."),
    ),
    "succession_unknown_area": (
        N_("The succession names an area that is not known."),
        N_("Write ids as code@day, as in areas.csv."),
    ),
    "succession_without_end": (
        N_("The area is succeeded by {successor} but has no end."),
        N_("Give its valid_to."),
    ),
    "succession_gap": (
        N_("The area ends on {end}, when its successor {successor} does not begin."),
        N_("Make both days the same."),
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


NEAR = N_("Did you mean “{nearest}”?")
THINGS = {  # what a name is the name of
    "area": N_("area"),
    "group": N_("working group"),
    "indicator": N_("indicator"),
    "level": N_("level"),
    "source": N_("source"),
}
PLACE = ("lon", "lat")  # degrees: five decimals are about a metre
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def say(fault: Fault, words: Words) -> tuple[str, str]:
    """Return what is wrong and what to do, in this language; a name that is near comes first."""
    what, cure = MESSAGES[fault.code]
    given = {"where": place(fault, words), **fault.values}
    values = {
        key: f"{value:.5f}" if key in PLACE and isinstance(value, float) else _shown(value, words)
        for key, value in given.items()
    }
    if fault.values.get("what") in THINGS:
        values["what"] = words(THINGS[str(fault.values["what"])])
    near = "{nearest}" not in cure and fault.values.get("nearest")
    mend = words(cure, **values)
    return words(what, **values), f"{words(NEAR, **values)} {mend}" if near else mend


def place(fault: Fault, words: Words) -> str:
    """Return where a fault is, a day as it is written here."""
    day = DAY.fullmatch(fault.where)
    return words.day(date.fromisoformat(fault.where)) if day else fault.where


def said(faults: Iterable[Fault], words: Words) -> list[dict[str, str]]:
    """Return faults as plain objects, for programs."""
    told = ((fault, *say(fault, words)) for fault in faults)
    return [
        {"code": f.code, "severity": f.severity, "what": what, "where": f.where, "cure": cure}
        for f, what, cure in told
    ]


def _shown(value: object, words: Words) -> str:
    match value:
        case None | "":
            return "–"
        case date():
            return words.day(value)
        case Text():
            return words.text(value) or "–"
        case Period():
            return words.period(value)
        case bool() | str():
            return str(value)
        case int():
            return words.number(value)
        case float():
            return words.number(value, 2)
        case Called():
            return value.said(words)
        case Bare():
            return words.number(float(value), _decimals(value), grouped=False)
        case Decimal():
            return words.number(float(value), _decimals(value))
        case PurePath():
            return value.name
        case tuple() if len(value) == 2 and all(isinstance(v, float) for v in value):
            return ", ".join(f"{v:.5f}" for v in value)  # a place: longitude, latitude
        case Mapping():
            said_ = (f"{_shown(k, words)}: {_shown(v, words)}" for k, v in value.items())
            return "; ".join(said_) or "–"
        case Iterable():
            return ", ".join(_shown(v, words) for v in value) or "–"
        case _:
            return str(value)


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


SEVERITIES = {
    Severity.REFUSE: N_("refused"),
    Severity.ASK: N_("to be decided"),
    Severity.REPAIRED: N_("repaired"),
    Severity.NOTE: N_("note"),
}
