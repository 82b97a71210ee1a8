/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that a program over libcsv does with a file of dependencies: csv_strtod FILE. Numbers
 * by strtod(), three sums, no checks, no cells; prints JSON. Columns are those of compare.py. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ANNUAL_REVENUE = 3, SHARE = 8, FIRMS = 10, NUMBER_SIZE = 64, BUFFER_BYTES = 65536 };

struct sums {
    size_t field;
    size_t records;
    double numbers[FIRMS + 1];
    double revenue;
    double flow;
};

static void on_field(void *bytes, size_t length, void *argument)
{
    struct sums *sums = argument;
    const size_t field = sums->field++;
    if ((field == ANNUAL_REVENUE || field == SHARE || field == FIRMS) && length < NUMBER_SIZE) {
        char text[NUMBER_SIZE];
        memcpy(text, bytes, length);
        text[length] = '\0';
        sums->numbers[field] = strtod(text, NULL);
    }
}

static void on_record(int terminator, void *argument)
{
    struct sums *sums = argument;
    (void)terminator;
    const double revenue = sums->numbers[FIRMS] * sums->numbers[ANNUAL_REVENUE];
    if (sums->records++ > 0) { /* the first is the header */
        sums->revenue += revenue;
        sums->flow += revenue * sums->numbers[SHARE];
    }
    sums->field = 0;
}

int main(int argc, char **argv)
{
    static char buffer[BUFFER_BYTES];
    struct sums sums = {0};
    struct csv_parser parser;
    size_t length;
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL || csv_init(&parser, CSV_STRICT) != 0) {
        fprintf(stderr, "csv_strtod: the file cannot be read\n");
        return 1;
    }
    while ((length = fread(buffer, 1, sizeof buffer, file)) > 0) {
        csv_parse(&parser, buffer, length, on_field, on_record, &sums);
    }
    csv_fini(&parser, on_field, on_record, &sums);
    csv_free(&parser);
    fclose(file);
    printf("{\"rows\": %zu, \"revenue\": %.17g, \"flow\": %.17g}\n", sums.records - 1, sums.revenue,
           sums.flow);
    return 0;
}
