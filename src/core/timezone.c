/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TZif file holds its data twice, with times of 4 and of 8 bytes; the second is read. All numbers
 * are big-endian. Bounds are checked against the size of the file, which may be damaged. Nothing is
 * kept between calls: the library has no state, and a zone is asked for a few times in a run. */
#include "core/timezone.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where every system of the FHS keeps it. The largest file of 2024a has 3.6 KB. */
static const char database[] = "/usr/share/zoneinfo";
enum { LARGEST_ZONE_BYTES = 65536, HEADER_BYTES = 44 };

/* ---- POSIX rules ----------------------------------------------------------------------------- */

/* Four digits at most, as a year has: no number of a damaged file overflows. */
static bool take_number(const char **at, int *value)
{
    int digits = 0;
    *value = 0;
    for (; **at >= '0' && **at <= '9' && digits < 4; ++*at, ++digits) {
        *value = 10 * *value + (**at - '0');
    }
    return digits > 0;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool take_time(const char **at, int *seconds)
{
    static const int units[] = {3600, 60, 1};
    int sign = **at == '-' ? -1 : 1;
    *at += **at == '-' || **at == '+' ? 1 : 0;
    *seconds = 0;
    for (int i = 0; i < 3; ++i) {
        int part;
        if (!take_number(at, &part)) {
            return false;
        }
        *seconds += sign * part * units[i];
        if (**at != ':') {
            return true;
        }
        ++*at;
    }
    return false;
}

/* EST, or <+03>. Only passed over: offsets are what is asked for. */
static bool take_abbreviation(const char **at)
{
    bool quoted = **at == '<';
    const char *start = *at;
    while (quoted ? **at != '>' && **at != '\0'
                  : (**at >= 'A' && **at <= 'Z') || (**at >= 'a' && **at <= 'z')) {
        ++*at;
    }
    if (quoted && **at == '>') {
        ++*at;
    }
    return *at > start;
}

struct change {
    int month;  /* 1 .. 12 */
    int week;   /* 1 .. 5, 5 is the last */
    int day;    /* 0 is Sunday */
    int second; /* of the day, local time before the change */
};

/* Changes are at 02:00 where the rule says nothing (POSIX.1-2017, XBD section 8.3). A `.` that is
 * missing may be the NUL, which is then passed by one: nothing is read after that, since all that
 * follows depends on `understood`, and so do the callers. */
static bool take_change(const char **at, struct change *change)
{
    *change = (struct change){.second = 2 * SECONDS_PER_HOUR};
    bool understood = strncmp(*at, ",M", 2) == 0;
    *at += understood ? 2 : 0;
    understood = understood && take_number(at, &change->month) && *(*at)++ == '.' &&
                 take_number(at, &change->week) && *(*at)++ == '.' && take_number(at, &change->day);
    if (understood && **at == '/') {
        ++*at;
        understood = take_time(at, &change->second);
    }
    return understood && change->month >= 1 && change->month <= 12 && change->week >= 1 &&
           change->week <= 5 && change->day <= 6;
}

/* By the calendar's own reader: one place knows the lengths of months. */
static instant date_of(int year, int month, int day)
{
    char text[32];
    instant value = 0;
    int length = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    calendar_parse_instant(&value, NULL, text, (size_t)length);
    return value;
}

/* The local time of the change, as if it were UTC. */
static instant change_time(const struct change *change, int year)
{
    instant first = date_of(year, change->month, 1);
    instant next =
        change->month == 12 ? date_of(year + 1, 1, 1) : date_of(year, change->month + 1, 1);
    /* calendar_hour_of_week() counts from Monday, the rule from Sunday */
    int weekday = ((int)(calendar_hour_of_week(first) / HOURS_PER_DAY) + 1) % 7;
    instant day = first + ((change->day - weekday + 7) % 7 + 7 * (change->week - 1)) *
                              (instant)SECONDS_PER_DAY;
    while (day >= next) {
        day -= (instant)7 * SECONDS_PER_DAY;
    }
    return day + change->second;
}

/* Both changes are given in local time before them, so that the first is shifted by the standard
 * offset, and the second by that of summer. The year is that of the local standard time: on 31
 * December the UTC year may be the next one already. */
bool timezone_rule_offset(int *offset_seconds, const char *rule, instant time)
{
    struct change to_summer;
    struct change to_winter;
    int standard;
    int summer;
    char date[CALENDAR_TEXT_SIZE];
    if (!take_abbreviation(&rule) || !take_time(&rule, &standard)) {
        return false;
    }
    *offset_seconds = -standard; /* POSIX counts to the west */
    if (*rule == '\0') {
        return true;
    }
    /* one hour ahead where the rule does not say by how much */
    summer = standard - SECONDS_PER_HOUR;
    if (!take_abbreviation(&rule) || (*rule != ',' && !take_time(&rule, &summer)) ||
        !take_change(&rule, &to_summer) || !take_change(&rule, &to_winter) || *rule != '\0') {
        return false;
    }
    calendar_print_date(date, time - standard);
    int year = atoi(date);
    instant begins = change_time(&to_summer, year) + standard;
    instant ends = change_time(&to_winter, year) + summer;
    bool in_summer = begins < ends ? time >= begins && time < ends
                                   : time >= begins || time < ends; /* south of the equator */
    *offset_seconds = in_summer ? -summer : -standard;
    return true;
}

/* ---- Files ----------------------------------------------------------------------------------- */

static uint32_t get_32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           (uint32_t)bytes[3];
}

