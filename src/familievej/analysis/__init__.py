# SPDX-License-Identifier: EUPL-1.2
"""Statistics and economy of a programme: pure Python on tables, no Django, no database, no actor.

``tables`` holds the nine tables of an extract, ``result`` the frozen figures that come out, ``words`` the
sentences about them in the languages of the catalogue. The rooms above (``insight``, the command line) hand
the tables in.
"""
