/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/owner_checks, platform_totals and other checks: sums and limits over the rows of a file,
 * in whole packages. Expected: the sums by hand, at the row that shows them, and nothing else. */
#include "messages.h"

#define OWNERS_HEAD "owner,name,currency,annual_revenue\n"
#define DATED_OWNERS "owner,name,currency,annual_revenue,as_of\n"
#define BOLT "bolt,Bolt,EUR,\n"
#define DATED_BOLT "bolt,Bolt,EUR,,\n"
#define PLATFORMS_HEAD "platform,name,owner,annual_revenue,currency\n"
#define POLICIES_HEAD "policy,business,owner,currency,waiting_hours,deductible,limit,share\n"
#define SHARES_HEAD "platform,region,revenue_share\n"
#define ALPHA "alpha,north,0.6\nalpha,south,0.4\n"
#define BETA "beta,north,1\n"
#define OUTAGE_OWNER(line, platform, owner, rows)                                                  \
    "outages.csv:" line ":2 warning outage_owner: the owner does not run '" platform "' ('" owner  \
    "'): a year at risk and the prediction of market value count the outage as that owner's" rows  \
    "\n"

/* Alpha and beta earn 21,915,000 USD together, of which 1 % is 219,150. */
static const struct message_case sums[] = {
    /* 8,766,000 + 13,149,000 = 21,915,000; within 1 % */
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,22136363\n" BOLT, ""},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,22136364\n" BOLT,
     OWNER_SUM("2", "acme", "21915000", "22136364")},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,21698019\n" BOLT,
     OWNER_SUM("2", "acme", "21915000", "21698019")},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,21698020\n" BOLT, ""},
    /* 4,383,000 EUR at 0.9 EUR a USD are 4,870,000 USD */
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,\nbolt,Bolt,USD,4870000\n", ""},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,\nbolt,Bolt,USD,4383000\n",
     OWNER_SUM("3", "bolt", "4870000", "4383000")},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,21915000\n" BOLT "cora,Cora,USD,5\n", ""},
    /* in force to the end, until the day before the next, and before any date */
    {"owners.csv",
     DATED_OWNERS "acme,Acme,USD,20000000,\nacme,Acme,USD,21915000,2021-01-01\n" DATED_BOLT,
     OWNER_SUM("2", "acme", "21915000", "20000000")},
    {"owners.csv",
     DATED_OWNERS
     "acme,Acme,USD,21915000,2021-01-01\nacme,Acme,USD,20000000,2022-01-01\n" DATED_BOLT,

     OWNER_SUM("3", "acme", "21915000", "20000000")},
    /* in whatever order the rows are */
    {"owners.csv",
     DATED_OWNERS "acme,Acme,USD,21915000,2021-01-01\nacme,Acme,USD,20000000,\n" DATED_BOLT,
     OWNER_SUM("3", "acme", "21915000", "20000000")},
    {"owners.csv",
     DATED_OWNERS "acme,Acme,USD,21915000,2021-01-01\nacme,Acme,USD,21915000,2022-01-01\nacme,Acme,"
                  "USD,20000000,2020-01-01\n" DATED_BOLT,
     OWNER_SUM("4", "acme", "21915000", "20000000")},
    {"platforms.csv",
     "platform,name,owner,annual_revenue,currency,as_of\n"
     "alpha,Alpha,acme,8766000,USD,2020-01-01\nalpha,Alpha,acme,9766000,USD,2021-01-01\n"
     "beta,Beta,acme,13149000,USD,2020-01-01\ngamma,Gamma,bolt,4383000,EUR,\n",

     OWNER_SUM("2", "acme", "22915000", "21915000")},
};

/* Alpha earns 8,766,000 until 2021 and 9,766,000 from then on; the owner is right in both, or not
 * in the first, whose last day is before the change. */
