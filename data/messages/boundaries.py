"""What may be wrong with the rows and shapes of a boundary file, in words: what, what to do."""

from collections.abc import Mapping

from data.words import N_

STEPS = {  # what is being done with a boundary file, as it begins
    "waiting": N_("Other files are being read; this one is next…"),
    "reading": N_("Opening the file and reading its letters…"),
    "matching": N_("Finding which row is which commune…"),
    "measuring": N_("Measuring areas, overlaps and gaps…"),
    "mending": N_("Mending the borders together…"),
}
MESSAGES: Mapping[str, tuple[str, str]] = {
    "path_missing": (
        N_("There is no such file or folder."),
        N_("Check the path; put it in quotation marks if it holds spaces."),
    ),
    "folder_not_empty": (
        N_("The folder already holds files."),
        N_("Name a new folder, or empty this one."),
    ),
    "workspace_good": (N_("The workspace can be used as it is."), N_("Nothing to do.")),
    "kinds_split_off": (
        N_("The kind of the unit was split off from its name: {count}, {kinds}."),
        N_("Nothing to do; kinds and names stand in areas.csv."),
    ),
    "parents_proposed": (
        N_("The file says what its areas belong to: {levels}."),
        N_("Say --parents to have these as areas too: a commune then belongs to its district."),
    ),
    "parents_taken": (
        N_("What the areas belong to was taken from the file: {levels}."),
        N_("Nothing to do; it stands in areas.csv."),
    ),
    "column_missing": (
        N_("There is no column “{where}”."),
        N_("Columns: {columns}. Nearest: {nearest}."),
    ),
    "columns_unknown": (
        N_("No column was found that holds codes or names of communes."),
        N_("Name them with --code and --name. Columns: {columns}."),
    ),
    "no_columns": (
        N_("The file holds shapes ({count}) and nothing else: no code, no name."),
        N_("Export it again with its columns of codes and names."),
    ),
    "column_twice": (
        N_("Two columns or more are called “{where}”, the same name twice, with other contents."),
        N_("Say which one with {option}: {columns}."),
    ),
    "column_of_parts": (
        N_("The values of “{where}” have several parts: {columns}."),
        N_("Say which one with {option}."),
    ),
    "column_of_lists": (
        N_("The column “{where}” holds several values in one cell: {found}."),
        N_("Name another column (--code, --name), or export one value a cell. Columns: {columns}."),
    ),
    "codes_are_fractions": (
        N_("The codes are numbers with fractions, such as {found}: 11.1 may have been 11.10."),
        N_("Make the column text, with all figures of the code."),
    ),
    "shape_not_numbers": (
        N_("Row {row} ({name}): a corner of its shape is not a number; it was left without shape."),
        N_("Draw it anew, or take the row out; the other rows were read."),
    ),
    "shape_far_off": (
        N_("A corner of this shape lies on another side of the Earth."),
        N_("Draw it anew, or take the row out."),
    ),
    "shape_unreadable": (
        N_("Row {row} ({name}): its shape is damaged; it was left without shape."),
        N_("Draw it anew, or take the row out; the other rows were read."),
    ),
    "codes_are_numbers": (
        N_("The codes are numbers; zeros in front may be lost."),
        N_("Make the column text, with all figures of the code."),
    ),
    "codes_repaired": (
        N_("{count} code(s) had lost their zeros or had a point: {found} was read as {used}."),
        N_("Nothing to do; better make the column text."),
    ),
    "codes_unrelated": (
        N_("{count} code(s), such as {where}, are of another kind; communes were found by name."),
        N_("Name the column of the official codes with --code, if there is one."),
    ),
    "code_missing": (
        N_("{count} feature(s) have no code (rows {rows}); without one they are no communes."),
        N_("Give every commune its code."),
    ),
    "area_in_parts": (
        N_("Several features say the same code and name: rows {rows}."),
        N_("If they are parts of one commune, say --dissolve; if not, correct them."),
    ),
    "rows_dissolved": (
        N_("{count} commune(s) in several rows were put together: {rows}."),
        N_("Nothing to do if the rows are parts of one commune."),
    ),
    "joined_by_decision": (
        N_("Row {row} (“{found}”) is {known}, as was decided."),
        N_("Nothing to do, unless the decision was wrong."),
    ),
    "left_out_by_decision": (
        N_("Row {row} (“{found}”) is left out, as was decided."),
        N_("Nothing to do, unless the decision was wrong."),
    ),
    "decision_unfit": (
        N_("Row {row} (“{found}”) was decided to be {area}, which is not in force on {day}."),
        N_("Decide again; without a row are: {candidates}."),
    ),
    "names_cut": (
        N_("{count} name(s) were cut off by the file: “{found}” was taken for {known}."),
        N_("Nothing to do; the codes say the same."),
    ),
    "code_twice": (
        N_("The code stands for several features: rows {rows} ({names})."),
        N_("Give each commune one feature with all its parts, or correct the code."),
    ),
    "name_twice": (
        N_("The name stands for several features: rows {rows}."),
        N_("Give each commune one feature with all its parts, or add codes."),
    ),
    "code_name_disagree": (
        N_("Row {row}: this code was {known}, but the name is “{found}”, that of {name_means}."),
        N_("Correct one of the two. Both fit on {agrees_on}: merged communes bear old codes."),
    ),
    "code_with_strange_name": (
        N_("Row {row}: this code was {known}, but no commune is called “{found}”."),
        N_("Correct the name, or say which commune it is."),
    ),
    "code_not_in_force": (
        N_("Row {row} (“{found}”): the code was {known} from {valid_from} until {valid_to}."),
        N_("It is not in force on {day}: correct the code, or choose the right day with --day."),
    ),
    "name_not_in_force": (
        N_("Row {row}: “{found}” was {known} from {valid_from} until {valid_to}."),
        N_("It is not in force on {day}: correct the name, or choose the right day with --day."),
    ),
    "row_unknown": (
        N_("Row {row}: “{found}” is not known."),
        N_("Did you mean: {nearest}? Correct it, or add the spelling to aliases.csv."),
    ),
    "rows_outside": (
        N_("{count} feature(s) are no communes of this workspace: {found} …"),
        N_("Nothing to do if they are of other places."),
    ),
    "nothing_matches": (
        N_("No feature of the file is a commune of this workspace ({rows} read): {found} …"),
        N_("Check the columns (--code, --name). Known are: {known} …"),
    ),
    "names_unchecked": (
        N_("The file has no names: communes were found by code alone."),
        N_("Check the day: the same code can mean two communes before and after a merger."),
    ),
    "names_spelled_otherwise": (
        N_("{count} name(s) are spelled otherwise: “{found}” was taken for {known}."),
        N_("Nothing to do if that is right."),
    ),
    "day_without_areas": (
        N_("No commune is known on {where}."),
        N_("Choose a day from {first} on."),
    ),
    "day_ambiguous": (
        N_("The file fits several days equally well: {days}."),
        N_("Say with --day which communes it shows."),
    ),
    "day_fits_worse": (
        N_("{agreed} feature(s) fit {where}, but {better_agreed} fit {better}."),
        N_("Check the day."),
    ),
    "areas_without_shape": (
        N_("{count} commune(s) in force on {where} have no shape: {areas}."),
        N_("Add their features, or choose another day with --day."),
    ),
    "shape_missing": (
        N_("Row {row} ({name}) has no shape."),
        N_("Draw it, or take the row out."),
    ),
    "shape_invalid": (
        N_("Row {row}: the shape is not valid at {lon}, {lat}: {reason}. It was mended."),
        N_("Compare the mended shape with yours."),
    ),
    "overlaps": (
        N_("Pairs of neighbours that overlap: {pairs}, by {km2} km² in all, most: {largest}."),
        N_("Each overlap goes to one of the two; compare the result."),
    ),
    "gaps": (
        N_("Gaps between neighbours: {count}, {km2} km² in all, the largest at {lon}, {lat}."),
        N_("They stay open; set gap_width in workspace.yaml to close the narrow ones."),
    ),
    "ground_open": (
        N_("Ground inside that no unit covers: {count}, {km2} km², the largest at {lon}, {lat}."),
        N_("Nothing to do if it is water; else a unit may be missing in the file."),
    ),
    "shapes_made_valid": (
        N_(
            "Communes whose shapes were made valid: {count}; {km2} km² of them "
            "could be read otherwise: {moved}."
        ),
        N_("Compare the mended shapes with yours."),
    ),
    "parts_overlap": (
        N_("Rows put together cover {km2} km² twice, which counts once: {moved}."),
        N_("Check that these rows are parts of one commune."),
    ),
    "borders_mended": (
        N_("Communes whose borders were mended: {count}; {km2} km² moved: {moved}."),
        N_("Compare the result."),
    ),
    "levels_in_one_layer": (
        N_(
            "Several levels lie in one layer: {first} consists of others ({of}: {parts}). "
            "Larger units, made up of others: {count} ({larger})."
        ),
        N_("Say with --level which is meant, or export one level alone. Units by level: {levels}."),
    ),
    "units_on_same_ground": (
        N_("{one} and {other} lie on the same ground: they overlap nearly whole."),
        N_("One of the two is drawn in the wrong place, or is a level above: correct the file."),
    ),
    "units_inside": (
        N_(
            "Units that lie inside another one, which was drawn without their hole: {count} "
            "({inside}); they keep their {km2} km², and the other one gets its hole."
        ),
        N_("Compare the result; if a unit is no commune, take its row out."),
    ),
    "unit_tiny": (
        N_("{name} ({where}) has only {m2} m²: too little for a commune, as digitising leaves it."),
        N_("Draw it whole or take its row out; to leave it out or confirm it, use --decisions."),
    ),
    "ground_lost": (
        N_("Mending the borders would leave this area {left} of its {km2} km²: it lies in others."),
        N_("Correct the file: give it its ground, or take its row out."),
    ),
    "border_moved_much": (
        N_("Mending moves {km2} km² of this commune, {percent} % of it (more than {most} %)."),
        N_("Compare old and new border: accept with --accept-repairs, or mend the file by hand."),
    ),
    "area_differs": (
        N_("The shape of {name} has {km2} km², {percent} % off the stated {stated} km²."),
        N_("Check the shape; the stated figure may be the wrong one."),
    ),
}
