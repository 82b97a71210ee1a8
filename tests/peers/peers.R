# SPDX-License-Identifier: GPL-3.0-or-later
# Tables through R: `Rscript peers.R read TOOL FILE` prints the rows as JSON, `write TOOL FILE OUT` writes a plain CSV file
# as the function does by default, `version TOOL`. Numbers are printed with all their digits.
arguments <- commandArgs(trailingOnly = TRUE)
what <- arguments[1]; tool <- arguments[2]; file <- arguments[3]; out <- arguments[4]

readers <- list(
    base = function(file) read.csv(file),
    base2 = function(file) read.csv2(file, fileEncoding = "UTF-8-BOM"),
    readr = function(file) as.data.frame(readr::read_csv(file, show_col_types = FALSE)),
    readr2 = function(file) as.data.frame(suppressMessages(readr::read_csv2(file, show_col_types = FALSE))),
    data.table = function(file) as.data.frame(data.table::fread(file)),
    jsonlite = function(file) jsonlite::fromJSON(file)$platforms)
texts <- function(file) read.csv(file, colClasses = "character", na.strings = character(0), check.names = FALSE)
writers <- list(
    base = function(rows, out) write.csv(rows, out),
    "base-plain" = function(rows, out) write.csv(rows, out, row.names = FALSE),
    base2 = function(rows, out) write.csv2(rows, out, row.names = FALSE),
    readr = function(rows, out) readr::write_csv(rows, out),
    "readr-excel" = function(rows, out) readr::write_excel_csv2(rows, out),
    data.table = function(rows, out) data.table::fwrite(rows, out))

if (what == "read") {
    rows <- readers[[tool]](file)
    rows <- lapply(rows, function(column) if (inherits(column, "Date")) format(column) else if (inherits(column, "integer64")) format(column) else column)
    columns <- rows[sapply(rows, is.atomic)]
    cat(jsonlite::toJSON(as.data.frame(columns, check.names = FALSE), digits = NA, na = "null", auto_unbox = TRUE))
} else if (what == "write") {
    rows <- texts(file)
    if (tool %in% c("base2", "readr-excel")) { # they write numbers with a comma, so they need numbers
        for (name in c("annual_revenue", "share")) rows[[name]] <- as.numeric(rows[[name]])
    }
    writers[[tool]](rows, out)
} else {
    package <- sub("-.*|2$", "", tool)
    cat(if (package == "base") paste(R.version$major, R.version$minor, sep = ".") else format(packageVersion(package)))
}
