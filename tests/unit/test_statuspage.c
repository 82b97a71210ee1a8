/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import/statuspage: from the JSON of a status page to outages and curves. The incidents are made
 * up; times are in different zones on purpose. Expected values by hand: where nothing else is set,
 * a major outage counts 1 (0.29 to 1) here, a partial one 0.3 (0.07 to 0.88), of so many
 * components.
 */
#include "imported.h"

#define PAGE "\"page\": {\"id\": \"k1\", \"name\": \"Acme & Cie\"}"
#define PART(code, status)                                                                         \
    "{\"code\": \"" code "\", \"name\": \"" code "\", \"new_status\": \"" status "\"}"
#define UPDATE(status, time, parts)                                                                \
    "{\"status\": \"" status "\", \"display_at\": \"" time "\", \"affected_components\": [" parts  \
    "]}"
#define INCIDENT(id, status, from, to, updates)                                                    \
    "{\"id\": \"" id "\", \"name\": \"N" id "\", \"status\": \"" status                            \
    "\", \"impact\": \"major\", \"started_at\": \"" from "\", \"resolved_at\": \"" to              \
    "\", \"incident_updates\": [" updates "]}"
#define TIMES "\"started_at\": \"2026-03-02T09:00:00Z\", \"resolved_at\": \"2026-03-02T10:00:00Z\""
#define FILE_OF(incidents) "{" PAGE ", \"incidents\": [" incidents "]}"

/* From 09:00 to 11:00 UTC: 30 min partial, 60 min major, 30 min partial; of two components. */
#define WORKED                                                                                     \
    INCIDENT(                                                                                      \
        "1", "resolved", "2026-03-02T10:00:00.500+01:00", "2026-03-02T12:00:00.750+01:00",         \
        UPDATE("resolved", "2026-03-02T11:00:00Z", PART("api", "operational")) "," UPDATE(         \
            "monitoring", "2026-03-02T10:30:00Z",                                                  \
            PART("api", "partial_outage") "," PART(                                                \
                "login",                                                                           \
                "operational")) "," UPDATE("identified", "2026-03-02T05:30:00-04:00",              \
                                           PART("api", "major_outage") "," PART(                   \
                                               "login",                                            \
                                               "major_outage")) "," UPDATE("investigating",        \
                                                                           "2026-03-02T09:00:00."  \
                                                                           "512Z",                 \
                                                                           PART(                   \
                                                                               "api",              \
                                                                               "partial_outage")))

static const char *const counts[] = {"major_outage=0.29..1..1", "partial_outage=0.07..0.3..0.88",
                                     NULL};

static blackout_import *imported(const char *text, const char *const *settings)
{
    const char *const texts[] = {text, NULL};
    blackout_import *import;
    blackout_error error;
    check_ok(import_try(&import, "statuspage", texts, settings != NULL ? settings : counts, &error),
             &error);
    return import;
}

static double number_at(const blackout_import *import, const char *path, size_t row,
                        const char *column)
{
    return atof(import_cell(import, path, row, column));
}

/* (30 * 0.15 + 60 * 1 + 30 * 0.15) / 120 = 0.575; low (60 * 0.035 + 60 * 0.29) / 120 = 0.1625;
 * high, of the worst component, (60 * 0.88 + 60 * 1) / 120 = 0.94. */
