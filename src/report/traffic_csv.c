/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two files for other programs: the figures, one a row, and the severity curve. */
#include "core/writer.h"
#include "report/traffic.h"

static void put_series(struct writer *writer, const struct traffic_loss *loss)
{
    char start[CALENDAR_TEXT_SIZE];
    char end[CALENDAR_TEXT_SIZE];
    calendar_print_instant(start, loss->window.from);
    calendar_print_instant(end, loss->window.to);
    writer_csv(writer, loss->platform);
    writer_put(writer, ",");
    writer_csv(writer, loss->region);
    writer_format(writer, ",%s,%s,", start, end);
}

static void put_quantity(struct writer *writer, const struct traffic_loss *loss, const char *name,
                         struct traffic_quantity quantity)
{
    const double values[] = {quantity.central, quantity.p5, quantity.p95};
    if (!quantity.present) {
        return;
    }
    put_series(writer, loss);
    writer_put(writer, name);
    for (int i = 0; i < 3; ++i) {
        writer_put(writer, ",");
        writer_number(writer, values[i]);
    }
    writer_put(writer, "\n");
}

/* A figure without an interval. */
static void put_figure(struct writer *writer, const struct traffic_loss *loss, const char *name,
                       double value)
{
    put_series(writer, loss);
    writer_format(writer, "%s,", name);
    writer_number(writer, value);
    writer_put(writer, ",,\n");
}

blackout_status report_traffic_csv(const blackout_traffic *traffic, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_put(&writer, "platform,region,start,end,quantity,central,p5,p95\n");
    for (size_t i = 0; i < traffic->result_count; ++i) {
        const struct traffic_loss *loss = &traffic->results[i].loss;
        if (loss->lack != TRAFFIC_COMPLETE) {
            continue;
        }
        put_figure(&writer, loss, "expected", loss->expected);
        put_figure(&writer, loss, "observed", loss->observed);
        put_quantity(&writer, loss, "lost", loss->lost);
        put_quantity(&writer, loss, "lost_share", loss->lost_share);
        put_quantity(&writer, loss, "lost_demand_hours", loss->lost_demand_hours);
        put_quantity(&writer, loss, "rebound", loss->rebound);
        put_quantity(&writer, loss, "net_lost_share", loss->net_lost_share);
    }
    return writer_finish(&writer, error);
}

/* ---- The severity curve ---------------------------------------------------------------------- */

static void put_curve_row(struct writer *writer, const struct traffic_loss *loss, bool named,
                          instant time, double unavailable)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_instant(text, time);
    writer_format(writer, "%s,", text);
    if (named) {
        writer_csv(writer, loss->platform);
        writer_put(writer, ",");
        writer_csv(writer, loss->region);
        writer_put(writer, ",");
    }
    writer_number(writer, unavailable);
    writer_put(writer, "\n");
}

/* A value holds to the next time stamp, the last for no time: a gap is a 0, the end one more. */
static void put_curve(struct writer *writer, const struct traffic_loss *loss, bool named)
{
    for (size_t i = 0; i < loss->curve_count; ++i) {
        const struct traffic_curve_point *point = &loss->curve[i];
        put_curve_row(writer, loss, named, point->part.from, point->unavailable);
        bool last = i + 1 == loss->curve_count;
        if (last || loss->curve[i + 1].part.from > point->part.to) {
            put_curve_row(writer, loss, named, point->part.to, 0);
        }
    }
}

blackout_status report_traffic_curve(const blackout_traffic *traffic, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    struct writer writer;
    size_t curves = 0;
    for (size_t i = 0; i < traffic->result_count; ++i) {
        curves += traffic->results[i].loss.lack == TRAFFIC_COMPLETE ? 1 : 0;
    }
    /* the one series of a bare file stands for whatever the scenario names */
    bool named = !traffic->bare || curves > 1;
    writer_init(&writer, sink, user);
    writer_put(&writer,
               named ? "timestamp,platform,region,unavailable\n" : "timestamp,unavailable\n");
    for (size_t i = 0; i < traffic->result_count; ++i) {
        if (traffic->results[i].loss.lack == TRAFFIC_COMPLETE) {
            put_curve(&writer, &traffic->results[i].loss, named);
        }
    }
    return writer_finish(&writer, error);
}
