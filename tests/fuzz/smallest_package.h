/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest package with every kind of table, one file at a time, in the folder of the process.
 */
#ifndef BLACKOUT_TESTS_SMALLEST_PACKAGE_H
#define BLACKOUT_TESTS_SMALLEST_PACKAGE_H

#include "fuzz.h"

#include "blackout.h"

static const struct {
    const char *name;
    const char *text;
} files[] = {
    {"owners.csv", "owner,name,currency,annual_revenue\nm,M,USD,100\n"},
    {"platforms.csv", "platform,name,owner,annual_revenue,currency\nf,F,m,100,USD\n"},
    {"regions.csv", "region,name,utc_offset_hours\nr,R,1\n"},
    {"platform_regions.csv", "platform,region,revenue_share\nf,r,1\n"},
    {"sectors.csv", "sector,name,profile\ns,S,p\n"},
    {"channels.csv", "channel,name\nc,C\n"},
    {"dependencies.csv", "business,sector,region,annual_revenue,currency,platform,channel,share,"
                         "fallback,fallback_share\nb,s,r,5,USD,f,c,0.5,web,0.1\n"},
    {"fallbacks.csv", "sector,channel,fallback,share\ns,c,web,0.2\n"},
    {"traffic.csv", "timestamp,platform,region,volume\n2021-10-04T00:00Z,f,r,5\n"},
    {"outages.csv", "event,owner,platforms,start,duration_minutes\ne,m,f,2021-10-04,60\n"},
    {"market_prior.csv", "term,mean,sd\nintercept,-0.1,1\nodds_duration,0,1\n"},
    {"prices_X.csv", "Date,Close\n2021-10-04,5\n"},
    {"activity.csv", NULL}, /* written in full below */
    {"datapackage.json", NULL},
};

enum { FILE_COUNT = sizeof files / sizeof files[0], ACTIVITY_FILE = 12, DESCRIPTION_FILE = 13 };

static inline void write_activity(char path[FUZZ_PATH_SIZE])
{
    char text[4096];
    size_t used = (size_t)snprintf(text, sizeof text, "profile,hour_of_week,weight\n");
    for (int hour = 0; hour < 168; ++hour) {
        used += (size_t)snprintf(text + used, sizeof text - used, "p,%d,1\n", hour);
    }
    fuzz_write_file(path, "activity.csv", (const uint8_t *)text, used);
}

/* Writes one file as it is in the valid package, which has no description. */
static inline void write_valid(char path[FUZZ_PATH_SIZE], int file)
{
    if (file == ACTIVITY_FILE) {
        write_activity(path);
    } else if (file == DESCRIPTION_FILE) {
        fuzz_folder(path);
        strncat(path, "/datapackage.json", FUZZ_PATH_SIZE - strlen(path) - 1);
        unlink(path);
    } else {
        fuzz_write_file(path, files[file].name, (const uint8_t *)files[file].text,
                        strlen(files[file].text));
    }
}

/* Writes it whole for the first input of this process. */
static inline void smallest_package(char folder[FUZZ_PATH_SIZE])
{
    char path[FUZZ_PATH_SIZE];
    fuzz_folder(folder);
    snprintf(path, sizeof path, "%.200s/%s", folder, files[0].name);
    if (access(path, F_OK) != 0) {
        blackout_init();
        for (int i = 0; i < FILE_COUNT; ++i) {
            write_valid(path, i);
        }
    }
}

#endif