static void an_incident_becomes_a_curve(void **state)
{
    static const char curve[] = "curves/2026-03-02-1.csv";
    static const char *const times[] = {"2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z",
                                        "2026-03-02T10:30:00Z", "2026-03-02T11:00:00Z"};
    static const double values[] = {0.15, 1, 0.15, 0};
    blackout_import *import = imported(FILE_OF(WORKED), NULL);
    (void)state;
    assert_int_equal(import_find(import, "outages.csv")->row_count, 1);
    assert_string_equal(import_cell(import, "outages.csv", 0, "event"), "2026-03-02-1");
    assert_string_equal(import_cell(import, "outages.csv", 0, "owner"), "acme-cie");
    assert_string_equal(import_cell(import, "outages.csv", 0, "platforms"), "acme-cie");
    assert_string_equal(import_cell(import, "outages.csv", 0, "start"), times[0]);
    assert_string_equal(import_cell(import, "outages.csv", 0, "cause"), "N1");
    assert_string_equal(import_cell(import, "outages.csv", 0, "severity_basis"), "assumed");
    check_close(number_at(import, "outages.csv", 0, "duration_minutes"), 120.0, 1e-15);
    check_close(number_at(import, "outages.csv", 0, "severity"), 0.575, 1e-14);
    check_close(number_at(import, "outages.csv", 0, "severity_low"), 0.1625, 1e-14);
    check_close(number_at(import, "outages.csv", 0, "severity_high"), 0.94, 1e-14);
    assert_int_equal(import_find(import, curve)->row_count, 4);
    for (size_t i = 0; i < 4; ++i) {
        assert_string_equal(import_cell(import, curve, i, "timestamp"), times[i]);
        check_near(number_at(import, curve, i, "unavailable"), values[i], 1e-15);
    }
    assert_int_equal(import->not_taken.count, 0);
    assert_int_equal(import->taken, 1);
    /* two tables, the description, the notes and the list of what was not taken */
    blackout_error error = {0};
    check_fails(blackout_import_file_write(import, 5, NULL, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_string_equal(error.message, "the import has no file 5; give a lower number, from 0 on");
    blackout_import_free(import);
}

/* Ten components, of which the page lists four and a group: 0.3 / 4, or by the setting 0.5 / 10. */
static void components_and_statuses_may_be_set(void **state)
{
    static const char text[] =
        "{" PAGE ", \"components\": [{\"id\": \"api\"}, {\"id\": \"login\"}, {\"id\": \"mail\"}, "
        "{\"id\": \"g\", \"group\": true}, {\"id\": \"files\"}], \"incidents\": [" INCIDENT(
            "1", "resolved", "2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z",
            UPDATE("investigating", "2026-03-02T09:00:00Z", PART("api", "partial_outage"))) "]}";
    static const char *const settings[] = {"components=10", "partial_outage=0.4..0.5..0.6",
                                           "owner=acme", "platform=acme_api", NULL};
    (void)state;
    blackout_import *import = imported(text, NULL);
    check_close(number_at(import, "outages.csv", 0, "severity"), 0.075, 1e-14);
    blackout_import_free(import);
    import = imported(text, settings);
    check_close(number_at(import, "outages.csv", 0, "severity"), 0.05, 1e-14);
    check_close(number_at(import, "outages.csv", 0, "severity_low"), 0.04, 1e-14);
    check_close(number_at(import, "outages.csv", 0, "severity_high"), 0.6, 1e-14);
    assert_string_equal(import_cell(import, "outages.csv", 0, "platforms"), "acme_api");
    blackout_import_free(import);
}

/* 09:00 to 10:00 and 09:30 to 11:00 overlap, 11:00 to 11:30 follows at once, 12:00 does not: one
 * outage of 150 min and one of 30. At 09:30 both components are down, at 10:00 one works again. */
static void overlapping_incidents_are_one_outage(void **state)
{
    static const char text[] = FILE_OF(
        INCIDENT("4", "resolved", "2026-03-02T12:00:00Z", "2026-03-02T12:30:00Z", UPDATE("investigating", "2026-03-02T12:00:00Z", PART("api", "major_outage"))) "," INCIDENT(
            "3", "resolved", "2026-03-02T11:00:00Z", "2026-03-02T11:30:00Z",
            UPDATE(
                "investigating", "2026-03-02T11:00:00Z",
                PART(
                    "api",
                    "major_outage"))) "," INCIDENT("2", "resolved", "2026-03-02T09:30:00Z",
                                                   "2026-03-02T11:00:00Z",
                                                   UPDATE(
                                                       "investigating", "2026-03-02T09:30:00Z",
                                                       PART(
                                                           "mail",
                                                           "major_outage"))) "," INCIDENT("1",
                                                                                          "resolve"
                                                                                          "d",
                                                                                          "2026-03-"
                                                                                          "02T09:"
                                                                                          "00:00Z",
                                                                                          "2026-03-"
                                                                                          "02T10:"
                                                                                          "00:00Z",
                                                                                          UPDATE(
                                                                                              "inve"
                                                                                              "stig"
                                                                                              "atin"
                                                                                              "g",
                                                                                              "2026"
                                                                                              "-03-"
                                                                                              "02T0"
                                                                                              "9:"
                                                                                              "00:"
                                                                                              "00Z",
                                                                                              PART(
                                                                                                  "api",
                                                                                                  "major_outage"))));
    blackout_import *import = imported(text, NULL);
    (void)state;
    assert_int_equal(import->taken, 4);
    assert_int_equal(import_find(import, "outages.csv")->row_count, 2);
    assert_string_equal(import_cell(import, "outages.csv", 0, "event"), "2026-03-02-1");
    assert_string_equal(import_cell(import, "outages.csv", 0, "cause"), "N1; N2; N3");
    check_close(number_at(import, "outages.csv", 0, "duration_minutes"), 150.0, 1e-15);
    /* 30 min 0.5, 30 min 1, 60 min 0.5, 30 min 0.5 */
    check_close(number_at(import, "outages.csv", 0, "severity"), (30 + 2 * 60.0 / 2) / 150, 1e-14);
    check_close(number_at(import, "outages.csv", 1, "duration_minutes"), 30.0, 1e-15);
    assert_int_equal(import_find(import, "curves/2026-03-02-1.csv")->row_count, 4);
    blackout_import_free(import);
}

/* Resolved at 09:30, opened again at 10:00, resolved for good at 11:00: one outage of two hours
 * that works for half an hour in between. */
static void a_reopened_incident_is_one_outage(void **state)
{
    blackout_import *import = imported(
        FILE_OF(INCIDENT(
            "1", "resolved", "2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z",
            UPDATE("resolved", "2026-03-02T11:00:00Z", "") "," UPDATE(
                "investigating", "2026-03-02T10:00:00Z",
                PART("api", "major_outage")) "," UPDATE("resolved", "2026-03-02T09:30:00Z",
                                                        "") "," UPDATE("investigating",
                                                                       "2026-03-02T09:00:00Z",
                                                                       PART("api",
                                                                            "major_outage")))),
        NULL);
    (void)state;
    assert_int_equal(import_find(import, "outages.csv")->row_count, 1);
    check_close(number_at(import, "outages.csv", 0, "duration_minutes"), 120.0, 1e-15);
    check_close(number_at(import, "outages.csv", 0, "severity"), 0.75, 1e-14);
    assert_int_equal(import_find(import, "curves/2026-03-02-1.csv")->row_count, 4);
    blackout_import_free(import);
}

#define WAS(code, old, status)                                                                     \
    "{\"code\": \"" code "\", \"old_status\": \"" old "\", \"new_status\": \"" status "\"}"

/* Named first at 10:00 of an incident that began at 09:00: down before, and nothing says since
 * when. The first update's statuses hold from the start, whatever was before it. */
static void what_was_down_before_is_listed(void **state)
{
    static const char reason[] = "a component was unavailable before the first update that names "
                                 "it, and nothing says since when: it counts from then on";
    static const struct {
        const char *before, *parts;
        size_t listed;
    } cases[] = {{"", WAS("api", "major_outage", "partial_outage"), 1},
                 {"", WAS("api", "operational", "partial_outage"), 0},
                 {"", WAS("api", "under_maintenance", "partial_outage"), 0},
                 {WAS("api", "partial_outage", "operational"),
                  WAS("api", "major_outage", "partial_outage"), 0},
                 {WAS("login", "operational", "operational"),
                  WAS("api", "major_outage", "partial_outage"), 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char text[2048];
        snprintf(text, sizeof text,
                 FILE_OF(INCIDENT("1", "resolved", "2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z",
                                  UPDATE("investigating", "2026-03-02T09:00:00Z", "%s") "," UPDATE(
                                      "identified", "2026-03-02T10:00:00Z", "%s"))),
                 cases[i].before, cases[i].parts);
        blackout_import *import = imported(text, NULL);
        const struct not_taken_cause *cause = import_cause(import, reason);
        assert_int_equal(cause != NULL ? cause->count : 0, cases[i].listed);
        assert_string_equal(import_cell(import, "outages.csv", 0, "start"), "2026-03-02T10:00:00Z");
        blackout_import_free(import);
    }
}

/* Without statuses of components the impact is taken for that of the components it lists. */
static void an_impact_stands_for_statuses(void **state)
{
    blackout_import *import =
        imported("{" PAGE ", \"incidents\": [{\"id\": \"1\", \"name\": \"x\", \"status\": "
                 "\"resolved\", \"impact\": \"critical\", \"created_at\": "
                 "\"2026-03-02T09:00:00Z\", \"resolved_at\": \"2026-03-02T09:45:00Z\", "
                 "\"components\": [{\"id\": \"api\"}], \"incident_updates\": "
                 "[{\"status\": \"resolved\", \"created_at\": \"2026-03-02T09:45:00Z\", "
                 "\"affected_components\": null}]}]}",
                 NULL);
    (void)state;
    check_close(number_at(import, "outages.csv", 0, "duration_minutes"), 45.0, 1e-15);
    check_close(number_at(import, "outages.csv", 0, "severity"), 1.0, 1e-15);
    assert_string_equal(import_cell(import, "outages.csv", 0, "severity_low"), "");
    blackout_import_free(import);
}

/* What the statuses count where nothing is set; an incident's name is not run by a spreadsheet. */
static void defaults_and_names_are_safe(void **state)
{
    static const char *const none[] = {NULL};
    blackout_import *import =
        imported("{" PAGE ", \"incidents\": [{\"id\": \"../1\", \"name\": \"=1+1\", \"status\": "
                 "\"resolved\", \"impact\": \"critical\", " TIMES
                 ", \"components\": [{\"id\": \"api\"}, {\"id\": \"g\", \"group\": true}]}]}",
                 none);
    (void)state;
    check_close(number_at(import, "outages.csv", 0, "severity"), 0.803, 1e-14);
    check_close(number_at(import, "outages.csv", 0, "severity_low"), 0.29, 1e-14);
    check_close(number_at(import, "outages.csv", 0, "severity_high"), 0.98, 1e-14);
    assert_string_equal(import_cell(import, "outages.csv", 0, "cause"), "'=1+1");
    assert_string_equal(import_cell(import, "outages.csv", 0, "event"), "2026-03-02----1");
    blackout_import_free(import);
}

/* A group is no component, wherever a file says that it is one: 0.3 of one of two. Where updates
 * name groups alone the impact counts, of the component that the incident lists: 1 of one of two.
 */
static void groups_are_no_components(void **state)
{
    static const char list[] = "{" PAGE ", \"components\": [{\"id\": \"api\"}, {\"id\": \"g\", "
                               "\"group\": true}, {\"id\": \"mail\"}]}";
    static const char incidents[] =
        FILE_OF(INCIDENT("1", "resolved", "2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z",
                         UPDATE("investigating", "2026-03-02T09:00:00Z",
                                PART("g", "major_outage") "," PART("api", "partial_outage"))));
    static const char alone[] =
        FILE_OF("{\"id\": \"1\", \"name\": \"x\", \"status\": \"resolved\", \"impact\": "
                "\"critical\", " TIMES ", \"components\": [{\"id\": \"api\"}], "
                "\"incident_updates\": [" UPDATE("investigating", "2026-03-02T09:00:00Z",
                                                 PART("g", "partial_outage")) "]}");
    static const char *const files[][3] = {
        {list, incidents, NULL}, {incidents, list, NULL}, {alone, list, NULL}};
    static const double severities[] = {0.15, 0.15, 0.5};
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; ++i) {
        blackout_import *import;
        blackout_error error;
        check_ok(import_try(&import, "statuspage", files[i], counts, &error), &error);
        check_close(number_at(import, "outages.csv", 0, "severity"), severities[i], 1e-14);
        blackout_import_free(import);
    }
}

/* ---- What is not taken ----------------------------------------------------------------------- */

#define SIMPLE(members) FILE_OF("{\"name\": \"x\", " members "}")

static void what_is_not_taken_has_a_reason(void **state)
{
    static const char *const cases[][2] = {
        {SIMPLE("\"status\": \"resolved\", " TIMES), "it has no id"},
        {SIMPLE("\"id\": 7, \"status\": \"resolved\", " TIMES), "it has no id"},
        {SIMPLE("\"id\": \"1\", \"status\": \"monitoring\", " TIMES),
         "it is not over, so that its length is not known"},
        {SIMPLE("\"id\": \"1\", \"status\": \"completed\", " TIMES),
         "planned maintenance is no outage"},
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"impact\": \"maintenance\", " TIMES),
         "planned maintenance is no outage"},
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"started_at\": \"yesterday\""),
         "it has no start that can be read"},
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"started_at\": "
                "\"2026-03-02T09:00:00Z\", \"resolved_at\": null"),
         "it has no end that can be read"},
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"started_at\": "
                "\"2026-03-02T09:00:00Z\", \"resolved_at\": \"2026-03-02T09:30:00+01:00\""),
         "it ends before it starts"},
        /* what is there and cannot be read is not passed over for what stands in when it is not */
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"started_at\": \"yesterday\", "
                "\"created_at\": \"2026-03-02T09:00:00Z\", \"resolved_at\": "
                "\"2026-03-02T10:00:00Z\""),
         "it has no start that can be read"},
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"started_at\": 1772442000, "
                "\"created_at\": \"2026-03-02T09:00:00Z\", \"resolved_at\": "
                "\"2026-03-02T10:00:00Z\""),
         "it has no start that can be read"},
        {FILE_OF(INCIDENT("1", "resolved", "2026-03-02T09:00:00Z", "in the evening",
                          UPDATE("resolved", "2026-03-02T10:00:00Z", PART("api", "operational")))),
         "it has no end that can be read"},
        {FILE_OF(INCIDENT("1", "resolved", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z",
                          "{\"status\": \"identified\", \"display_at\": \"never\", "
                          "\"created_at\": \"2026-03-02T09:00:00Z\"}")),
         "an update has no time that can be read"},
        /* 2016-03-02 to 2026-03-02 are 3652 days, ten years of a package 3652.5; then 3653 */
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"impact\": \"major\", \"components\": "
                "[{\"id\": \"api\"}], \"started_at\": \"2016-03-02T09:00:00Z\", "
                "\"resolved_at\": \"2026-03-03T09:00:00Z\""),
         "it lasts longer than ten years"},
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"impact\": \"terrible\", " TIMES),
         "the impact is not known"},
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"impact\": \"critical\", " TIMES),
         "it names no component, so that nothing says how much of the page it reached"},
        {SIMPLE("\"id\": \"1\", \"status\": \"resolved\", \"impact\": \"minor\", \"components\": "
                "[{\"id\": \"api\"}], " TIMES),
         "no component was unavailable by the statuses and what they count"},
        {FILE_OF(INCIDENT("1", "resolved", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z",
                          UPDATE("investigating", "2026-03-02T09:00:00Z", PART("api", "on_fire")))),
         "a component of an update has no id or a status that is not known"},
        {FILE_OF(INCIDENT("1", "resolved", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z",
                          UPDATE("investigating", "never", PART("api", "major_outage")))),
         "an update has no time that can be read"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_import *import = imported(cases[i][0], NULL);
        const struct not_taken_cause *cause = import_cause(import, cases[i][1]);
        if (cause == NULL) {
            fail_msg("case %zu has not: %s", i, cases[i][1]);
        } else {
            assert_int_equal(cause->count, 1);
            /* the member that is named is the one with the reason */
            const struct not_taken_entry *entry = &import->not_taken.entries[cause->first];
            if (strstr(cases[i][0], "\"maintenance\"") != NULL) {
                assert_string_equal(entry->column, "impact");
                assert_string_equal(entry->value, "maintenance");
            }
        }
        assert_int_equal(import->read, 1);
        assert_int_equal(import->taken, 0);
        assert_int_equal(import_find(import, "outages.csv")->row_count, 0);
        blackout_import_free(import);
    }
}

