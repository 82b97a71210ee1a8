/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of accounts as identifiers of the installed packages: industries as sections of ISIC, and
 * countries as the four regions. Facts of the classifications; NULL where a code is none. */
#ifndef BLACKOUT_IMPORT_OED_CODES_H
#define BLACKOUT_IMPORT_OED_CODES_H

/* The section ("G") of an industry, by the scheme ("NAICS", "UKSIC", "USSIC") and its code of any
 * length, as digits. */
const char *oed_section(const char *scheme, const char *code);

/* The region ("europe") of a country, ISO 3166-1 alpha-2. */
const char *oed_region(const char *country);

#endif
