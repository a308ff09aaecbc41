"""Records for other programs: tables, workbooks, reports of a cohort, learning records (xAPI) and event logs (XES).

Everything here is made from journals and can be made again; a journal is the record, an export never is.
"""
