/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which countries are Member States of the European Union, by ISO 3166-1 alpha-2. */
#ifndef BLACKOUT_FILING_MEMBER_STATES_H
#define BLACKOUT_FILING_MEMBER_STATES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the first `length` bytes of `code` are the code of a Member State. */
bool filing_is_member_state(const char *code, size_t length);

/* Whether they have the form of a country's code: two capital letters. */
bool filing_is_country_code(const char *code, size_t length);

#endif