/* Of two copies the one that was updated later counts; equal causes are one, with their number. */
static void copies_and_equal_causes_are_counted(void **state)
{
#define COPY(updated, to)                                                                          \
    "{" PAGE ", \"incidents\": [{\"id\": \"1\", \"name\": \"x\", \"status\": \"resolved\", "       \
    "\"impact\": \"critical\", \"updated_at\": \"" updated                                         \
    "\", \"started_at\": \"2026-03-02T09:00:00Z\", \"resolved_at\": \"" to                         \
    "\", \"components\": [{\"id\": \"api\"}]}], \"scheduled_maintenances\": [{\"id\": \"m\", "     \
    "\"status\": \"scheduled\"}]}"
    static const char early[] = COPY("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z");
    static const char late[] = COPY("2026-03-03T10:00:00Z", "2026-03-02T11:00:00Z");
    static const char *const orders[][3] = {{early, late, NULL}, {late, early, NULL}};
    (void)state;
    for (int i = 0; i < 2; ++i) {
        blackout_import *import;
        blackout_error error;
        check_ok(import_try(&import, "statuspage", orders[i], counts, &error), &error);
        const struct not_taken_cause *copy =
            import_cause(import, "another copy of the incident, which is not older, is taken");
        const struct not_taken_cause *planned =
            import_cause(import, "planned maintenance is no outage");
        assert_non_null(copy);
        assert_non_null(planned);
        assert_int_equal(copy->count, 1);
        assert_string_equal(import->not_taken.entries[copy->first].file, i == 0 ? "a" : "b");
        assert_int_equal(planned->count, 2);
        assert_int_equal(import->not_taken.count, 3);
        check_close(number_at(import, "outages.csv", 0, "duration_minutes"), 120.0, 1e-15);
        blackout_import_free(import);
    }
}

