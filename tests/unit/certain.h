/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package in which the model's own error alone is uncertain: one platform of 8766000 USD a year,
 * 1000 an hour at every hour, of which nothing is made up later. A dollar is 0.8 EUR. Includes
 * world.h. */
#ifndef BLACKOUT_TESTS_CERTAIN_H
#define BLACKOUT_TESTS_CERTAIN_H

#include "world.h"

static inline void certain_write(const struct package_folder *folder)
{
    package_make((struct package_folder *)(uintptr_t)folder);
    package_write(folder, "owners.csv",
                  "owner,name,currency,annual_revenue,basis\nfirm,Firm,USD,8766000,measured\n");
    package_write(folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,recapture,growth_factor,"
                  "usage_share,basis\np,P,firm,8766000,USD,0,1,1,measured\n");
    package_write(folder, "regions.csv", "region,name,utc_offset_hours\nr,R,0\n");
    package_write(folder, "platform_regions.csv",
                  "platform,region,revenue_share,profile,basis\np,r,1,even,measured\n");
    package_write(folder, "fx.csv", "currency,per_usd,date,basis\nEUR,0.8,2020-01-01,measured\n");
    package_write(folder, "model_error.csv",
                  "quantity,duration_hours,log_sd\nowner_revenue_loss,,0.4\n");
    char activity[8192] = "profile,hour_of_week,weight,basis\n";
    package_two_valued(activity, sizeof activity, "even", 0, 24, "7,measured", "");
    package_write(folder, "activity.csv", activity);
}

#endif
