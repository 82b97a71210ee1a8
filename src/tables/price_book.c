/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/price_book.h"

#include <string.h>

/* Some vendors write an index as ^GSPC, others as GSPC. */
static const char *without_caret(const char *symbol)
{
    return symbol[0] == '^' ? symbol + 1 : symbol;
}

const struct price_series *price_book_find(const struct price_book *book, const char *symbol)
{
    const struct price_series *alike = NULL;
    for (size_t i = 0; i < book->count; ++i) {
        const char *other = book->series[i].symbol;
        if (strcmp(other, symbol) == 0) {
            return &book->series[i];
        }
        if (strcmp(without_caret(other), without_caret(symbol)) == 0) {
            alike = &book->series[i];
        }
    }
    return alike;
}