static const struct message_case changes[] = {
    {"owners.csv",
     DATED_OWNERS "acme,Acme,USD,22915000,2021-01-01\nacme,Acme,USD,21915000,\n" DATED_BOLT, ""},
    {"owners.csv",
     DATED_OWNERS "acme,Acme,USD,22915000,2021-01-01\nacme,Acme,USD,23500000,\n" DATED_BOLT,
     OWNER_SUM("3", "acme", "21915000", "23500000")},
    {"owners.csv",
     DATED_OWNERS "acme,Acme,USD,22915000,2021-01-02\nacme,Acme,USD,22915000,\n" DATED_BOLT, ""},
    {"owners.csv", DATED_OWNERS "acme,Acme,USD,21915000,\n" DATED_BOLT,
     OWNER_SUM("2", "acme", "22915000", "21915000")},
    {"owners.csv", DATED_OWNERS "acme,Acme,USD,21915000,2020-01-01\n" DATED_BOLT, ""},
    /* another owner's date ends nothing */
    {"owners.csv", DATED_OWNERS "acme,Acme,USD,22915000,\nbolt,Bolt,EUR,,2021-01-01\n", ""},
};

/* Bolt's revenue is not given, acme's is: a total among its platforms would be seen in its sum. */
static const struct message_case totals[] = {
    /* without their currencies amounts are no sum */
    {"platforms.csv",
     "platform,name,owner,annual_revenue\nalpha,Alpha,bolt,8766000\nbeta,Beta,bolt,13149000\n"
     "gamma,Gamma,bolt,21915000\n",
     "platforms.csv:1:1 missing_column: columns are missing from the header ('currency', read with "
     "the delimiter ',' from "
     "'platform,name,owner,annual_revenue,recapture,recapture_basis,growth_factor,growth_factor_"
     "basis,usage_share,usage_share_'); add them\n"},
    {"platforms.csv",
     PLATFORMS_HEAD
     "alpha,Alpha,bolt,8766000,EUR\nbeta,Beta,bolt,13149000,EUR\ngamma,Gamma,bolt,21915000,EUR\n",

     "platforms.csv:4:4 perhaps_total: the revenue of 'gamma' is the sum of all other "
     "platforms, and would count twice ('21915000'); leave the row out if it is their "
     "total, else give the annual_revenue of 'bolt' in owners\n"
     "outages.csv:2:2 warning outage_owner: the owner does not run 'alpha' ('acme'): a "
     "year at risk and the prediction of market value count the outage as that owner's (2 "
     "rows: lines 2, 4)\n"
     "outages.csv:6:2 warning outage_owner: the owner does not run 'beta' ('acme'): a "
     "year at risk and the prediction of market value count the outage as that owner's\n"},
    {"platforms.csv",
     PLATFORMS_HEAD
     "alpha,Alpha,bolt,8766000,EUR\nbeta,Beta,bolt,13149000,USD\ngamma,Gamma,bolt,21915000,EUR\n",

     OUTAGE_OWNER("2", "alpha", "acme", " (2 rows: lines 2, 4)")
         OUTAGE_OWNER("6", "beta", "acme", "")},
    {"platforms.csv",
     PLATFORMS_HEAD
     "alpha,Alpha,acme,8766000,EUR\nbeta,Beta,bolt,13149000,EUR\ngamma,Gamma,bolt,21915000,EUR\n",

     OWNER_SUM("2", "acme", "9740000", "21915000") OUTAGE_OWNER("6", "beta", "acme", "")},
    {"platforms.csv",
     PLATFORMS_HEAD
     "alpha,Alpha,bolt,8766000,EUR\nbeta,Beta,bolt,8766000,EUR\ngamma,Gamma,acme,21915000,USD\n",

     OUTAGE_OWNER("2", "alpha", "acme", " (2 rows: lines 2, 4)")
         OUTAGE_OWNER("3", "gamma", "bolt", "") OUTAGE_OWNER("6", "beta", "acme", "")},
    {"platforms.csv",
     PLATFORMS_HEAD "alpha,Alpha,acme,8766000,USD\nbeta,Beta,acme,4383000,USD\ndelta,Delta,acme,"
                    "13149000,USD\ngamma,Gamma,bolt,1,EUR\n",

     "owners.csv:2:4 owner_sum: the annual_revenue of the platforms of 'acme' adds up to "
     "26298000, not ('21915000'); a sum within 1 %\n"
     "platform_regions.csv:1:1 missing_key: a platform has no rows ('delta'); add rows "
     "whose revenue_share adds up to 1\n"},
};