/* The later copy counts also where it is not taken: what was opened again is not over, whichever
 * file comes first. Updated at once, the one that is over is taken. */
static void a_later_copy_that_is_not_over_counts(void **state)
{
#define OPENED(updated)                                                                            \
    "{" PAGE ", \"incidents\": [{\"id\": \"1\", \"name\": \"x\", \"status\": \"investigating\", "  \
    "\"impact\": \"critical\", \"updated_at\": \"" updated                                         \
    "\", \"started_at\": \"2026-03-02T09:00:00Z\", \"components\": [{\"id\": \"api\"}]}]}"
    static const char over[] = COPY("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z");
    static const char opened[] = OPENED("2026-03-03T10:00:00Z");
    static const char at_once[] = OPENED("2026-03-02T10:00:00Z");
    static const char *const orders[][3] = {
        {over, opened, NULL}, {opened, over, NULL}, {over, at_once, NULL}, {at_once, over, NULL}};
    (void)state;
    for (int i = 0; i < 4; ++i) {
        blackout_import *import;
        blackout_error error;
        check_ok(import_try(&import, "statuspage", orders[i], counts, &error), &error);
        const bool is_taken = i > 1;
        const struct not_taken_cause *earlier =
            import_cause(import, "a later copy of the incident is not taken");
        assert_non_null(import_cause(import, "it is not over, so that its length is not known"));
        assert_int_equal(import_find(import, "outages.csv")->row_count, is_taken ? 1 : 0);
        assert_int_equal(import->taken, is_taken ? 1 : 0);
        assert_int_equal(earlier != NULL, !is_taken);
        /* with the maintenance of COPY */
        assert_int_equal(import->not_taken.count, is_taken ? 2 : 3);
        blackout_import_free(import);
    }
}

