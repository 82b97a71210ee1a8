/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the table event_returns. Fields are quoted where RFC 4180 asks for it. */

#include "core/writer.h"
#include "report/event_study.h"

/* A figure behind its comma; an empty field where it is not there. */
static void put_field(struct writer *writer, bool present, double value)
{
    writer_put(writer, ",");
    if (present) {
        writer_number(writer, value);
    }
}

/* car_m1_1: days -1 to 1. */
static void put_window_name(struct writer *writer, const char *figure, struct day_range days)
{
    writer_format(writer, ",%s_%s%d_%s%d", figure, days.first < 0 ? "m" : "",
                  days.first < 0 ? -days.first : days.first, days.last < 0 ? "m" : "",
                  days.last < 0 ? -days.last : days.last);
}

static void put_header(struct writer *writer, const blackout_study *study)
{
    writer_put(writer, "event,symbol,index_symbol,role,day0,model,estimation_days,alpha,beta,"
                       "residual_sd,raw_0,index_0");
    for (size_t i = 0; i < study->test_count; ++i) {
        put_window_name(writer, "car", study->tests[i].days);
        put_window_name(writer, "se", study->tests[i].days);
    }
    writer_put(writer, ",market_cap_before\r\n");
}

static void put_row(struct writer *writer, const blackout_study *study,
                    const struct study_case *one, const struct study_unit *unit)
{
    char date[CALENDAR_TEXT_SIZE];
    const struct study_estimation *estimation = &unit->estimation;
    calendar_print_date(date, unit->day0);
    writer_csv(writer, one->event != NULL ? one->event : date);
    writer_put(writer, ",");
    writer_csv(writer, unit->symbol);
    writer_put(writer, ",");
    writer_csv(writer, one->index != NULL ? one->index : "");
    writer_format(writer, ",%s,%s,%s%s_%s", unit->role, date, unit->model,
                  estimation->terms > 0 ? "_ols" : "",
                  study->kind == RETURN_LOG ? "log" : "simple");
    put_field(writer, true, (double)estimation->days);
    put_field(writer, estimation->terms > 0, estimation->coefficients[0]);
    put_field(writer, estimation->terms > 1, estimation->coefficients[1]);
    put_field(writer, true, estimation->residual_sd);
    put_field(writer, true, unit->raw.fraction);
    put_field(writer, unit->has_market, unit->market);
    for (size_t i = 0; i < unit->window_count; ++i) {
        const struct study_window *window = &unit->windows[i];
        put_field(writer, window->covered, window->sum.car);
        put_field(writer, window->covered, window->sum.standard_error);
    }
    put_field(writer, unit == &one->unit && one->has_market_cap, one->market_cap_before);
    writer_put(writer, "\r\n");
}

blackout_status report_event_study_csv(const blackout_study *study, blackout_sink *sink, void *user,
                                       blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    put_header(&writer, study);
    for (size_t i = 0; i < study->case_count; ++i) {
        const struct study_case *one = &study->cases[i];
        put_row(&writer, study, one, &one->unit);
        for (size_t k = 0; k < one->peer_count; ++k) {
            put_row(&writer, study, one, &one->peers[k]);
        }
    }
    return writer_finish(&writer, error);
}
