"""What may be wrong with areas, their days and what succeeds them, in words: what, what to do."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "succession_not_whole": (
        N_("The area passes to {count} successors, and only whole areas can be followed."),
        N_("Keep the one that took over its territory."),
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
}
