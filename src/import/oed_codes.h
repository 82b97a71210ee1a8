/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of accounts as identifiers of the installed packages: industries as sections of ISIC, and
 * countries as the four regions. Facts of the classifications; NULL where a code is none. */
#ifndef BLACKOUT_IMPORT_OED_CODES_H
#define BLACKOUT_IMPORT_OED_CODES_H

#include <stddef.h>

/* The length of a code without a fraction of zeros: programs that keep a column with gaps as
 * floating point write 445110 as "445110.0". */
size_t oed_code_length(const char *code);

/* The section ("G") of an industry, by the scheme ("NAICS", "UKSIC", "USSIC", in any case) and its
 * code: of two to six digits, five and four. One digit less than five or four is a code that has
 * lost the 0 at its beginning, where there is such a code, or else a class or group; NULL where
 * both are there, and for still shorter codes, which may be either. */
const char *oed_section(const char *scheme, const char *code);

/* The region ("europe") of a country, ISO 3166-1 alpha-2. */
const char *oed_region(const char *country);

#endif