static const struct message_case shares[] = {
    {"platform_regions.csv", SHARES_HEAD ALPHA BETA "gamma,north,0.3\ngamma,south,0.6\n",
     "platform_regions.csv:6:3 share_sum: the revenue_share of 'gamma' does not add up to "
     "1 ('0.9'); a sum of 1\n"},
    {"platform_regions.csv", SHARES_HEAD ALPHA BETA "gamma,north,0.3\ngamma,south,0.8\n",
     "platform_regions.csv:6:3 share_sum: the revenue_share of 'gamma' does not add up to "
     "1 ('1.1'); a sum of 1\n"},
    {"platform_regions.csv", SHARES_HEAD ALPHA BETA "gamma,north,0.3\ngamma,south,0.70001\n", ""},
    {"platform_regions.csv", SHARES_HEAD ALPHA BETA "gamma,north,0.3\ngamma,south,x\n",
     "platform_regions.csv:6:3 bad_value: revenue_share is not a number ('x'); the "
     "number; where none is known and none is needed, an empty field, or declare "
     "missingValues\n"},
    {"platform_regions.csv", SHARES_HEAD ALPHA BETA "gamma,north,0.3\n,south,0.7\n",
     "platform_regions.csv:6:1 bad_value: platform is empty (''); give an identifier\n"},
    {"platform_regions.csv", SHARES_HEAD ALPHA "beta,north,1.2\n,south,0.7\n",
     "platform_regions.csv:4:3 bad_value: revenue_share is out of range ('1.2'); give a "
     "share from 0 to 1\n"
     "platform_regions.csv:5:1 bad_value: platform is empty (''); give an identifier\n"},
    {"platform_regions.csv", SHARES_HEAD ALPHA BETA "gamma,north,0.3\ngamma,south\n",
     "platform_regions.csv:6:2 bad_width: the row has a different number of fields from "
     "the header ('2'); give 3\n"},
    {"platform_regions.csv", SHARES_HEAD ALPHA BETA,
     "platform_regions.csv:1:1 missing_key: a platform has no rows ('gamma'); add rows "
     "whose revenue_share adds up to 1\n"},
    {"platform_regions.csv", SHARES_HEAD ALPHA BETA ",north,1\n",
     "platform_regions.csv:5:1 bad_value: platform is empty (''); give an identifier\n"},
};

