"""What may be wrong with a boundary file as a file: archive, layer, letters, place on Earth."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "ending_unknown": (
        N_("Files ending in “{found}” cannot be read."),
        N_("Export the layer to one of: {known}."),
    ),
    "file_too_large": (
        N_("The file has {mb} MB; at most {most} MB are read."),
        N_("Send only the commune layer, or raise limits in workspace.yaml."),
    ),
    "reader_out_of_memory": (
        N_("Reading the file took more than {limit} MB of memory, so it was ended."),
        N_(
            "Delete what lies far from the table or layer, or split the file, and save it again; "
            "an administrator can raise memory_mb under limits in workspace.yaml."
        ),
    ),
    "reader_out_of_time": (
        N_("Reading the file took more than {seconds} s, so it was ended."),
        N_(
            "Split the file, or take out what is not needed, and save it again; "
            "an administrator can raise seconds under limits in workspace.yaml."
        ),
    ),
    "reader_ended": (
        N_("Reading the file ended before it was done; nothing of it was taken."),
        N_("Save it again from the program that made it, or send its content in another format."),
    ),
    "reader_failed": (
        N_("The file holds something that this program stumbles over ({error})."),
        N_("Nothing of it was taken. Save it in another format, and tell whoever runs this."),
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
        N_("Unpacked, the archive would be larger than {most} MB."),
        N_("Send only the commune layer, or raise limits in workspace.yaml."),
    ),
    "zip_too_many": (
        N_("The archive holds {count} files; at most {most} are read."),
        N_("Zip only the files of the commune layer."),
    ),
    "zip_bomb": (
        N_("The archive would grow {ratio} times, to {mb} MB: maps do not (at most {most} times)."),
        N_("Do not open it; ask whoever sent it. If it is right, raise limits in workspace.yaml."),
    ),
    "shapefile_incomplete": (
        N_("The shapefile lacks its {missing}."),
        N_("Send .shp, .shx, .dbf and .prj together, in one zip."),
    ),
    "mapinfo_incomplete": (
        N_("The MapInfo table lacks its {missing}."),
        N_("Send .tab, .dat, .map and .id (or .mif and .mid) together, in one zip."),
    ),
    "mapinfo_of_others": (
        N_("The MapInfo table holds no shapes of its own: it is a view of other tables."),
        N_(
            "Other files are never followed: save the table under a name of its own, and send that."
        ),
    ),
    "file_is_a_drawing": (
        N_("The file is a drawing ({kind}): lines and letters, without a table of communes."),
        N_("Export closed areas with code and name as a shapefile, GeoPackage or MapInfo table."),
    ),
    "kml_of_links": (
        N_("The KML holds no places, only links to others ({count}), which are never followed."),
        N_("In Google Earth, save the place itself as KML or KMZ, and send that."),
    ),
    "kml_broken": (
        N_("The KML is no proper XML (line {line})."),
        N_("It may be cut short: send it again, or export it anew."),
    ),
    "shapefile_index_restored": (
        N_("The shapefile came without its .shx; it was made again."),
        N_("Nothing to do."),
    ),
    "file_unreadable": (
        N_("The file is damaged: {reason}"),
        N_("Open it in QGIS and export it again."),
    ),
    "layer_bomb": (
        N_("Unpacked, the layer takes {mb} MB or more, {ratio} times the file: maps do not."),
        N_("Do not open it; ask whoever sent it. If it is right, raise limits in workspace.yaml."),
    ),
    "layer_too_many_features": (
        N_("The layer has too many features: {count} or more; at most {most} are read."),
        N_("Send only the commune layer."),
    ),
    "layer_too_many_columns": (
        N_("The layer has too many columns: {count}; at most {most} are read."),
        N_("Export it again with the columns of codes and names alone."),
    ),
    "layer_is_no_table": (
        N_("The layer “{layer}” holds no rows of its own, but a question or another file."),
        N_("It is never followed: open it in QGIS and export it as a layer of its own."),
    ),
    "shapefile_parts_differ": (
        N_("The parts do not go together: shapes in the .shp: {shapes}; rows in the .dbf: {rows}."),
        N_("Which shape is which cannot be known: export the layer again, and zip all its parts."),
    ),
    "rings_closed": (
        N_("Rings that lacked their last corner were closed: {count} (rows {rows})."),
        N_("Nothing to do; compare the shapes with yours."),
    ),
    "rings_left_out": (
        N_("Rings with fewer than three corners were left out: {count} (rows {rows})."),
        N_("Nothing to do: they cover no ground."),
    ),
    "json_broken": (
        N_("The file is no proper JSON: it breaks off at line {line}, column {column}: {near}"),
        N_("It may be cut short: send it again, or export it anew from QGIS."),
    ),
    "json_too_deep": (
        N_("The JSON holds lists within lists, deeper than any map."),
        N_("Open it in QGIS and export it again."),
    ),
    "json_of_other_kind": (
        N_("The file is JSON, but no GeoJSON: {found}."),
        N_("Open it in QGIS and export the layer of areas as GeoJSON."),
    ),
    "json_not_utf8": (
        N_("The texts of the GeoJSON are not in UTF-8, as they must be; they may be: {samples}."),
        N_("Choose with --encoding the one that reads well, or export the file in UTF-8."),
    ),
    "file_of_other_kind": (
        N_("Its content is not what the ending of its name says ({ending})."),
        N_("Do not rename it: open it in QGIS and export it as what it shall be."),
    ),
    "crs_is_an_address": (
        N_("The file names its coordinate system by an address on the net, which is never asked."),
        N_("Open it in QGIS and export it again, with a coordinate system such as EPSG:9205."),
    ),
    "reader_warned": (N_("The reader warns: {said}"), N_("Look at what it names.")),
    "encoding_unknown": (
        N_("“{where}” is not an encoding."),
        N_("Name one of: {known}."),
    ),
    "encoding_wrong": (
        N_("The texts are not in {encoding}."),
        N_("Name the right encoding with --encoding (it may be: {readable}), or correct the .cpg."),
    ),
    "encoding_undeclared": (
        N_("The file does not say its encoding, and no name in it is known in any."),
        N_("Choose with --encoding the one that reads well: {samples}."),
    ),
    "encoding_guessed": (
        N_("The file does not say its encoding; read as {used}, which fits all of it."),
        N_("Nothing to do."),
    ),
    "encoding_by_form": (
        N_("The file says {found}, but all its texts are {used}: read so."),
        N_("Nothing to do if the names look right; else name another with --encoding."),
    ),
    "encoding_by_names": (
        N_("Read as {used}. Names known so: {known} of {of}; in {second}: {second_known}."),
        N_("Nothing to do if the names look right; else name another with --encoding."),
    ),
    "encoding_otherwise": (
        N_("The file says {found}, but was read as {used}. Names known so: {known} of {of}."),
        N_("Nothing to do if the names look right; else name another with --encoding."),
    ),
    "layer_unknown": (N_("There is no such layer."), N_("Layers: {layers}.")),
    "several_layers": (
        N_("The file holds several layers."),
        N_("Choose one with --layer: {layers}."),
    ),
    "layer_empty": (N_("The layer holds no features."), N_("Export it again, with its features.")),
    "no_polygons": (
        N_("The layer holds no polygons, but: {found}."),
        N_("Send the layer of areas, not that of lines or points."),
    ),
    "crs_missing": (
        N_("The file does not say its coordinate system (is the .prj missing?)."),
        N_("Choose with --crs; metres off the present boundaries: {offs}."),
    ),
    "crs_wrong": (
        N_("In {found}, as the file says, the shapes would lie nowhere on Earth ({bounds})."),
        N_("Choose with --crs; metres off the present boundaries: {offs}."),
    ),
    "crs_elsewhere": (
        N_("In {found}, as the file says, the shapes lie elsewhere ({bounds}), not in {expected}."),
        N_("Choose with --crs; metres off the present boundaries: {offs}."),
    ),
    "crs_shift_unknown": (
        N_("{found} does not say how its datum ({datum}) lies on the Earth (some 200 m)."),
        N_("Choose with --crs; metres off the present boundaries: {offs}."),
    ),
    "crs_shift_rough": (
        N_("{found} rests on an old datum ({datum}). Published ways from it to WGS 84: {ways}."),
        N_("Choose one with --crs, such as {first}, or the right system; metres off: {offs}."),
    ),
    "crs_datum_doubtful": (
        N_("{found} in the file is {twin} but for the datum, {metres} m apart."),
        N_("Choose with --crs; metres off the present boundaries: {offs}."),
    ),
    "crs_shifted": (
        N_(
            "Every commune ({count}) lies {metres} m off the surveyed boundaries ({east}; {north})."
        ),
        N_("Choose with --crs, or name so the system of the file ({found}); metres off: {offs}."),
    ),
    "crs_shifted_far": (
        N_(
            "In the coordinate system {found}, as the file says, all communes ({count}) lie "
            "{metres} m off the present boundaries, alike ({east}; {north}): a sketch does not."
        ),
        N_("Choose with --crs, or name so the system of the file ({found}); metres off: {offs}."),
    ),
    "crs_nearly": (
        N_("{found} in the file is {twin}, but its way to WGS 84 differs by {metres} m."),
        N_("Nothing to do; the difference cannot be seen on the map."),
    ),
    "crs_compared_roughly": (
        N_("The present boundaries are not surveyed: metres off them show the zone, no more."),
        N_("Ask the office that made the file which system it used."),
    ),
    "position_unchecked": (
        N_("The position was not compared: the present boundaries are not surveyed."),
        N_("Nothing to do; mark surveyed boundaries in workspace.yaml with surveyed: true."),
    ),
    "crs_unknown": (
        N_("“{where}” is not a coordinate system."),
        N_("Name one such as EPSG:9205, or one of the workspace: {known}."),
    ),
    "crs_overridden": (
        N_("The file says {found}; read as {used}, as was told."),
        N_("Check that the shapes lie where they should."),
    ),
    "axes_swapped": (
        N_("Northings and eastings were exchanged, as was told."),
        N_("Check that the shapes lie where they should."),
    ),
    "lots_column_missing": (
        N_("The lot layer has no column {missing}."),
        N_("Columns: {columns}. Name the right one under columns in lots.yaml."),
    ),
    "lots_commune_unknown": (
        N_("{count} lot(s), {ha} ha, name no commune in force: {codes}."),
        N_("Correct their codes, or choose the right day with --day: they are in no sum."),
    ),
    "lots_area_missing": (
        N_("{count} lot(s) have no area: rows {rows}."),
        N_("Fill in their area in hectares: they count as nothing."),
    ),
    "lots_class_unknown": (
        N_("{count} lot(s) have a class that does not exist: rows {rows}."),
        N_("Correct their class: they are in no sum of forest."),
    ),
    "lots_area_differs": (
        N_("{count} lot(s) measure otherwise than said (rows {rows}): {drawn} ha, not {ha} ha."),
        N_("Look at these lots; what they say is what was summed."),
    ),
    "lots_outside": (
        N_("{count} lot(s), {ha} ha, lie {percent} % or more outside their commune: rows {rows}."),
        N_("Compare them with the border; they were counted where they say they are."),
    ),
    "lots_unplaced": (
        N_("Where the lots lie is not known: they were not compared with their shapes."),
        N_("Name the coordinate system with --crs."),
    ),
    "lots_sum_left_out": (
        N_("“{where}” was not summed: the layer has no column for {lacking}."),
        N_("Nothing to do, or name the column in lots.yaml."),
    ),
    "lots_year_unknown": (
        N_("“{where}” needs a year of planting."),
        N_("Say it with --year."),
    ),
    "predecessor_split": (
        N_("{where} lies in several new communes, in percent: {into}."),
        N_("Decide which one succeeds it: figures of an old commune cannot be split."),
    ),
    "areas_not_succeeded": (
        N_("{count} old commune(s) are not covered by the new ones: {areas}."),
        N_("Nothing to do if they stay as they are, or are of other places."),
    ),
    "successor_without_predecessors": (
        N_("{where} ({km2} km²) lies on no old commune."),
        N_("Check where it lies, and its code."),
    ),
    "successor_differs": (
        N_("{where} has {km2} km², what it succeeds {before}: {gained} more, {lost} less."),
        N_("Compare both borders; the resolution says which communes became it."),
    ),
}
