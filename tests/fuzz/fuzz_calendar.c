/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an instant or a duration: what is taken prints to a text that reads back to it. */
#include "fuzz.h"

#include <math.h>

#include "core/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *input = (const char *)data;
    char text[CALENDAR_TEXT_SIZE];
    instant value;
    instant back = 0;
    double hours;
    double hours_back = NAN;
    if (calendar_parse_instant(&value, NULL, input, size)) {
        double hour = calendar_hour_of_week(value);
        fuzz_require(hour >= 0 && hour < HOURS_PER_WEEK);
        calendar_print_instant(text, value);
        /* an offset can lead out of the years 0000 to 9999, which have four digits */
        bool four_digits = value >= -62167219200 && value <= 253402300799;
        fuzz_require(!four_digits ||
                     (calendar_parse_instant(&back, NULL, text, strlen(text)) && back == value));
    }
    if (calendar_parse_duration(&hours, input, size)) {
        fuzz_require(isfinite(hours) && hours >= 0);
        calendar_print_duration(text, hours);
        static const double century = 876600; /* in hours; beyond, milliseconds are not kept */
        fuzz_require(hours > century || (calendar_parse_duration(&hours_back, text, strlen(text)) &&
                                         fabs(hours_back - hours) <= 0.001 / 3600));
    }
    return 0;
}