static const struct message_case others[] = {
    {"supply.csv", "sector,input_sector,coefficient\nG,I,0.5\nG,G,0.5\nI,G,0.999\n",
     "supply.csv:3:3 coefficient_sum: the inputs of 'G' add up to ('1') per unit of its "
     "output; less than 1\n"},
    {"supply.csv", "sector,input_sector,coefficient\nG,I,0.6\nG,G,0.5\nI,G,1.5\n",
     "supply.csv:3:3 coefficient_sum: the inputs of 'G' add up to ('1.1') per unit of its "
     "output; less than 1\n"
     "supply.csv:4:3 bad_value: coefficient is out of range ('1.5'); give a share from 0 "
     "to 1\n"},
    {"supply.csv", "sector,input_sector,coefficient\nG,I,-0.6\nG,G,x\nI,G,0.2\n",
     "supply.csv:2:3 bad_value: coefficient is out of range ('-0.6'); give a share from 0 "
     "to 1\n"
     "supply.csv:3:3 bad_value: coefficient is not a number ('x'); the number; where none "
     "is known and none is needed, an empty field, or declare missingValues\n"},
    {"credits.csv",
     "platform,availability_below,credit_share\nalpha,0.99,0.1\nalpha,0.95,0.25\nalpha,0.9,0."
     "05\nbeta,0.9,0.01\n",

     "credits.csv:4:3 bad_value: a month below 0.9 gives back less than one below 0.95 "
     "('0.05'); at least 0.25\n"},
    {"credits.csv",
     "platform,availability_below,credit_share\nalpha,0.99,0.1\nalpha,0.95,0.1\nalpha,0.9,x\n",
     "credits.csv:4:3 bad_value: credit_share is not a number ('x'); the number; where "
     "none is known and none is needed, an empty field, or declare missingValues\n"},
    {"fallbacks.csv",
     "sector,channel,fallback,share\nG,messaging,beta,0.6\nG,messaging,email,0.5\n,messaging,gamma,"
     "1\n",

     "fallbacks.csv:3:4 share_sum: the shares of one flow add up to more than 1 ('1.1'; "
     "G/messaging: beta 0.6 + email 0.5); at most 1 for each sector and channel\n"},
    {"fallbacks.csv",
     "sector,channel,fallback,share\nG,messaging,beta,0.6\nG,messaging,email,1.5\n,messaging,fax,"
     "1\n",

     "fallbacks.csv:3:4 bad_value: share is out of range ('1.5'); give a share from 0 to "
     "1\n"
     "fallbacks.csv:4:3 missing_key: fallback is not known ('fax'); a platform of the "
     "package, or email, store, web, phone\n"},
    {"market_prior.csv", "term,mean,sd\nintercept,-0.02,0.01\n", ""},
    {"market_prior.csv", "term,mean,sd\nintercpt,-0.02,0.01\nodds_duration,0,0.5\n",
     "market_prior.csv:2:1 bad_value: term is not known ('intercpt'); intercept or "
     "odds_duration\n"},
    {"market_prior.csv", "term,mean,sd\nintercept,0.02,0.01\nodds_duration,0,0\n",
     "market_prior.csv:2:2 bad_value: mean of 'intercept' is not between -1 and 0 "
     "('0.02'); a fall, such as -0.02\n"
     "market_prior.csv:3:3 bad_value: sd of 'odds_duration' is not above 0 ('0'); a "
     "number above 0\n"},
    {"market_prior.csv", "term,mean,sd\nintercept,-1,0.01\nodds_duration,0,\n",
     "market_prior.csv:2:2 bad_value: mean of 'intercept' is not between -1 and 0 ('-1'); "
     "a fall, such as -0.02\n"
     "market_prior.csv:3:3 bad_value: sd of 'odds_duration' is not above 0 (''); a "
     "number above 0\n"},
    {"market_prior.csv", "term,mean\nintercept,-0.02\nodds_duration,0\n",
     "market_prior.csv:2:1 bad_value: sd of 'intercept' is not above 0 (''); a number "
     "above 0\n"
     "market_prior.csv:3:1 bad_value: sd of 'odds_duration' is not above 0 (''); a "
     "number above 0\n"},
    {"outages.csv",
     "event,owner,platforms,start,duration_minutes\ne1,acme,alpha,2021-10-04T15:39Z,371\ne2,acme,"
     "beta,2021-10-04T21:49Z,60\ne4,acme,beta,2021-10-04T23:00Z,60\ne5,acme,beta,2021-10-05,60\n",

     "outages.csv:3:4 warning overlapping_outages: the time of 'e2' overlaps or meets "
     "that of 'e1' in line 2, of the same owner: a year at risk counts them as one "
     "outage; if they are several, give them times of day that do not touch (2 rows: "
     "lines 3, 5)\n"},
    {"outages.csv",
     "event,owner,platforms,start,duration_minutes\ne1,bolt,alpha,2021-10-04T15:39Z,371\ne2,blot,"
     "gamma,2021-10-03,60\ne4,acme,bta,2021-10-02,60\ne5,acme,alpha|beta,2021-10-01,60\n",

     "outages.csv:2:2 warning outage_owner: the owner does not run 'alpha' ('bolt'): a "
     "year at risk and the prediction of market value count the outage as that owner's\n"
     "outages.csv:3:2 warning outage_owner: the owner does not run 'gamma' ('blot'; "
     "perhaps 'bolt'): a year at risk and the prediction of market value count the outage "
     "as that owner's\n"
     "outages.csv:4:3 missing_key: the platform is not in platforms ('bta'); perhaps "
     "'beta'\n"
     "outages.csv:5:3 missing_key: several platforms are written as one name "
     "('alpha|beta'); separate the names with ';'\n"
     "outages.csv:5:4 warning overlapping_outages: the time of 'e5' overlaps or meets "
     "that of 'e4' in line 4, of the same owner: a year at risk counts them as one "
     "outage; if they are several, give them times of day that do not touch\n"},
    {"costs.csv",
     "incident,kind,amount,currency,date\ne1,staff,1,USD,2021-10-04\ne1,staff,2,USD,2021-10-03\ne9,"
     "staf,2,USD,2021-10-03\n",
     "costs.csv:2:2 bad_value: kind is not known ('staff'); a, b, c, d, e, f, g or h, of "
     "article 7(1) (3 rows: lines 2, 3, 4)\n"
     "costs.csv:3:5 bad_value: date is before the outage ('2021-10-03'); the day of "
     "booking, from 2021-10-04 on\n"
     "costs.csv:4:1 warning event_not_catalogued: incident is not in outages, and the cost counts "
     "with --incident alone ('e9'); perhaps 'e1'\n"},
    /* lines that end with U+2028 are one, whose last name is no column */
    {"costs.csv",
     "incident,kind,amount,currency,date\xE2\x80\xA8"
     "e1\n",
     "costs.csv:1:1 warning no_rows: the table has no rows ('costs'); fill it in below the names "
     "of "
     "its columns\n"
     "costs.csv:1:5 bad_text: a name of the header has U+2028 in it, which ends no line ('date   "
     "e1'); "
     "save the file with line ends LF or CR LF\n"},
    /* the third and the fifth row say what the first says; the fourth has a source of its own */
    {"costs.csv",
     "incident,kind,amount,currency,date,source\ne1,c,2.5,USD,2021-10-31,a\ne1,c,2.5,EUR,2021-10-"
     "31,"
     "a\ne1,c,2.5,USD,2021-10-31,a\ne1,c,2.5,USD,2021-10-31,b\ne1,c,2.50,USD,2021-10-31,a\n",
     "costs.csv:4:1 warning repeated_row: the row says what an earlier one says, and counts again "
     "('e1'); leave it out if it is the same one, else name its own source (2 rows: lines 4, 6)\n"},
    /* the fourth row says what the second says; the third has another range, the fifth a basis */
    {"costs.csv",
     "incident,kind,amount,amount_low,amount_high,currency,date,basis\ne1,c,2.5,2,3,USD,2021-10-31,"
     "measured\ne1,c,2.5,2,4,USD,2021-10-31,measured\ne1,c,2.5,2,3,USD,2021-10-31,measured\n"
     "e1,c,2.5,2,3,USD,2021-10-31,reported\ne1,c,2.5,,,USD,2021-10-31,measured\n",
     "costs.csv:4:1 warning repeated_row: the row says what an earlier one says, and counts again "
     "('e1'); leave it out if it is the same one, else name its own source\n"},
    /* nothing is booked of e1 and kind h; of c 2.5 is taken back twice, and d only later; of g in
     * another currency, of b a part */
    {"costs.csv",
     "incident,kind,amount,currency,date,reversed\ne1,c,2.5,USD,2021-10-31,\ne1,h,1,USD,2021-11-01,"
     "yes\ne1,c,2.5,USD,2021-11-01,yes\ne1,c,2.5,USD,2021-11-02,yes\ne1,d,3,USD,2021-12-02,\ne1,d,"
     "3,USD,2021-12-01,yes\ne1,g,3,USD,,\ne1,g,9,EUR,,yes\ne1,b,7,USD,,\ne1,b,6.5,USD,,yes\n",
     "costs.csv:3:6 warning reversal_unbooked: more is taken back than is booked until then of the "
     "incident and the kind ('e1'), and the sum is below 0; add what was booked, or correct "
     "reversed (3 rows: lines 3, 5, 7)\n"},
    {"published.csv",
     "event,publisher,measure,low,high,currency\ne1,x,economy_loss,1,2,USD\ne1,x,economy_loss,1,2,"
     "USD\ne1,y,economy_loss,1,2,USD\n",
     "published.csv:3:1 warning repeated_row: the row says what an earlier one says, and counts "
     "again ('e1'); leave it out if it is the same one, else name its own source\n"},
    {"costs.csv",
     "incident,kind,amount,currency,reversed\ne9,c,1,USD,not yet\ne9,c,2,USD,no\nsummer-drill,c,3,"
     "USD,\n",
     "costs.csv:2:5 bad_value: reversed is neither yes nor no ('not yet'); give yes or no\n"
     "costs.csv:3:1 warning event_not_catalogued: incident is not in outages, and the cost counts "
     "with --incident alone ('e9'); perhaps 'e1'\n"},
    {"regions.csv",
     "region,name,utc_offset_hours,countries\nnorth,North,0,DE;AT\nsouth,South,5.5,de;USA;FR\n",

     "regions.csv:3:4 bad_value: countries has what is no code of a country ('de'); two "
     "capital letters of ISO 3166-1, like DE;AT\n"
     "regions.csv:3:4 bad_value: countries has what is no code of a country ('USA'); two "
     "capital letters of ISO 3166-1, like DE;AT\n"},
    {"activity.csv", "profile,hour_of_week,weight\neven,0,1\nday,3,1\nday,2,1\n",
     "activity.csv:2:1 incomplete_week: a profile has 1 of 168 hours of the week ('even', "
     "hour 1 is missing); one row for each hour from 0 to 167 (2 rows: lines 2, 3)\n"},
    {"policies.csv", POLICIES_HEAD "p2,b1,,USD,0,1,20,2\np3,,,USD,0,1,20,1\n",
     "policies.csv:2:8 bad_value: share is out of range ('2'); give a share from 0 to 1; "
     "for percent write 0.02, or a percent sign in every row\n"},
    {"outages.csv",
     "event,owner,platforms,start,duration_minutes,final_report\ne1,acme,alpha,2021-10-04T15:39Z,"
     "371,2021-10-04\ne2,bolt,gamma,2021-10-04,60,2021-10-03\ne4,acme,beta,,,2021-10-03\ne5,acme,,"
     "2021-10-01,60,\n",
     "outages.csv:3:6 bad_value: final_report is before the outage ('2021-10-03'); the "
     "day of the report, from 2021-10-04 on\n"
     "outages.csv:5:3 bad_value: platforms is empty (''); give identifiers, separated by "
     "';'\n"},
    {"model_error.csv",
     "quantity,log_sd,scale,location,degrees,duration_hours\nowner_revenue_loss,0.5,0.4,,,"
     "\ndependent_revenue_loss,,,,,\n",
     "model_error.csv:2:3 bad_value: the error has two spreads ('log_sd' and 'scale'); "
     "give log_sd, or scale where it was fitted\n"
     "model_error.csv:3:1 warning unused_term: nothing reads the row of this quantity "
     "('dependent_revenue_loss'); correct it to owner_revenue_loss, or leave the row out\n"
     "model_error.csv:3:2 bad_value: the error has no spread ('log_sd' and 'scale' are "
     "empty); give log_sd, or scale where it was fitted\n"},
    {"uncertainty.csv", "resource,key,column,low,high\nsectors,G,recapture,0.5,0.25\n",

     "uncertainty.csv:2:4 bad_value: low is above high ('0.5'); correct one of them: low "
     "<= high\n"},
    /* an owner in other letters is a fault once, and no warning of whose platform it is as well */
    {"outages.csv",
     "event,owner,platforms,start,duration_minutes\ne1,acme,alpha,2021-10-04T15:39Z,371\n"
     "e2,bolt,gamma,2020-03-05,90\ne4,Acme,alpha,,\ne5,acme,beta,,\n",
     "outages.csv:4:2 missing_key: owner is not in owners ('Acme'); it is written 'acme'\n"},
    /* names that lead nowhere; alpha has two regions, fallbacks a row for any sector */
    {"uncertainty.csv",
     "resource,key,column,group\nsectorz,*,recapture,g\nsectors,*,recaptur,g\n"
     "platforms,alhpa,recapture,g\nplatform_regions,alpha/nort,revenue_share,g\n"
     "platforms,orkut,recapture,g\noutside,*,recapture,g\nsectors,*,colour,g\n",
     "uncertainty.csv:2:1 bad_value: resource is not known ('sectorz'); perhaps 'sectors' (2 rows: "
     "lines 2, 7)\n"
     "uncertainty.csv:3:3 bad_value: column is not known ('recaptur'); perhaps 'recapture' (2 "
     "rows: lines 3, 8)\n"
     "uncertainty.csv:4:2 missing_key: key is not in platforms ('alhpa'); perhaps 'alpha'\n"
     "uncertainty.csv:5:2 missing_key: key is not in platform_regions ('alpha/nort'); perhaps "
     "'alpha/north'\n"
     "uncertainty.csv:6:2 missing_key: key is not in platforms ('orkut'); a key such as 'alpha', "
     "or * for every row\n"},
    {"uncertainty.csv", "resource,key,column,group\noutside,*,recapture,g\nsectors,*,colour,g\n",
     "uncertainty.csv:2:1 bad_value: resource is not known ('outside'); a table, such as "
     "platforms or sectors\n"
     "uncertainty.csv:3:3 bad_value: column is not known ('colour'); a column of sectors\n"},
    /* columns that are no numbers */
    {"uncertainty.csv",
     "resource,key,column,group\nsectors,*,name,g\nplatforms,alpha,owner,g\n"
     "platforms,alpha,curency,g\nplatforms,alpha,users,g\n",
     "uncertainty.csv:2:3 bad_value: column has no numbers ('name'); a column of sectors that has, "
     "such as recapture (2 rows: lines 2, 3)\n"
     "uncertainty.csv:4:3 bad_value: column is not known ('curency'); a column of platforms\n"},
    {"uncertainty.csv",
     "resource,key,column,group\nfallbacks,/messaging/beta,share,g\n"
     "fallbacks,G/messaging/email,share,g\nplatform_regions,alpha/south,revenue_share,g\n"
     "fx,GBP,per_usd,g\ncredits,alpha/0.99,claimed_share,g\ndependencies,*,share,g\n",
     ""},
    {"policies.csv", POLICIES_HEAD "p1,b1,acme,USD,0,1,2,1\n",
     "policies.csv:2:3 bad_value: the policy has a business and an owner ('acme'); give "
     "one of them\n"},
    /* of a loss of 21 the one pays 20, the other 10; of a loss of 3 both pay all of it */
    {"policies.csv", POLICIES_HEAD "p2,b1,,USD,0,1,20,1\np3,,,USD,0,1,20,0.5\n",
     "policies.csv:2:1 warning policies_overlap: the policies of this business and those "
     "that cover all businesses may together pay more than is lost: each pays what the "
     "others leave, the common ones last ('p2')\n"},
    {"policies.csv", POLICIES_HEAD "p2,b1,,USD,0,1,2,1\np3,,,USD,0,1,2,0.5\n", ""},
    {"policies.csv", POLICIES_HEAD "p2,,acme,USD,0,1,20,1\np3,,acme,USD,0,1,20,0.5\n",
     "policies.csv:3:1 warning policies_overlap: the policies of this owner may together "
     "pay more than is lost: each pays what the others leave ('p3')\n"},
};