#define BY_IMPACT(id, name)                                                                        \
    INCIDENT(id, "resolved", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z",                       \
             UPDATE("investigating", "2026-03-02T09:00:00Z", name))

/* Two incidents over one hour, of two components with a status each that counts half and one that
 * counts nothing: half of the page. And what counts too little to be a number is no outage. */
static void what_counts_most_makes_the_curve(void **state)
{
    static const char text[] = FILE_OF(BY_IMPACT(
        "1", PART("c1", "under_maintenance") "," PART(
                 "c2",
                 "degraded_performance")) "," BY_IMPACT("2",
                                                        PART("c1", "degraded_performance") "," PART(
                                                            "c2", "under_maintenance")));
    static const char *const half[] = {"under_maintenance=0.5", NULL};
    static const char *const least[] = {"under_maintenance=4e-324", NULL};
    (void)state;
    blackout_import *import = imported(text, half);
    assert_int_equal(import_find(import, "outages.csv")->row_count, 1);
    check_close(number_at(import, "outages.csv", 0, "severity"), 0.5, 1e-15);
    check_close(number_at(import, "outages.csv", 0, "duration_minutes"), 60.0, 1e-15);
    blackout_import_free(import);
    static const char one[] =
        FILE_OF(BY_IMPACT("1", PART("c1", "under_maintenance") "," PART("c2", "operational")));
    import = imported(one, least);
    assert_int_equal(import_find(import, "outages.csv")->row_count, 0);
    assert_int_equal(import->taken, 0);
    assert_int_equal(
        import_cause(import, "no component was unavailable by the statuses and what they count")
            ->count,
        1);
    blackout_import_free(import);
}

static void what_is_no_status_page_is_refused(void **state)
{
    static const char *const cases[][2] = {
        {"", "invalid JSON: the text ends too early"},
        {"<?xml version=\"1.0\"?>",
         "invalid JSON: it is HTML or XML; save the JSON itself, perhaps "
         "after signing in"},
        /* Cachet, which has no page */
        {"{\"data\": []}",
         "there is no page with an id; give the incidents.json or summary.json of a status page, "
         "or, of one with another layout (Instatus, Better Stack, Cachet), write the incidents as "
         "rows of outages"},
        {"{" PAGE "}", "there are no incidents and no components; give the incidents.json or "
                       "summary.json of a status page"},
        {"{" PAGE ", \"incidents\": {}}",
         "incidents is not a list; give the incidents.json or summary.json of a status page"},
        {"{" PAGE ", \"incidents\": [3]}",
         "an incident is not an object; give the incidents.json or summary.json of a status page"},
        {"{" PAGE ", \"components\": [{}]}",
         "a component has no id; give the incidents.json or summary.json of a status page"},
        {"{" PAGE ", \"incidents\": [], \"incidents\": []}",
         "the key 'incidents' is given twice in one object"},
    };
    static const char *const pages[] = {FILE_OF(""),
                                        "{\"page\": {\"id\": \"k2\"}, "
                                        "\"incidents\": []}",
                                        NULL};
    blackout_import *import;
    blackout_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const char *const texts[] = {cases[i][0], NULL};
        check_fails(import_try(&import, "statuspage", texts, NULL, &error), BLACKOUT_ERROR_INPUT,
                    &error);
        assert_string_equal(error.message, cases[i][1]);
        assert_string_equal(error.source, "a");
        assert_true(error.line >= 1 && error.column >= 1);
        assert_null(import);
    }
    check_fails(import_try(&import, "statuspage", pages, NULL, &error), BLACKOUT_ERROR_INPUT,
                &error);
    assert_string_equal(error.message, "the file is of another page than the ones before it "
                                       "('k2', not k1); give the pages one by one");
}

