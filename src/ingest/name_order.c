/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three orders are tried at once, and each name strikes out those that it breaks: byte order, that
 * of numbers in names, and that of quoted names. Files come sorted by some tool, and nobody says
 * by which. */
#include "ingest/name_order.h"

#include <string.h>

#include "core/text.h"

const struct name_order name_order_any = {true, true, true};

/* Leading zeros are skipped, since they say nothing of the number; one zero is left, so that 0 is a
 * number. */
static size_t digit_run(const char **text)
{
    while (**text == '0' && text_is_digit((*text)[1])) {
        ++*text;
    }
    size_t length = 0;
    while (text_is_digit((*text)[length])) {
        ++length;
    }
    return length;
}

/* As people number things: b2 before b10. Names that differ in leading zeros alone compare by
 * their bytes, so that equal means equal. */
static int compare_numbered(const char *a, const char *b)
{
    const char *first_a = a;
    const char *first_b = b;
    while (*a != '\0' && *b != '\0') {
        if (text_is_digit(*a) && text_is_digit(*b)) {
            size_t m = digit_run(&a);
            size_t n = digit_run(&b);
            int order = m != n ? (m < n ? -1 : 1) : strncmp(a, b, m);
            if (order != 0) {
                return order;
            }
            a += m;
            b += n;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            ++a;
            ++b;
        }
    }
    if (*a != *b) {
        return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
    }
    return strcmp(first_a, first_b);
}

/* As `sort` orders a file whose names stand in quotes: the quote behind a name counts, so that
 * "b 1" stands before "b". */
static int compare_quoted(const char *a, const char *b)
{
    size_t same = 0;
    while (a[same] != '\0' && a[same] == b[same]) {
        ++same;
    }
    unsigned char x = a[same] == '\0' ? '"' : (unsigned char)a[same];
    unsigned char y = b[same] == '\0' ? '"' : (unsigned char)b[same];
    return (x > y) - (x < y);
}

/* Where two names are different first, and both end or go on with as many digits there, each order
 * is that of these bytes: their numbers have as many digits, too. */
static bool decides(const char *last, const char *next)
{
    size_t digits = 0;
    while (text_is_digit(last[digits]) && text_is_digit(next[digits])) {
        ++digits;
    }
    return digits > 0 && !text_is_digit(last[digits]) && !text_is_digit(next[digits]);
}

/* Strictly: an equal name would be the same business, whose rows are taken together before this is
 * asked. */
bool name_order_keeps_from(struct name_order *order, const char *last, const char *next,
                           size_t same)
{
    if (decides(last + same, next + same)) {
        const bool follows = last[same] < next[same];
        order->bytes = order->bytes && follows;
        order->numbers = order->numbers && follows;
        order->quoted = order->quoted && follows;
        return order->bytes || order->numbers || order->quoted;
    }
    order->bytes = order->bytes && strcmp(last, next) < 0;
    order->numbers = order->numbers && compare_numbered(last, next) < 0;
    order->quoted = order->quoted && compare_quoted(last, next) < 0;
    return order->bytes || order->numbers || order->quoted;
}

bool name_order_keeps(struct name_order *order, const char *last, const char *next)
{
    size_t same = 0;
    while (last[same] == next[same] && last[same] != '\0') {
        ++same;
    }
    return name_order_keeps_from(order, last, next, same);
}

bool name_order_join(struct name_order *order, const struct name_order *next)
{
    order->bytes = order->bytes && next->bytes;
    order->numbers = order->numbers && next->numbers;
    order->quoted = order->quoted && next->quoted;
    return order->bytes || order->numbers || order->quoted;
}