static void owners_are_what_their_platforms_add_up_to(void **state)
{
    MESSAGES_CHECK(state, sums);
}

static void write_changing_platforms(const struct package_folder *folder)
{
    world_write_files(folder);
    package_write(folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,8766000,USD,2020-01-01\nalpha,Alpha,acme,9766000,USD,2021-01-"
                  "01\nbeta,Beta,acme,13149000,USD,2020-01-01\ngamma,Gamma,bolt,4383000,EUR,\n");
}

static void sums_are_of_one_time(void **state)
{
    const struct world *world = *state;
    write_changing_platforms(&world->folder);
    messages_check(&world->folder, changes, sizeof changes / sizeof changes[0],
                   write_changing_platforms);
    world_write_files(&world->folder);
}

static void totals_of_platforms_are_refused(void **state)
{
    MESSAGES_CHECK(state, totals);
}

static void shares_of_regions_add_up_to_1(void **state)
{
    MESSAGES_CHECK(state, shares);
}

static void figures_of_other_tables_are_judged(void **state)
{
    MESSAGES_CHECK(state, others);
}

/* Expected: 2 * 175,320 + 2 * 26,298 + 140,256.604 = 543,492.604 USD in 4 rows, once each 175,320
 * less; half a cent may be off, or half of the last digit where more are given. */
