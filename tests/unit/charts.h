/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of pages: their charts. Included after cmocka. */
#ifndef BLACKOUT_TESTS_CHARTS_H
#define BLACKOUT_TESTS_CHARTS_H

#include <string.h>

#include "document/chart.h"
#include "report/builders.h"

/* The page of a report; to be ended by document_free(). */
static inline struct document page_of(report_builder *build, const void *what)
{
    struct document document = {0};
    build(&document, what);
    assert_false(document.failed);
    return document;
}

/* Chart `index` of a document; NULL after the last. */
static inline const struct chart *chart_at(const struct document *document, size_t index)
{
    for (size_t i = 0; i < document->block_count; ++i) {
        if (document->blocks[i].kind == BLOCK_CHART && index-- == 0) {
            return document->blocks[i].chart;
        }
    }
    return NULL;
}

static inline const struct chart *chart_named(const struct document *document, const char *name)
{
    for (size_t i = 0; chart_at(document, i) != NULL; ++i) {
        if (strcmp(chart_at(document, i)->name, name) == 0) {
            return chart_at(document, i);
        }
    }
    print_error("there is no chart '%s'\n", name);
    fail();
    return NULL;
}

static inline void check_series(const struct chart *chart, const struct chart_series *series)
{
    const size_t along = chart->labels.count > 0 ? chart->labels.count : series->positions.count;
    size_t finite = 0;
    assert_non_null(series->name);
    assert_true(along > 0);
    assert_int_equal(series->low.count, series->high.count);
    if (chart->kind == CHART_TORNADO) {
        assert_int_equal(series->low.count, along);
    } else {
        assert_int_equal(series->values.count, along);
    }
    for (size_t i = 0; i < along; ++i) {
        const double low = chart_number(&series->low, i);
        const double high = chart_number(&series->high, i);
        const double value = chart_number(&series->values, i);
        finite += isfinite(value) || isfinite(low) ? 1 : 0;
        assert_true(chart->kind == CHART_TORNADO || !(low > high));
    }
    assert_true(finite > 0);
}

/* What holds for every chart: texts, and lists of one length with something in them. Names differ.
 */
static inline void check_charts(const struct document *document, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        const struct chart *chart = chart_at(document, i);
        assert_non_null(chart);
        assert_true(chart->title[0] != '\0' && chart->y.title[0] != '\0');
        assert_true(chart->series_count > 0);
        for (size_t k = 0; k < chart->series_count; ++k) {
            check_series(chart, &chart->series[k]);
        }
        assert_ptr_equal(chart_named(document, chart->name), chart);
    }
    assert_null(chart_at(document, count));
}

#endif
