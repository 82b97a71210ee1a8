/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a number, in every format: what is taken is finite and prints to a text that reads
 * back to the same double. */
#include "fuzz.h"

#include <math.h>

#include "core/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct number_format plain = {.decimal = '.'};
    static const struct number_format formats[] = {{.decimal = '.'},
                                                   {.decimal = ','},
                                                   {.decimal = ',', .group = '.'},
                                                   {.decimal = '.', .group = ','},
                                                   {.decimal = '.', .group = ' '},
                                                   {.decimal = '.', .group = '\''},
                                                   {.decimal = '.', .group = '.'}};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; ++i) {
        double value = NAN;
        if (number_parse(&value, (const char *)data, size, &formats[i]) == NUMBER_OK) {
            char text[NUMBER_TEXT_SIZE];
            char grouped[64];
            double back = NAN;
            fuzz_require(isfinite(value));
            size_t length = number_print(text, value);
            fuzz_require(length > 0 && length < NUMBER_TEXT_SIZE);
            fuzz_require(number_parse(&back, text, length, &plain) == NUMBER_OK);
            fuzz_require(back == value);
            number_print_grouped(grouped, sizeof grouped, value, (int)(size % 10));
            fuzz_require(strlen(grouped) < sizeof grouped);
        }
    }
    return 0;
}