static void totals_that_are_expected_are_judged(void **state)
{
    static const struct {
        const char *total;
        const char *expected;
    } cases[] = {
        {"543492.6USD", ""},
        {"543492.604USD", ""},
        {"43830EUR", ""},
        {"543492.61USD",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('543,492.61 USD'); read 543,492.60 USD in 4 rows, difference -0.01 USD\n"},
        {"543492.605USD",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('543,492.605 USD'); read 543,492.604 USD in 4 rows, difference -0.001 USD\n"},
        {"368172.6USD",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('368,172.60 USD'); read 543,492.60 USD in 4 rows, difference 175,320.00 USD: that is "
         "the total with each business counted once; give that of all rows\n"},
        {"438300EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('438,300.00 EUR'); read 43,830.00 EUR in 1 row, difference -394,470.00 EUR, about 10 "
         "times too small: look for a decimal mark that is lost, or cents for whole units\n"},
        {"4383EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('4,383.00 EUR'); read 43,830.00 EUR in 1 row, difference 39,447.00 EUR, about 10 times "
         "too large: look for a decimal mark that is lost, or cents for whole units\n"},
        {"438.3EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('438.30 EUR'); read 43,830.00 EUR in 1 row, difference 43,391.70 EUR, about 100 times "
         "too large: look for a decimal mark that is lost, or cents for whole units\n"},
        {"43.83EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('43.83 EUR'); read 43,830.00 EUR in 1 row, difference 43,786.17 EUR, about 1000 times "
         "too large: look for a thousands mark that is read as a decimal mark, or amounts in "
         "thousands\n"},
        {"4383000EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('4,383,000.00 EUR'); read 43,830.00 EUR in 1 row, difference -4,339,170.00 EUR, about "
         "100 times too small: look for a decimal mark that is lost, or cents for whole units\n"},
        {"43830000EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('43,830,000.00 EUR'); read 43,830.00 EUR in 1 row, difference -43,786,170.00 EUR, about "
         "1000 times too small: look for a thousands mark that is read as a decimal mark, or "
         "amounts in thousands\n"},
        /* within 0.5 % of a factor: 43,830 / 10.05 = 4,361.19 */
        {"4361.2EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('4,361.20 EUR'); read 43,830.00 EUR in 1 row, difference 39,468.80 EUR, about 10 times "
         "too large: look for a decimal mark that is lost, or cents for whole units\n"},
        {"4361.18EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('4,361.18 EUR'); read 43,830.00 EUR in 1 row, difference 39,468.82 EUR\n"},
        {"0EUR",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('0.00 EUR'); read 43,830.00 EUR in 1 row, difference 43,830.00 EUR\n"},
        {"1GBP",
         "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "
         "('1.00 GBP'); read 0.00 GBP in 0 rows, difference -1.00 GBP\n"},
    };
    const struct world *world = *state;
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
                  "b1,G,north,175320,USD,alpha,sales,0.5,1\n"
                  "b1,G,north,175320,USD,beta,sales,0.25,1\n"
                  "b2,G,south,43830,EUR,alpha,messaging,0.8,1\n"
                  "b3,I,north,26298,USD,alpha,sales,1,2\n"
                  "b4,I,north,140256.604,USD,gamma,messaging,0.5,1\n");
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char messages[MESSAGES_SIZE] = "";
        const blackout_dataset_options options = {.size = sizeof options,
                                                  .diagnostic = messages_add,
                                                  .user = messages,
                                                  .expected_totals = &cases[i].total,
                                                  .expected_total_count = 1};
        blackout_dataset *dataset = NULL;
        blackout_error error = {0};
        (void)blackout_dataset_open(&dataset, world->folder.path, &options, &error);
        blackout_dataset_free(dataset);
        wrong += messages_same(messages, cases[i].total, cases[i].expected) ? 0 : 1;
    }
    world_write_files(&world->folder);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(owners_are_what_their_platforms_add_up_to),
        cmocka_unit_test(sums_are_of_one_time),
        cmocka_unit_test(totals_of_platforms_are_refused),
        cmocka_unit_test(shares_of_regions_add_up_to_1),
        cmocka_unit_test(figures_of_other_tables_are_judged),
        cmocka_unit_test(totals_that_are_expected_are_judged),
    };
    return cmocka_run_group_tests_name("check_messages", tests, world_open, world_close);
}
