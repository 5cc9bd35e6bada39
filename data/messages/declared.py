"""What may be wrong with a file of a workspace and what it declares, in words: what, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
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
    "yaml_carry_is_no_span": (
        N_("“{key}” is not a number of months."),
        N_("Write how many months a figure is still shown, at least 1, or always."),
    ),
    "yaml_crs_unknown": (
        N_("“{key}” is not a coordinate system."),
        N_("Write a code such as EPSG:9205, a PROJ string or WKT."),
    ),
    "yaml_time_zone_unknown": (
        N_("“{key}” is not the name of a time zone."),
        N_("Write it as the IANA list does, such as Asia/Ho_Chi_Minh or Europe/Paris."),
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
    "file_not_read": (
        N_("The file is not read."),
        N_("Files read here end in: {known}."),
    ),
    "catalogue_unknown": (
        N_("The {what} “{name}” is not declared."),
        N_("Declare it, or write its name as it is declared."),
    ),
    "catalogue_circle": (
        N_("“{name}” is made from itself."),
        N_("Take it out of its own parts."),
    ),
}