static int64_t get_64(const unsigned char *bytes)
{
    return (int64_t)((uint64_t)get_32(bytes) << 32 | get_32(bytes + 4));
}

struct block {
    size_t times; /* transitions */
    size_t types;
    const unsigned char *bytes; /* after the header */
    size_t size;
};

/* The block whose header is at the start of `bytes`; `width` is that of its times. A count above
 * the size of the file is damage, refused before it is multiplied. Counts are in the order of RFC
 * 8536, section 3.1: UTC and standard indicators, leap seconds, transitions, types, and bytes of
 * abbreviations. Version 1 has no times of 8 bytes and no rule, and is refused. */
static bool read_block(struct block *block, const unsigned char *bytes, size_t size, size_t width)
{
    size_t counts[6];
    if (size < HEADER_BYTES || memcmp(bytes, "TZif", 4) != 0 || bytes[4] < '2') {
        return false;
    }
    for (size_t i = 0; i < 6; ++i) {
        counts[i] = get_32(bytes + 20 + 4 * i);
        if (counts[i] > size) {
            return false;
        }
    }
    block->times = counts[3];
    block->types = counts[4];
    block->bytes = bytes + HEADER_BYTES;
    block->size = counts[3] * (width + 1) + counts[4] * 6 + counts[5] + counts[2] * (width + 4) +
                  counts[1] + counts[0];
    /* a file without a type has no offset at all */
    return block->size <= size - HEADER_BYTES && block->types > 0;
}

/* After the last transition the rule at the end of the file holds (RFC 8536, section 3.3); a file
 * without one ends with its last type. Before the first transition its first type holds (section
 * 3.2). */
static bool find_offset(int *offset_seconds, const struct block *block, const char *rule,
                        instant time)
{
    const unsigned char *indexes = block->bytes + 8 * block->times;
    const unsigned char *types = indexes + block->times;
    size_t type = 0; /* before the first transition */
    size_t at = 0;
    while (at < block->times && get_64(block->bytes + 8 * at) <= time) {
        type = indexes[at++];
    }
    if (at == block->times && rule[0] != '\0') {
        return timezone_rule_offset(offset_seconds, rule, time);
    }
    if (type >= block->types) {
        return false;
    }
    *offset_seconds = (int)(int32_t)get_32(types + 6 * type);
    return true;
}

/* The first block is there for readers of version 1 and only skipped: its times end in 2038. The
 * caller's array has room for one byte more, so that the rule can be ended. */
static bool parse(int *offset_seconds, unsigned char *bytes, size_t size, instant time)
{
    struct block block;
    if (!read_block(&block, bytes, size, 4)) {
        return false;
    }
    size_t second = HEADER_BYTES + block.size;
    if (!read_block(&block, bytes + second, size - second, 8)) {
        return false;
    }
    char *rule = (char *)bytes + second + HEADER_BYTES + block.size; /* "\nRULE\n" */
    bytes[size] = '\0';
    rule += *rule == '\n' ? 1 : 0;
    rule[strcspn(rule, "\n")] = '\0';
    return find_offset(offset_seconds, &block, rule, time);
}

/* As many bytes as were read; 0 where there is no file. Nothing is allocated: a zone would not be
 * known when memory is out. */
static size_t read_file(unsigned char *bytes, size_t most, const char *path)
{
    size_t size = 0;
    ssize_t length = 1;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    while (file >= 0 && size < most && length > 0) {
        length = read(file, bytes + size, most - size);
        size += length > 0 ? (size_t)length : 0;
    }
    if (file >= 0) {
        close(file);
    }
    return length < 0 ? 0 : size;
}

/* A name is part of a path: one that leads out of the database is refused. */
static bool read_zone(int *offset_seconds, const char *zone, instant time)
{
    char path[512];
    bool plain = zone[0] != '\0' && zone[0] != '/' && strstr(zone, "..") == NULL;
    if (!plain || snprintf(path, sizeof path, "%s/%s", database, zone) >= (int)sizeof path) {
        return false;
    }
    unsigned char bytes[LARGEST_ZONE_BYTES];
    const size_t size = read_file(bytes, sizeof bytes, path);
    return size > 0 && size < sizeof bytes && parse(offset_seconds, bytes, size, time);
}

/* The name as given goes first: the database at hand may know it, and is newer than the list of
 * links. */
bool timezone_offset(int *offset_seconds, const char *zone, instant time)
{
    const char *current = timezone_current_name(zone);
    return read_zone(offset_seconds, zone, time) ||
           (current != zone && read_zone(offset_seconds, current, time));
}

const char *timezone_database(void)
{
    return database;
}

bool timezone_has_database(void)
{
    int offset;
    return read_zone(&offset, "America/New_York", 0);
}
