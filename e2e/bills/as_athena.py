"""Answers a query about a bill as Athena does: in DuckDB, over the files that AWS Data Exports writes.

Usage: as_athena.py FORMAT ROWS.csv FOLDER TABLE < QUERY > ANSWER.csv
FORMAT is cur-2.0, cur or focus. Writes Parquet below FOLDER, a folder for each partition, as the report has them.
"""

import csv
import sys

import duckdb

# Type of the column with the costs, and the columns of the partitions, with the text that each row gives.
LAYOUTS = {
    "cur-2.0": ("line_item_unblended_cost", {"BILLING_PERIOD": "strftime(CAST({start} AS TIMESTAMP), '%Y-%m')"}),
    "cur": ("line_item_unblended_cost", {"year": "strftime(CAST({start} AS TIMESTAMP), '%Y')", "month": "strftime(CAST({start} AS TIMESTAMP), '%-m')"}),
    "focus": ("billedcost", {"billing_period": "strftime(CAST({start} AS TIMESTAMP), '%Y-%m')"}),
}


def main() -> None:
    layout, rows, folder, table = sys.argv[1:]
    cost, partitions = LAYOUTS[layout]
    start = "billingperiodstart" if layout == "focus" else "bill_billing_period_start_date"
    columns = ", ".join(f"{text.format(start=start)} AS {name}" for name, text in partitions.items())
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    database.execute(
        f"COPY (SELECT * REPLACE (CAST({cost} AS DOUBLE) AS {cost}, CAST({start} AS TIMESTAMP) AS {start}), {columns}"
        f" FROM read_csv('{rows}', all_varchar = true))"
        f" TO '{folder}' (FORMAT parquet, COMPRESSION snappy, PARTITION_BY ({', '.join(partitions)}))"
    )
    name, _, inside = table.partition(".")
    if inside:
        database.execute(f'CREATE SCHEMA "{name}"')
    quoted = ".".join(f'"{part}"' for part in table.split("."))
    # A partition's value is text in Athena, also where it looks like a number.
    types = ", ".join(f"'{name}': VARCHAR" for name in partitions)
    database.execute(
        f"CREATE VIEW {quoted} AS SELECT * FROM"
        f" read_parquet('{folder}/**/*.parquet', hive_partitioning = true, hive_types = {{{types}}})"
    )
    answer = database.execute(sys.stdin.read())
    # Athena quotes every cell.
    writer = csv.writer(sys.stdout, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow([column[0] for column in answer.description])
    writer.writerows(answer.fetchall())


main()
