# SPDX-License-Identifier: EUPL-1.2
"""The sentences about faults: for each code what is wrong (``WHAT``) and what was expected (``MEND``).

Whole sentences, so that a translator never has to join halves. Every key of one table stands in the other.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentences = dict[str, str | Promise]

WARNINGS: Final = frozenset(
    {
        "unknown_column",
        "unknown_file",
        "no_rows",
        "reason_without_end",
        "no_index_child",
        "family_without_persons",
    }
)

UNIT: Final[Sentences] = {"zip": _("ZIP"), "xlsx": _("XLSX"), "parquet": _("Parquet"), "csv": _("CSV")}

WHAT: Final[Sentences] = {
    # The delivery and its files
    "no_source": _("there is nothing here to read."),
    "missing_file": _("the table “%(table)s” is missing."),
    "two_files": _("the table “%(table)s” is delivered twice, also as %(other)s."),
    "unknown_file": _("this file is not part of the extract and is not read."),
    "not_a_file": _("this is a folder, not a file."),
    "unreadable": _("the file cannot be opened."),
    "empty_file": _("the file is empty; not even the column names are there."),
    "too_large": _("the file is larger than %(limit)s MB."),
    "damaged": _("this is not a readable %(format)s file."),
    "no_parquet_reader": _("Parquet files cannot be read in this installation."),
    "locked": _("the file is locked with a password."),
    "unpacks_too_large": _("the file unpacks to more than %(limit)s MB."),
    "too_many_cells": _("the sheet reaches to row %(rows)s and column %(columns)s."),
    "no_rows": _("the table has column names but no rows."),
    # The first line
    "wrong_delimiter": _("the columns are not parted by comma or semicolon."),
    "missing_column": _("the column “%(column)s” is missing."),
    "unknown_column": _("the column “%(column)s” is not part of the extract and is not read."),
    "repeated_column": _("the column “%(column)s” stands twice."),
    # The line as a whole
    "wrong_encoding": _("the text is not UTF-8."),
    "nul_byte": _("the line contains a NUL byte, so the file is damaged or not plain text."),
    "line_too_long": _("the line is longer than %(limit)s characters."),
    "unterminated_quote": _("a quotation mark is opened and never closed."),
    "stray_quote": _("a quotation mark stands in the middle of a value."),
    "ragged": _("the line has %(found)s values."),
    # One value
    "empty_value": _("“%(column)s” is empty."),
    "too_long": _("“%(column)s” is longer than %(limit)s characters."),
    "control_character": _("“%(column)s” contains a line break or another control character."),
    "bad_id": _("“%(value)s” cannot be used as %(column)s."),
    "cpr_as_id": _("%(column)s looks like a CPR number."),
    "bad_cpr": _("the value in “%(column)s” is not a valid CPR number."),
    "unknown_category": _("“%(value)s” is not a known %(column)s."),
    "bad_date": _("“%(value)s” in %(column)s is not a date."),
    "no_such_day": _("the day %(value)s in %(column)s does not exist."),
    "bad_month": _("“%(value)s” in %(column)s is not a month."),
    "no_such_month": _("month %(month)s does not exist."),
    "bad_year": _("“%(value)s” in %(column)s is not a year."),
    "bad_integer": _("“%(value)s” in %(column)s is not a whole number."),
    "bad_number": _("“%(value)s” in %(column)s is not a number."),
    "comma_decimal": _("“%(value)s” in %(column)s is written with a decimal comma or with separators."),
    "too_many_decimals": _("“%(value)s” in %(column)s has too many decimals."),
    "negative": _("%(column)s is negative: %(value)s."),
    "out_of_range": _("%(column)s is %(value)s."),
    "bad_flag": _("“%(value)s” in %(column)s is neither 0 nor 1."),
    "bad_account_function": _("“%(value)s” in %(column)s is not an account function."),
    # The row and the tables together
    "end_before_start": _("the end %(value)s lies before the start %(start)s."),
    "days_beyond_month": _("%(value)s days in %(month)s, which has %(days)s."),
    "hours_beyond_days": _("%(value)s hours on %(days)s days."),
    "reason_without_end": _("there is a closing reason but no end date."),
    "index_not_child": _("index_child is 1 for a person whose role is %(role)s."),
    "parent_unborn": _("a %(role)s is born %(value)s, after the family's start %(start)s."),
    "orphan_person": _("person “%(value)s” is not in the table persons."),
    "orphan_family": _("family “%(value)s” is not in the table families."),
    "duplicate_row": _("the same %(key)s stands in line %(first)s already."),
    "duplicate_cpr": _("the same CPR number stands in line %(first)s already."),
    "cpr_taken": _("the CPR number of person “%(value)s” stands on somebody else already."),
    "two_index_children": _("family “%(value)s” has more than one index child."),
    "no_index_child": _("family “%(value)s” has no index child."),
    "family_without_persons": _("family “%(value)s” has no persons."),
}

MEND: Final[Sentences] = {
    "no_source": _("Give a folder, a ZIP file or an XLSX file with the nine tables."),
    "missing_file": _("Add %(table)s.csv; a table without rows still needs its line of column names."),
    "two_files": _("Keep one of the two."),
    "unknown_file": _("Rename it if it was meant to be one of the nine tables."),
    "not_a_file": _("Put a file of this name in its place."),
    "unreadable": _("See that the file may be read by the program."),
    "empty_file": _("Export the table again."),
    "too_large": _("Export fewer years at a time."),
    "damaged": _("Export it again as %(format)s."),
    "no_parquet_reader": _("Deliver CSV, or install familievej[analysis]."),
    "locked": _("Save it without a password."),
    "unpacks_too_large": _("Deliver the tables as CSV, or fewer years at a time."),
    "too_many_cells": _("Delete the empty rows and columns around the table and save again."),
    "no_rows": _("See that the export was not cut short."),
    "wrong_delimiter": _("Save the file as CSV with comma or semicolon."),
    "missing_column": _("The first line must name these columns: %(columns)s."),
    "unknown_column": _("The table's columns are: %(columns)s."),
    "repeated_column": _("Keep one of the two."),
    "wrong_encoding": _("Save the file as “CSV UTF-8” (it looks like %(guess)s)."),
    "nul_byte": _("Export the table again as CSV UTF-8."),
    "line_too_long": _("See that every row has its own line."),
    "unterminated_quote": _("Close the quotation mark or remove it."),
    "stray_quote": _("Put the whole value in quotation marks and double those inside it."),
    "ragged": _("There must be %(columns)s, one for each column."),
    "empty_value": _("It must have a value."),
    "too_long": _("Shorten it."),
    "control_character": _("Write the value on one line."),
    "bad_id": _("Use at most 60 letters, digits and the signs . _ : / -, starting with a letter or a digit."),
    "cpr_as_id": _("Use the extract's own number for the person, never the CPR number."),
    "bad_cpr": _("It must have ten digits, DDMMYYXXXX, or be empty."),
    "unknown_category": _("Use one of: %(categories)s."),
    "bad_date": _("Write it as year-month-day, for example 2017-06-26."),
    "no_such_day": _("Correct the day or the month."),
    "bad_month": _("Write it as year-month, for example 2017-06."),
    "no_such_month": _("Correct it to 01–12."),
    "bad_year": _("Write four digits between %(low)s and %(high)s."),
    "bad_integer": _("Write digits only, for example 16."),
    "bad_number": _("Write digits with a point before decimals, for example 1234.56."),
    "comma_decimal": _("Write digits with a point before decimals and nothing between thousands: 1234.56."),
    "too_many_decimals": _("Use at most %(decimals)s."),
    "negative": _("It must be between %(low)s and %(high)s."),
    "out_of_range": _("It must be between %(low)s and %(high)s."),
    "bad_flag": _("Write 1, 0 or nothing."),
    "bad_account_function": _("Write it as text with two digits after the point, for example 5.57."),
    "end_before_start": _("Correct one of the two dates."),
    "days_beyond_month": _("Correct the number of days or the month."),
    "hours_beyond_days": _("There are 24 hours in a day."),
    "reason_without_end": _("Add the end date or remove the reason."),
    "index_not_child": _("Only a child can be the index child."),
    "parent_unborn": _("Correct the birth date or the role."),
    "orphan_person": _("Add the person there or correct the number."),
    "orphan_family": _("Add the family there or correct the number."),
    "duplicate_row": _("Keep one of the two rows, or sum them."),
    "duplicate_cpr": _("Correct one of the two persons."),
    "cpr_taken": _("Check the number, or close the double registration first."),
    "two_index_children": _("Keep 1 for one child."),
    "no_index_child": _("Write 1 for the child who was the reason for the inclusion."),
    "family_without_persons": _("Add its members to the table persons."),
}
