/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A span holds the same number of businesses as the others. When all spans are taken, each two
 * become one and the number doubles: memory is bounded for a file of any size, and what is known of
 * a span only becomes coarser, never wrong. */
#include "tables/business_spans.h"

/* The larger of both: a span is passed over where none of its businesses can be among the largest
 * losers, and may be read once too often, but not missed. */
static void join(struct business_span *span, const struct business_span *next)
{
    for (size_t i = 0; i < SPAN_CURRENCIES; ++i) {
        span->most[i] = next->most[i] > span->most[i] ? next->most[i] : span->most[i];
    }
    span->unknown = span->unknown || next->unknown;
}

/* Makes one span of each two; their number is even. */
static void join_neighbours(struct business_spans *spans)
{
    for (size_t i = 0; i < spans->count / 2; ++i) {
        spans->spans[i] = spans->spans[2 * i];
        join(&spans->spans[i], &spans->spans[2 * i + 1]);
    }
    spans->count /= 2;
    spans->businesses_each *= 2;
}

/* The span that the next business belongs to; NULL when memory is out. */
static struct business_span *span_for(struct business_spans *spans, struct arena *arena,
                                      size_t line)
{
    if (spans->count > 0 && spans->businesses_last < spans->businesses_each) {
        ++spans->businesses_last;
        return &spans->spans[spans->count - 1];
    }
    if (spans->count == 0) {
        spans->businesses_each = SPAN_BUSINESSES;
    } else if (spans->count == MOST_BUSINESS_SPANS) {
        join_neighbours(spans);
    }
    if (arena_grow(arena, (void **)&spans->spans, &spans->capacity, spans->count,
                   sizeof *spans->spans) != 0) {
        return NULL;
    }
    spans->businesses_last = 1;
    spans->spans[spans->count] = (struct business_span){.line = line};
    return &spans->spans[spans->count++];
}

/* Out of order the lines of a file do not bound a span, so that nothing can be passed over by it. A
 * currency without a place of its own leaves its span unknown, which is read. */
bool business_spans_add(struct business_spans *spans, struct arena *arena,
                        const struct business *business, uint32_t money)
{
    const struct dependency *rows = business->rows;
    struct business_span *span = span_for(spans, arena, rows[0].line);
    double flow = 0;
    if (span == NULL) {
        return false;
    }
    spans->scattered = spans->scattered || rows[0].line <= spans->last_line;
    spans->last_line = rows[business->row_count - 1].line;
    span->unknown = span->unknown || money >= SPAN_CURRENCIES;
    for (size_t i = 0; i < business->row_count; ++i) {
        flow += rows[i].firms * rows[i].annual_revenue * rows[i].share;
        span->unknown = span->unknown || rows[i].currency != rows[0].currency;
    }
    if (money < SPAN_CURRENCIES && flow > span->most[money]) {
        span->most[money] = flow;
    }
    return true;
}
