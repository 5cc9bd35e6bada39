"""Words for what is wrong with a table that an office sends, for the officer who filled it in."""

from collections.abc import Mapping

from data.words import N_

MESSAGES: Mapping[str, tuple[str, str]] = {
    "file_empty": (
        N_("The file is empty."),
        N_("Send the file that holds the figures."),
    ),
    "workbook_without_cells": (
        N_("No cell of the file holds anything that can be read."),
        N_("If the table is a picture or a box of text, type its figures into cells."),
    ),
    "workbook_too_merged": (
        N_("The workbook has merged cells over too many rows."),
        N_("Copy the figures alone into a new workbook and send that."),
    ),
    "table_too_large": (
        N_("The file has {size} MB; at most {limit} MB are read."),
        N_("Take out pictures and sheets without figures, and save it again."),
    ),
    "workbook_too_large": (
        N_("The workbook has more than {limit} cells."),
        N_("Delete the empty formatted rows and columns round the table, and save it again."),
    ),
    "workbook_is_a_bomb": (
        N_("The file unpacks to more than {limit} MB and was not opened."),
        N_("Copy the figures into a new workbook and send that."),
    ),
    "workbook_is_binary": (
        N_("The workbook is kept in Excel's binary form (.xlsb), which is not read here."),
        N_("Open it in Excel and save it as an Excel workbook (.xlsx)."),
    ),
    "workbook_locked": (
        N_("The workbook is protected by a password."),
        N_("Open it in Excel, take the password away under File, Info, and save it again."),
    ),
    "workbook_is_a_page": (
        N_("The file is a web page with another ending, not a workbook."),
        N_("Open it in Excel and save it as an Excel workbook (.xlsx)."),
    ),
    "text_unreadable": (
        N_("The file cannot be read as text."),
        N_("Save it again in Excel as “CSV UTF-8”."),
    ),
    "quote_not_closed": (
        N_("Line {line} opens a quotation mark and does not close it; the lines below are in it."),
        N_("Delete the quotation mark in line {line}, or put one at the end of the text as well."),
    ),
    "line_too_wide": (
        N_("Line {line} of the file has more than {limit} cells."),
        N_("Each row of the table belongs on a line of its own; save it as an Excel workbook."),
    ),
    "cell_too_long": (
        N_("Line {line} of the file has a cell of more than {limit} letters."),
        N_("Take the long text out, and save the file again."),
    ),
    "text_encoding": (
        N_("The text is not in UTF-8; it was read as {used}."),
        N_("Look at a few names; if their letters are wrong, save the file as “CSV UTF-8”."),
    ),
    "file_without_figures": (
        N_("No figures were found in the file."),
        N_("Each sheet needs a heading: the communes or the indicators, as the template has it."),
    ),
    "sheet_without_heading": (
        N_("No heading was found in sheet “{sheet}”."),
        N_("Name the columns above the figures: commune, indicator, unit."),
    ),
    "numbers_ambiguous": (
        N_(
            "Column {column} can be read in two ways. In the Vietnamese style: {comma}. "
            "In the English style: {point}."
        ),
        N_("Say how the numbers of column {column} are written."),
    ),
    "percent_ambiguous": (
        N_("Column {column} of percentages has “{found}” and nothing above 1."),
        N_("Say whether 85 % is written 85 or 0,85 in column {column}."),
    ),
    "percent_mixed": (
        N_("Column {column} of percentages has “{found}” beside “{beside}”."),
        N_("Say whether the numbers up to 1 in column {column} are 85 written as 0,85, or small."),
    ),
    "mark_unknown": (
        N_("“{found}” stands for the standing of a criterion."),
        N_(
            "Say once what it means: met, basically met, not met, or that nothing is known. "
            "An empty cell stays without a standing."
        ),
    ),
    "cell_of_lines": (
        N_("Cell {where} has several numbers on lines of their own: {found}."),
        N_("Write one number in a cell; two numbers are never joined to one."),
    ),
    "format_hides": (
        N_("Cell {where} shows {found}; its format hides that it holds {times} times as much."),
        N_("Say which is meant: the number as it is shown, or the whole number."),
    ),
    "cells_struck": (
        N_("Figures of sheet “{sheet}” are struck out."),
        N_("Say whether they hold all the same, or are withdrawn and to be left out."),
    ),
    "cells_merged": (
        N_(
            "A figure of sheet “{sheet}” stands in a cell that is merged "
            "over several rows or columns."
        ),
        N_(
            "It belongs to none of them alone: leave it out, "
            "or write a figure for each in the file."
        ),
    ),
    "cells_unseen": (
        N_("Cells of sheet “{sheet}” hold numbers that nobody sees there."),
        N_("Say whether they count, or leave them out."),
    ),
    "sheet_hidden": (
        N_("Sheet “{sheet}” is hidden and was not read."),
        N_("If its figures count, show the sheet in Excel, save the file and send that."),
    ),
    "cells_hidden": (
        N_("Rows or columns of sheet “{sheet}” with figures are hidden."),
        N_("Say whether they count, or leave them out."),
    ),
    "text_raised": (
        N_("Small raised text was left out of cells of sheet “{sheet}”: {found}."),
        N_("Nothing is to be done if these are marks of footnotes."),
    ),
    "text_struck": (
        N_("Struck-out text was left out of cells of sheet “{sheet}”: {found}."),
        N_("Nothing is to be done if what is left is what holds."),
    ),
    "figures_repeated": (
        N_("{n} cell(s) give once more what another has given, with the same value: {found}."),
        N_("Each is taken once; look whether another commune or month was meant."),
    ),
    "dash_ambiguous": (
        N_("Cell {where} has “{found}” instead of a number."),
        N_("Say what it means in this sheet: no figure yet, or zero."),
    ),
    "cell_formula": (
        N_("Cell {where} has a formula that was never calculated: {found}"),
        N_("Open the file in Excel, save it again, and send that."),
    ),
    "cell_moved": (
        N_("Cell {where} ({found}) is in a line with more cells than the heading has."),
        N_(
            "A comma within a number may have cut it in two: save the file as an Excel workbook, "
            "or with semicolons between the cells."
        ),
    ),
    "cell_error": (
        N_("The formula in cell {where} came to an error: {found}"),
        N_("Correct the formula, or type the number."),
    ),
    "cell_is_a_day": (
        N_("Cell {where} holds a day, {found}, where a number should be."),
        N_("Type the number; if Excel makes a day of it, format the cell as a number first."),
    ),
    "cell_is_no_word": (
        N_("“{found}” in cell {where} is none of the words of this indicator."),
        N_("Write one of: {known}."),
    ),
    "cell_is_no_number": (
        N_("“{found}” in cell {where} is not a number."),
        N_("Write the number alone; what is to be said beside it belongs under notes."),
    ),
    "cell_is_a_share": (
        N_("Cell {where} shows a percentage, {found}, but the unit is {unit}."),
        N_("Write the number in {unit}."),
    ),
    "indicator_unknown": (
        N_("There is no indicator “{found}”."),
        N_("Choose one of the indicators offered."),
    ),
    "heading_unknown": (
        N_("“{found}” is not an indicator that is known."),
        N_("Choose the indicator, or leave these figures out."),
    ),
    "heading_like": (
        N_("“{found}” is not an indicator that is known. It may be: {proposed}."),
        N_("Choose the indicator, or leave these figures out."),
    ),
    "heading_missing": (
        N_("The column of cell {where} has no heading."),
        N_("Say what the column holds, or leave it out."),
    ),
    "text_column_unknown": (
        N_("Column “{found}” may divide the communes into parts, and its figures may be of these."),
        N_("Confirm that each row is a whole commune, or leave the rows out."),
    ),
    "section_of_plans": (
        N_("“{found}” stands over figures, and speaks of a plan."),
        N_("Say whether these are results or plans."),
    ),
    "section_unknown": (
        N_("“{found}” stands over figures, and may make something else of them."),
        N_("Confirm that it only groups the rows below it, or leave those out."),
    ),
    "measure_unknown": (
        N_("“{found}” does not say whether its figures are results or plans."),
        N_("Say what the column holds, or leave it out."),
    ),
    "row_without_area": (
        N_("Row {row} has figures but no commune."),
        N_("Say which commune it is, or leave it out."),
    ),
    "unit_differs": (
        N_("“{indicator}” is measured in {known}; the file says {found}."),
        N_("Say by what the numbers are to be multiplied, or leave them out."),
    ),
    "unit_scaled": (
        N_(
            "“{indicator}” is measured in {known}; the file says {found}: "
            "numbers were multiplied by {times}."
        ),
        N_("Nothing is to be done; look at one figure to be sure."),
    ),
    "unit_unknown": (
        N_("The line about the unit is not understood: “{found}”."),
        N_(
            "Say by what the numbers are to be multiplied to be in the usual units, "
            "or leave them out."
        ),
    ),
    "plan_or_actual": (
        N_("Sheet “{sheet}” speaks of a plan, and its columns do not say what they hold."),
        N_("Say whether these are results or plans."),
    ),
    "sheet_without_indicator": (
        N_("Sheet “{sheet}” does not say which indicator its figures are of."),
        N_("Choose the indicator."),
    ),
    "sheet_without_area": (
        N_("Sheet “{sheet}” does not say which commune or district it is of."),
        N_("Choose it."),
    ),
    "sheet_of_several_areas": (
        N_("Sheet “{sheet}” names several places: {proposed}."),
        N_("Choose the one that the figures are of."),
    ),
    "sheet_without_period": (
        N_("Sheet “{sheet}” does not say which period it is of."),
        N_("Choose the period: 2018, 2018-Q2, 2018-06 or 2018-06-30."),
    ),
    "sheet_of_two_periods": (
        N_("Sheet “{sheet}” names periods that cannot all be: {found}."),
        N_("Choose the one that the figures are of."),
    ),
    "period_ahead": (
        N_("Figures are of {period}, which has not come."),
        N_("Correct the period in the file, or leave them out."),
    ),
    "sheet_of_another_generation": (
        N_(
            "Sheet “{sheet}” names “{found}”, which is none of the communes of {day}; "
            "others of its names are of communes before and after."
        ),
        N_("Confirm that these are the communes of {day}, or leave them out."),
    ),
    "column_without_period": (
        N_("Column {column} of sheet “{sheet}” does not say all of its period."),
        N_("Choose the period: 2018, 2018-Q2, 2018-06 or 2018-06-30."),
    ),
    "month_or_day": (
        N_("The heading of column {column} is {found}: the day, or its month?"),
        N_("Choose the day or the month."),
    ),
    "year_missing": (
        N_("Sheet “{sheet}” does not say its year."),
        N_("Choose the year."),
    ),
    "area_unknown": (
        N_("“{found}” is none of the communes of {day}."),
        N_("Choose the commune, or leave the row out."),
    ),
    "area_unsure": (
        N_("“{found}” is not spelled as a commune of {day}. It may be: {proposed}."),
        N_("Choose the commune, or leave the row out."),
    ),
    "area_contradicts": (
        N_("Code and name of “{found}” are two different communes on {day}: {proposed}."),
        N_("Codes are used again for other communes: choose the one that is meant."),
    ),
    "area_of_another_day": (
        N_("“{found}” was not a commune on {day}; on other days there is {proposed}."),
        N_("Correct the period, or choose the commune of that day."),
    ),
    "to_date_without_months": (
        N_("Cell {where} ({found}) counts from the new year; not all months before are known."),
        N_("Give the figure of the month itself, or first the months before."),
    ),
    "to_date_differs": (
        N_("Cell {where} has {found} since the start of the year; the months come to {sum}."),
        N_("Check the months. The figure of the month is taken, the sum is not."),
    ),
    "total_differs": (
        N_("The total in cell {where} is {found}; its rows come to {sum}."),
        N_("Correct a row or the total, or confirm that the rows are right."),
    ),
    "earlier_differs": (
        N_("Column {column} has “{found}” for an earlier time; {known} was reported."),
        N_("Correct the column, or bring the earlier figure anew; or confirm the others."),
    ),
    "share_differs": (
        N_("Column {column} has “{found}”, which is not the result as a share of its plan."),
        N_("Correct the plan, the result or the share, or confirm plan and result."),
    ),
    "value_negative": (
        N_("Cell {where} is negative: {found}."),
        N_("Confirm it, or leave it out."),
    ),
    "value_over_hundred": (
        N_("Cell {where} is above 100 %: {found}."),
        N_("Confirm it, or leave it out."),
    ),
    "value_over_criteria": (
        N_("Cell {where} has {found} criteria; the set in force has {most} ({set})."),
        N_("Confirm it, or leave it out."),
    ),
    "value_is_a_fraction": (
        N_("Cell {where} has {found} {unit}, which is not a whole number."),
        N_("If thousands are meant, write them without a mark; else confirm it."),
    ),
    "value_jumps": (
        N_("Cell {where} has {found}; the last period had {before}."),
        N_("Confirm it, or leave it out."),
    ),
    "value_over_plan": (
        N_("With cell {where} the year comes to {found}; its plan is {plan}."),
        N_("Confirm it, or leave it out."),
    ),
    "value_unusual": (
        N_("Cell {where} has {found}; half of the others have {usual} or less."),
        N_("Confirm it, or leave it out."),
    ),
    "value_over_whole": (
        N_("Cell {where} has {found} {unit}; “{whole}” of the commune is {most} {unit}."),
        N_("Confirm it, or leave it out."),
    ),
    "value_contradicts": (
        N_("Cell {where} has {found}; its parts come to {sum}."),
        N_("Correct the figure or its parts, or confirm it: shown is what the parts come to."),
    ),
    "figure_twice": (
        N_("The same figure is given with different values: {values}."),
        N_("Choose the cell that holds."),
    ),
    "answer_reused": (
        N_("“{question}” was answered with an earlier file: {answer}."),
        N_("To be asked again, give “{where}” an empty answer in the file of answers."),
    ),
    "decisions_unreadable": (
        N_("The file of answers cannot be read."),
        N_("Write one JSON object: the key of each question and its answer."),
    ),
}
