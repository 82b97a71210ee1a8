/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filing/recurrence: six months before a time, by the calendar. */
#include "filing/recurrence.h"

#include <string.h>

#include "check.h"

static void six_months_are_counted_by_the_calendar(void **state)
{
    static const char *const pairs[][2] = {
        {"2025-07-15T09:30:00Z", "2025-01-15T09:30:00Z"},
        {"2025-01-15T00:00:00Z", "2024-07-15T00:00:00Z"},
        {"2025-08-31T23:59:59Z", "2025-02-28T23:59:59Z"}, /* February has no 31st */
        {"2024-08-30T12:00:00Z", "2024-02-29T12:00:00Z"}, /* of a leap year */
        {"2025-12-31T01:00:00Z", "2025-06-30T01:00:00Z"}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; ++i) {
        instant time;
        bool has_time;
        char text[CALENDAR_TEXT_SIZE];
        assert_true(calendar_parse_instant(&time, &has_time, pairs[i][0], strlen(pairs[i][0])));
        calendar_print_instant(text, filing_six_months_before(time));
        assert_string_equal(text, pairs[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(six_months_are_counted_by_the_calendar)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