static void settings_that_are_not_understood_are_refused(void **state)
{
    static const char *const cases[][2] = {
        {"partial_outage", "this is no assumption ('partial_outage'); write NAME=VALUE"},
        {"partial=0.5",
         "there is no assumption of that name ('partial=0.5'); there are names like owner"},
        {"partial_outag=0.5",
         "there is no assumption of that name ('partial_outag=0.5'); perhaps partial_outage"},
        {"partial_outage=1.5", "partial_outage is not a share ('1.5'); a number from 0 to 1, or "
                               "its 5 %, central and 95 % values, like 0.2..0.5..0.8"},
        {"partial_outage=0.5..0.2..0.8",
         "partial_outage is not a share ('0.5..0.2..0.8'); a number from 0 to 1, or its 5 %, "
         "central and 95 % values, like 0.2..0.5..0.8"},
        {"partial_outage=0.2..0.5",
         "partial_outage is not a share ('0.2..0.5'); a number from 0 to 1, or its 5 %, central "
         "and 95 % values, like 0.2..0.5..0.8"},
        {"owner=", "the assumption has no value ('owner='); write one after the ="},
        {"components=1", "components is not a number of components ('1'); a whole number, at "
                         "least the 2 that the files name"},
        {"components=2.5", "components is not a number of components ('2.5'); a whole number, at "
                           "least the 2 that the files name"},
    };
    const char *const texts[] = {FILE_OF(WORKED), NULL};
    const char *const twice[] = {"owner=a", "owner=b", NULL};
    blackout_import *import;
    blackout_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const char *const settings[] = {cases[i][0], NULL};
        check_fails(import_try(&import, "statuspage", texts, settings, &error),
                    BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.message, cases[i][1]);
    }
    check_fails(import_try(&import, "statuspage", texts, twice, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_string_equal(error.message, "the assumption is set twice ('owner'); give it once");
    check_fails(import_try(&import, "statuspag", texts, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_string_equal(error.message,
                        "there is no format of that name ('statuspag'); perhaps statuspage");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_incident_becomes_a_curve),
        cmocka_unit_test(components_and_statuses_may_be_set),
        cmocka_unit_test(overlapping_incidents_are_one_outage),
        cmocka_unit_test(a_reopened_incident_is_one_outage),
        cmocka_unit_test(what_was_down_before_is_listed),
        cmocka_unit_test(an_impact_stands_for_statuses),
        cmocka_unit_test(defaults_and_names_are_safe),
        cmocka_unit_test(groups_are_no_components),
        cmocka_unit_test(what_is_not_taken_has_a_reason),
        cmocka_unit_test(copies_and_equal_causes_are_counted),
        cmocka_unit_test(a_later_copy_that_is_not_over_counts),
        cmocka_unit_test(what_counts_most_makes_the_curve),
        cmocka_unit_test(what_is_no_status_page_is_refused),
        cmocka_unit_test(settings_that_are_not_understood_are_refused),
    };
    return cmocka_run_group_tests_name("statuspage", tests, NULL, NULL);
}
