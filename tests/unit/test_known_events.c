/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/known_events: which times an event touches. */
#include "ingest/holidays.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "package.h"

static void touches_its_own_platforms_and_regions(void **state)
{
    const struct known_event outage = {"o", 100, 200, "chat;mail", "north;south"};
    const struct known_event everywhere = {"e", 100, 200, "chat", ""};
    const struct known_event holiday = {"h", 100, 200, NULL, NULL};
    (void)state;
    assert_true(known_event_touches(&outage, "mail", "south", 199, 300));
    assert_false(known_event_touches(&outage, "mail", "south", 200, 300)); /* ends are open */
    assert_false(known_event_touches(&outage, "mail", "south", 0, 100));
    assert_false(known_event_touches(&outage, "mai", "south", 150, 160));
    assert_false(known_event_touches(&outage, "mail", "west", 150, 160));
    assert_true(known_event_touches(&everywhere, "chat", "west", 150, 160));
    assert_false(known_event_touches(&everywhere, "mail", "west", 150, 160));
    assert_true(known_event_touches(&holiday, "anything", "anywhere", 0, 101));
}

static void write_file(char path[], const char *text)
{
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* A day without an end, a span with one. 2024-05-01 is 1714521600 (date -u +%s). */
static void reads_a_list_of_holidays(void **state)
{
    char path[128];
    package_temporary(path);
    struct arena arena = {0};
    struct known_events events = {0};
    blackout_error error;
    (void)state;
    write_file(path, "name,start,end\nMay Day,2024-05-01,\nFair,2024-06-01T10:00Z,"
                     "2024-06-02T16:00Z\n");
    check_ok(holidays_read(&events, &arena, path, NULL, &error), &error);
    unlink(path);
    assert_int_equal(events.count, 2);
    assert_string_equal(events.events[0].name, "May Day");
    assert_int_equal(events.events[0].from, 1714521600);
    assert_int_equal(events.events[0].to - events.events[0].from, 86400);
    assert_int_equal(events.events[1].to - events.events[1].from, 30 * 3600);
    arena_free(&arena);
}

static void refuses_an_end_before_the_start(void **state)
{
    char path[128];
    package_temporary(path);
    struct arena arena = {0};
    struct known_events events = {0};
    blackout_error error;
    (void)state;
    write_file(path, "name,start,end\nMay Day,2024-05-01,2024-05-01\n");
    check_fails(holidays_read(&events, &arena, path, NULL, &error), BLACKOUT_ERROR_INPUT, &error);
    unlink(path);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touches_its_own_platforms_and_regions),
        cmocka_unit_test(reads_a_list_of_holidays),
        cmocka_unit_test(refuses_an_end_before_the_start),
    };
    return cmocka_run_group_tests_name("known_events", tests, NULL, NULL);
}
