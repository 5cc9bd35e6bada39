"""What may be wrong with a boundary file, in words: what is wrong, what to do."""

from collections.abc import Mapping

from data.words import N_

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
    "ending_unknown": (
        N_("Files ending in “{found}” cannot be read."),
        N_("Export the layer to one of: {known}."),
    ),
    "zip_unreadable": (
        N_("The file is no zip archive, or a damaged one."),
        N_("Zip the files again, without a password, and send that."),
    ),
    "zip_unsafe": (
        N_("The archive holds a path that leads out of it: {member}."),
        N_("Zip the files again, without folders."),
    ),
    "zip_without_layer": (
        N_("The archive holds no layer: {found}."),
        N_("Put one of these into it: {known}; all parts of a shapefile belong together."),
    ),
    "zip_too_large": (
        N_("Unpacked, the archive would be larger than {most} bytes."),
        N_("Send only the commune layer."),
    ),
    "shapefile_incomplete": (
        N_("The shapefile lacks its {missing}."),
        N_("Send .shp, .shx, .dbf and .prj together, in one zip."),
    ),
    "shapefile_index_restored": (
        N_("The shapefile came without its .shx; it was made again."),
        N_("Nothing to do."),
    ),
    "file_unreadable": (
        N_("The file is damaged: {reason}"),
        N_("Open it in QGIS and export it again."),
    ),
    "reader_warned": (N_("The reader warns: {said}"), N_("Look at what it names.")),
    "encoding_unknown": (
        N_("“{where}” is not an encoding."),
        N_("Name one such as UTF-8 or cp1258."),
    ),
    "encoding_wrong": (
        N_("The texts are not in {encoding}."),
        N_("Correct the .cpg file, or export the layer in UTF-8."),
    ),
    "encoding_undeclared": (
        N_("The file does not say its encoding and is not UTF-8; read as {used}."),
        N_("Look at the names: if letters are wrong, export the layer in UTF-8."),
    ),
    "encoding_guessed": (
        N_("The file does not say its encoding; read as {used}, which fits all of it."),
        N_("Nothing to do."),
    ),
    "layer_unknown": (N_("There is no such layer."), N_("Layers: {layers}.")),
    "several_layers": (
        N_("The file holds several layers."),
        N_("Send a file with only the commune layer: one of {layers}."),
    ),
    "layer_empty": (N_("The layer holds no features."), N_("Export it again, with its features.")),
    "no_polygons": (
        N_("The layer holds no polygons, but: {found}."),
        N_("Send the layer of areas, not that of lines or points."),
    ),
    "crs_missing": (
        N_("The file does not say its coordinate system (is the .prj missing?)."),
        N_("Add the .prj. Going by where the shapes lie, it may be: {fits}."),
    ),
    "crs_wrong": (
        N_("In {found}, as the file says, the shapes would lie nowhere on Earth ({bounds})."),
        N_("Correct the .prj. Going by where the shapes lie, it may be: {fits}."),
    ),
    "crs_elsewhere": (
        N_("In {found}, as the file says, the shapes lie elsewhere: {bounds}."),
        N_("Correct the .prj; it may be: {fits}. The communes of the workspace lie in {expected}."),
    ),
    "crs_shift_unknown": (
        N_("{found} does not say how its datum ({datum}) lies on the Earth (some 200 m)."),
        N_("Name the official system instead; it may be: {fits}."),
    ),
    "crs_unknown": (
        N_("“{where}” is not a coordinate system."),
        N_("Name one such as EPSG:9205."),
    ),
    "crs_overridden": (
        N_("The file says {found}; read as {used}, as was told."),
        N_("Check that the shapes lie where they should."),
    ),
    "column_missing": (
        N_("There is no column “{where}”."),
        N_("Columns: {columns}. Nearest: {nearest}."),
    ),
    "columns_unknown": (
        N_("No column was found that holds codes or names of communes."),
        N_("Name them with --code and --name. Columns: {columns}."),
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
        N_("None of the {rows} features is a commune of this workspace: {found} …"),
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
        N_("{pairs} pairs of neighbours overlap, by {km2} km² in all, most: {largest}."),
        N_("Each overlap goes to one of the two; compare the result."),
    ),
    "gaps": (
        N_("{count} gaps between neighbours, {km2} km² in all, the largest at {lon}, {lat}."),
        N_("They stay open; set gap_width in workspace.yaml to close the narrow ones."),
    ),
    "borders_mended": (
        N_("Borders of {count} communes were mended, {km2} km² moved: {moved}."),
        N_("Compare the result."),
    ),
    "border_moved_much": (
        N_("Mending moves {km2} km² of this commune, {percent} % of it (more than {most} %)."),
        N_("Compare old and new border, and mend the file by hand if they differ."),
    ),
    "area_differs": (
        N_("The shape of {name} has {km2} km², {percent} % off the stated {stated} km²."),
        N_("Check the shape; the stated figure may be the wrong one."),
    ),
}
