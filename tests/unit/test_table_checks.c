/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/table_checks and the checks that it calls: what rows of a table say of each other and of
 * other tables. Expected: by the documents of each table and the numbers in the rows: at each
 * limit, and one beyond it; policies by the loss at which they pay most; nothing else is reported.
 * The world has 0.9 EUR for a USD. */
#include "messages.h"

#define POLICIES                                                                                   \
    "policy,business,owner,currency,waiting_hours,deductible,limit,share,aggregate_limit\n"
#define DEPENDENCIES "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
#define OUTAGES "event,owner,platforms,start,duration_minutes\n"
#define COSTS "incident,kind,amount,currency,date\n"
#define RECOVERIES "incident,kind,state,amount,currency,date\n"
#define MARKET_PRIOR "term,mean,sd\n"
#define OUTAGE_PRIOR "term,value\n"
#define MODEL_ERROR "quantity,log_sd,scale,location,degrees,duration_hours\n"
#define FX "currency,per_usd,date\n"
#define REGIONS "region,name,utc_offset_hours,gdp,gdp_currency\n"
#define PLATFORMS "platform,name,owner,annual_revenue,currency,flow_kind\n"
#define SECTORS "sector,name,profile,flow_kind\n"
#define CHANNELS "channel,name,grace_hours,onset_hours,shape\n"
#define EVENT_RETURNS "event,symbol,role,day0,raw_0\n"
#define PUBLISHED "event,publisher,kind,measure,low,high,currency\n"
#define CREDITS "platform,availability_below,credit_share\n"
#define SUPPLY "sector,input_sector,coefficient\n"
#define FALLBACKS "sector,channel,fallback,share\n"
#define POLICIES_OVERLAP                                                                           \
    "policies.csv:3:1 warning policies_overlap: the policies of this business and those that "     \
    "cover all businesses may together pay more than is lost: each pays what the others leave, "   \
    "the common ones last ('q')\n"
/* what else the returns of events refer to */
#define E2 "e2,bolt,gamma,2020-03-05,90\n"
#define E4 "e4,acme,beta,,\n"
#define E5 "e5,acme,beta,,\n"

static const struct message_case cases[] = {
    {"policies.csv", POLICIES "p,b9,,USD,0,1,2,1,\n",
     "policies.csv:2:2 missing_key: business is not in dependencies ('b9'); a business of that "
     "table, or empty for all of them together\n"},
    {"policies.csv", POLICIES "p,acme,,USD,0,1,2,1,\n",
     "policies.csv:2:2 missing_key: business is not in dependencies ('acme'), but an owner: write "
     "it into the column owner; a business of that table, or empty for all of them together\n"},
    {"policies.csv", POLICIES "p,alpha,,USD,0,1,2,1,\n",
     "policies.csv:2:2 missing_key: business is not in dependencies ('alpha'), but a platform; a "
     "business of that table, or empty for all of them together\n"},
    {"policies.csv", POLICIES "p,b1,,USD,0,1,2,1,\n", ""},
    {"policies.csv", POLICIES "p,,none,USD,0,1,2,1,\n",
     "policies.csv:2:3 missing_key: owner is not in owners ('none'); there are acme, bolt\n"},
    {"policies.csv", POLICIES "p,b1,,CHF,0,1,2,1,\n",
     "policies.csv:2:4 missing_rate: the currency has no rate in fx ('CHF'); add a row with its "
     "per_usd to fx\n"},
    {"policies.csv", POLICIES "p,b1,,USD,-1,1,2,1,\n",
     "policies.csv:2:5 bad_value: waiting_hours is out of range ('-1'); give a number of at least "
     "0\n"},
    {"policies.csv", POLICIES "p,b1,,USD,0,-1,2,1,\n",
     "policies.csv:2:6 bad_value: deductible is out of range ('-1'); give a number of at least "
     "0\n"},
    {"policies.csv", POLICIES "p,b1,,USD,0,1,0,1,\n",
     "policies.csv:2:7 bad_value: limit is out of range ('0'); give a number above 0\n"},
    {"policies.csv", POLICIES "p,b1,,USD,0,1,2,0,\n", ""},
    {"policies.csv", POLICIES "p,b1,,USD,0,1,2,1,1.9\n",
     "policies.csv:2:9 warning limit_out_of_reach: the aggregate limit of a year is below what one "
     "outage may pay: it caps that too ('p')\n"},
    {"policies.csv", POLICIES "p,b1,,USD,0,1,2,1,2\n", ""},
    {"policies.csv", POLICIES "p,b1,,USD,0,1,2,0.5,1\n", ""},
    {"policies.csv", POLICIES "p,b1,,USD,0,1,2,0.5,0.9\n",
     "policies.csv:2:9 warning limit_out_of_reach: the aggregate limit of a year is below what one "
     "outage may pay: it caps that too ('p')\n"},
    {"policies.csv", POLICIES "p,b1,,USD,0,1,2,1,\np,b2,,USD,0,1,2,1,\n", ""},
    {"policies.csv", POLICIES "p,b1,,USD,0,0,20,0.5,\nq,b1,,USD,0,0,20,0.5,\n", ""},
    {"policies.csv", POLICIES "p,b1,,USD,0,0,20,0.6,\nq,b1,,USD,0,0,20,0.5,\n", POLICIES_OVERLAP},
    {"policies.csv", POLICIES "p,b1,,USD,0,0,20,0.6,\nq,b2,,USD,0,0,20,0.5,\n", ""},
    {"policies.csv", POLICIES "p,,,USD,0,0,20,0.6,\nq,b2,,USD,0,0,20,0.5,\n", POLICIES_OVERLAP},
    {"policies.csv", POLICIES "p,b1,,USD,0,10,20,1,\nq,b1,,USD,0,0,10,1,\n", ""},
    {"policies.csv", POLICIES "p,b1,,USD,0,10,20,1,\nq,b1,,USD,0,0,11,1,\n", POLICIES_OVERLAP},
    {"policies.csv", POLICIES "p,b1,,EUR,0,9,18,1,\nq,b1,,USD,0,0,10,1,\n", ""},
    {"policies.csv", POLICIES "p,b1,,EUR,0,9,18,1,\nq,b1,,USD,0,0,10.1,1,\n", POLICIES_OVERLAP},
    {"policies.csv", POLICIES "p,,acme,USD,0,0,20,0.6,\nq,,,USD,0,0,20,0.6,\n", ""},
    {"policies.csv", POLICIES "p,,,USD,0,0,20,0.6,\nq,,,USD,0,0,20,0.6,\n", POLICIES_OVERLAP},
    {"dependencies.csv",
     DEPENDENCIES
     "b1,G,north,175320,USD,alpha,sales,0.5,1\nb1,G,north,175320,USD,beta,sales,0.25,1\n",
     ""},
    {"outages.csv", OUTAGES "e1,acme,alpha;beta,2021-10-04T15:39Z,371\n" E2 E4 E5, ""},
    {"outages.csv", OUTAGES "e1,acme,alpha; ;beta,2021-10-04T15:39Z,371\n" E2 E4 E5, ""},
    {"outages.csv", OUTAGES "e1,acme,;,2021-10-04T15:39Z,371\n" E2 E4 E5,
     "outages.csv:2:3 missing_key: platforms has no name (';'); a platform of that table\n"},
    {"outages.csv", OUTAGES "e1,acme,alpha + beta,2021-10-04T15:39Z,371\n" E2 E4 E5,
     "outages.csv:2:3 missing_key: several platforms are written as one name ('alpha + beta'); "
     "separate the names with ';'\n"},
    {"outages.csv", OUTAGES "e1,acme,\"alpha,orkut\",2021-10-04T15:39Z,371\n" E2 E4 E5,
     "outages.csv:2:3 missing_key: several platforms are written as one name ('alpha,orkut'); "
     "separate the names with ';'\n"},
    {"outages.csv", OUTAGES "e1,acme,orkut/myspace,2021-10-04T15:39Z,371\n" E2 E4 E5, ""},
    {"outages.csv", OUTAGES "e1,acme,alpha;orkut,2021-10-04T15:39Z,371\n" E2 E4 E5,
     "outages.csv:2:3 missing_key: the platform is not in platforms ('orkut'); a platform of that "
     "table\n"},
    {"outages.csv", OUTAGES "e1,acme,orkut,2021-10-04T15:39Z,371\n" E2 E4 E5, ""},
    {"outages.csv", OUTAGES "e1,zeta,orkut,2021-10-04T15:39Z,371\n" E2 E4 E5, ""},
    {"outages.csv", OUTAGES "e1,zeta,alhpa,2021-10-04T15:39Z,371\n" E2 E4 E5, ""},
    {"outages.csv", OUTAGES "e1,bolt,alpha,2021-10-04T15:39Z,371\n" E2 E4 E5,
     "outages.csv:2:2 warning outage_owner: the owner does not run 'alpha' ('bolt'): a year at "
     "risk and the prediction of market value count the outage as that owner's\n"},
    {"outages.csv",
     OUTAGES "e1,acme,alpha,2021-10-04T15:00Z,60\ne2,acme,alpha,2021-10-04T16:00Z,60\n" E4 E5,
     "outages.csv:3:4 warning overlapping_outages: the time of 'e2' overlaps or meets that of 'e1' "
     "in line 2, of the same owner: a year at risk counts them as one outage; if they are several, "
     "give them times of day that do not touch\n"},
    {"outages.csv",
     OUTAGES "e1,acme,alpha,2021-10-04T15:00Z,60\ne2,acme,alpha,2021-10-04T16:01Z,60\n" E4 E5, ""},
    {"outages.csv",
     OUTAGES "e1,acme,alpha,2021-10-04T15:00Z,60\ne2,bolt,gamma,2021-10-04T15:30Z,60\n" E4 E5, ""},
    {"outages.csv",
     OUTAGES
     "e1,acme,alpha,2021-10-04T15:00Z,600\ne2,acme,beta,2021-10-04T15:30Z,60\ne4,acme,beta,2021-10-"
     "04T16:31Z,60\ne5,acme,beta,2021-10-04T17:00Z,60\ne6,acme,beta,2021-10-04T17:30Z,60\n",
     "outages.csv:3:4 warning overlapping_outages: the time of 'e2' overlaps or meets that of 'e1' "
     "in line 2, of the same owner: a year at risk counts them as one outage; if they are several, "
     "give them times of day that do not touch (2 rows: lines 3, 4)\n"
     "outages.csv:5:4 warning overlapping_outages: the time of 'e5' overlaps or meets that of 'e1' "
     "in line 2 and 'e4' in line 4, of the same owner: a year at risk counts them as one outage; "
     "if they are several, give them times of day that do not touch\n"
     "outages.csv:6:4 warning overlapping_outages: the time of 'e6' overlaps or meets that of 'e1' "
     "in line 2 and 'e4' in line 4 and 'e5' in line 5, of the same owner: a year at risk counts "
     "them as one outage; if they are several, give them times of day that do not touch\n"},
    {"costs.csv", COSTS "e1,a,1,USD,2021-10-04\n", ""},
    {"costs.csv", COSTS "e1,a,1,USD,2021-10-03\n",
     "costs.csv:2:5 bad_value: date is before the outage ('2021-10-03'); the day of booking, from "
     "2021-10-04 on\n"},
    {"costs.csv", COSTS "e1,a,-1,USD,2021-10-04\n",
     "costs.csv:2:3 bad_value: amount is out of range ('-1'); give a number of at least 0\n"},
    {"costs.csv", COSTS "E1,a,1,USD,2021-10-04\n",
     "costs.csv:2:1 missing_key: incident is not in outages ('E1'); it is written 'e1'\n"},
    {"costs.csv", COSTS "e9,h,1,CHF,2021-10-04\n",
     "costs.csv:2:4 missing_rate: the currency has no rate in fx ('CHF'); add a row with its "
     "per_usd to fx\n"},
    {"costs.csv", COSTS "e3,a,1,USD,2001-10-04\n", ""},
    {"costs.csv", COSTS "e2,a,1,USD,2020-03-05\ne2,i,1,USD,2020-03-04\n",
     "costs.csv:3:2 bad_value: kind is not known ('i'); a, b, c, d, e, f, g or h, of article 7(1)\n"
     "costs.csv:3:5 bad_value: date is before the outage ('2020-03-04'); the day of booking, from "
     "2020-03-05 on\n"},
    {"recoveries.csv", RECOVERIES "e1,insurance,received,1,USD,2021-10-04\n",
     "recoveries.csv:2:2 bad_value: kind is not known ('insurance'); insurer, supplier or other\n"},
    {"recoveries.csv", RECOVERIES "e1,gift,perhaps,1,USD,2021-10-03\n",
     "recoveries.csv:2:2 bad_value: kind is not known ('gift'); insurer, supplier or other\n"
     "recoveries.csv:2:3 bad_value: state is not known ('perhaps'); expected or received\n"
     "recoveries.csv:2:6 bad_value: date is before the outage ('2021-10-03'); the day of booking, "
     "from 2021-10-04 on\n"},
    {"market_prior.csv", MARKET_PRIOR "intercept,-0.02,0.01\n", ""},
    {"market_prior.csv", MARKET_PRIOR "odds_duration,0,0.5\n",
     "market_prior.csv:1:1 missing_key: a term is missing ('intercept'); add it: one row for each "
     "term\n"},
    {"market_prior.csv", MARKET_PRIOR "intercept,-0.02,0.01\nodds_durations,0,0.5\n",
     "market_prior.csv:3:1 bad_value: term is not known ('odds_durations'); intercept or "
     "odds_duration\n"},
    {"market_prior.csv",
     MARKET_PRIOR "intercept,-0.02,0.01\nodds_duration,0,0.5\nintercept,-0.03,0.01\n",
     "market_prior.csv:4:1 repeated_key: the same key is already in line 2 ('intercept'); keep one "
     "row for each term\n"},
    {"market_prior.csv", MARKET_PRIOR "intercept,-0.999,0.01\nodds_duration,-5,0.5\n", ""},
    {"market_prior.csv", MARKET_PRIOR "intercept,0,0.01\nodds_duration,0,-1\n",
     "market_prior.csv:2:2 bad_value: mean of 'intercept' is not between -1 and 0 ('0'); a fall, "
     "such as -0.02\n"
     "market_prior.csv:3:3 bad_value: sd is out of range ('-1'); give a number of at least 0\n"},
    {"market_prior.csv", MARKET_PRIOR "foo,0,1\nbar,0,1\n",
     "market_prior.csv:2:1 bad_value: term is not known ('foo'); intercept or odds_duration (2 "
     "rows: lines 2, 3)\n"},
    {"outage_prior.csv",
     OUTAGE_PRIOR "rate_event,2.5\nrate_years,10\nlog_hours_mean,-1\nlog_hours_strength,1\n"
                  "log_hours_shape,1.5\nlog_hours_scale,1\nlongest_hours,87660\n"
                  "any_hour_weight,1\n",
     "outage_prior.csv:2:1 bad_value: term is not known ('rate_event'); one of the terms of "
     "`blackout schema outage_prior`\n"},
    {"outage_prior.csv", OUTAGE_PRIOR "rate_events,2\n",
     "outage_prior.csv:1:1 missing_key: a term is missing ('rate_years'); add it: one row for each "
     "term\n"
     "outage_prior.csv:1:1 missing_key: a term is missing ('log_hours_mean'); add it: one row for "
     "each term\n"
     "outage_prior.csv:1:1 missing_key: a term is missing ('log_hours_strength'); add it: one row "
     "for each term\n"
     "outage_prior.csv:1:1 missing_key: a term is missing ('log_hours_shape'); add it: one row for "
     "each term\n"
     "outage_prior.csv:1:1 missing_key: a term is missing ('log_hours_scale'); add it: one row for "
     "each term\n"
     "outage_prior.csv:1:1 missing_key: a term is missing ('longest_hours'); add it: one row for "
     "each term\n"
     "outage_prior.csv:1:1 missing_key: a term is missing ('any_hour_weight'); add it: one row for "
     "each term\n"},
    {"outage_prior.csv",
     OUTAGE_PRIOR "rate_events,2.5\nrate_years,10\nlog_hours_mean,-1\nlog_hours_strength,1\nlog_"
                  "hours_shape,1.5\nlog_hours_scale,1\nlongest_hours,87660\nany_hour_weight,1\n",
     ""},
    {"outage_prior.csv",
     OUTAGE_PRIOR "rate_events,2.25\nrate_years,0\nlog_hours_mean,0\nlog_hours_strength,1\nlog_"
                  "hours_shape,1.4\nlog_hours_scale,1\nlongest_hours,87661\nany_hour_weight,-1\n",
     "outage_prior.csv:2:2 bad_value: value of 'rate_events' is not a multiple of a half ('2.25'); "
     "3, or 2.5\n"
     "outage_prior.csv:3:2 bad_value: value of 'rate_years' is not above 0 ('0'); a number above "
     "0\n"
     "outage_prior.csv:6:2 bad_value: value of 'log_hours_shape' is not a multiple of a half "
     "('1.4'); 3, or 2.5\n"
     "outage_prior.csv:8:2 bad_value: value of 'longest_hours' is longer than ten years ('87661'); "
     "at most 87660\n"
     "outage_prior.csv:9:2 bad_value: value of 'any_hour_weight' is not above 0 ('-1'); a number "
     "above 0\n"},
    {"outage_prior.csv",
     OUTAGE_PRIOR "rate_events,10000.5\nrate_years,1e4\nlog_hours_mean,0\nlog_hours_strength,1\n"
                  "log_hours_shape,1e45\nlog_hours_scale,1\nlongest_hours,720\n"
                  "any_hour_weight,1\n",
     "outage_prior.csv:2:2 bad_value: value of 'rate_events' is above 10000 ('10000.5'); at most "
     "that, with rate_years in proportion\n"
     "outage_prior.csv:6:2 bad_value: value of 'log_hours_shape' is above 10000 ('1e+45'); at "
     "most that, with log_hours_scale in proportion\n"},
    {"outage_prior.csv",
     OUTAGE_PRIOR "rate_events,10000\nrate_years,1e4\nlog_hours_mean,0\nlog_hours_strength,1\n"
                  "log_hours_shape,10000\nlog_hours_scale,1\nlongest_hours,720\n"
                  "any_hour_weight,1\n",
     ""},
    {"model_error.csv", MODEL_ERROR "owner_revenue_loss,0.5,,,,\n", ""},
    {"model_error.csv", MODEL_ERROR "owner_revenue_loss,,0.4,0,5,\n", ""},
    {"model_error.csv", MODEL_ERROR "owner_revenue_loss,,0.4,,,6\n",
     "model_error.csv:2:6 bad_value: the error of borrowed hours is not fitted ('scale'); give "
     "log_sd, or no duration_hours\n"},
    {"model_error.csv", MODEL_ERROR "owner_revenue_loss,0.5,,0.1,,\n",
     "model_error.csv:2:4 bad_value: a fitted error has no spread ('scale' is empty); give "
     "location, scale and degrees, as `blackout calibrate` writes them\n"},
    {"model_error.csv", MODEL_ERROR "owner_revenue_loss,0.5,,,5,\n",
     "model_error.csv:2:5 bad_value: a fitted error has no spread ('scale' is empty); give "
     "location, scale and degrees, as `blackout calibrate` writes them\n"},
    {"model_error.csv", MODEL_ERROR "owner_revenue_loss,0.5,,,,6\n", ""},
    {"model_error.csv",
     MODEL_ERROR
     "owner_revenue_loss,0.5,,,,\nOwner_revenue_loss,0.5,,,,6\nborrowed_hours,0.5,,,,6\n",
     "model_error.csv:3:1 warning unused_term: nothing reads the row of this quantity "
     "('Owner_revenue_loss'); correct it to owner_revenue_loss, or leave the row out (2 rows: "
     "lines 3, 4)\n"},
    {"model_error.csv", "quantity,location\nowner_revenue_loss,0.5\n",
     "model_error.csv:1:1 missing_column: columns are missing from the header ('log_sd'); add "
     "log_sd, or scale where the error was fitted\n"},
    {"fx.csv", FX "EUR,0.8,2020-01-01\nUSD,1,2020-01-01\n", ""},
    {"fx.csv", FX "EUR,0.8,2020-01-01\nUSD,1.1,2020-01-01\n",
     "fx.csv:3:2 bad_value: rates are per USD, and the rate of USD itself is not 1 ('1.1'); 1, or "
     "the currency that is meant\n"},
    {"fx.csv", FX "EUR,0,2020-01-01\n",
     "fx.csv:2:2 bad_value: per_usd is out of range ('0'); give a number above 0\n"},
    {"fx.csv", FX "EUR,0.8,2020-01-01\nEUR,0.8,2020-01-01\n",
     "fx.csv:3:1 repeated_key: the same key is already in line 2 ('EUR'); keep one row for each "
     "currency\n"},
    {"fx.csv", FX "EUR,0.8,2020-01-01\nEUR,0.9,2020-01-02\n", ""},
    {"fx.csv", FX "eur,0.8,2020-01-01\n",
     "fx.csv:2:1 bad_value: currency is not a currency ('eur'); perhaps 'EUR'\n"},
    {"regions.csv",
     REGIONS "north,North,0,100,USD\nsouth,South,5.5,50,USD\nworld,World,0,150,USD\n",
     "regions.csv:4:4 perhaps_total: the gdp of the region is the sum of all others, and would "
     "count twice ('world'); leave the row out, or its gdp empty\n"},
    {"regions.csv",
     REGIONS "north,North,0,100,USD\nsouth,South,5.5,50,USD\nworld,World,0,150,EUR\n", ""},
    {"regions.csv", REGIONS "north,North,0,100,USD\nsouth,South,5.5,100,USD\n", ""},
    {"regions.csv",
     REGIONS "north,North,0,100,USD\nsouth,South,5.5,50,USD\nworld,World,0,151,USD\n", ""},
    {"regions.csv", REGIONS "north,North,0,100,USD\nsouth,South,15,50,USD\n",
     "regions.csv:3:3 bad_value: utc_offset_hours is out of range ('15'); give hours from -14 to "
     "14\n"},
    {"regions.csv", REGIONS "north,North,0,100,\nsouth,South,-12.5,,\n", ""},
    {"platforms.csv",
     PLATFORMS "alpha,Alpha,acme,8766000,USD,sales\nbeta,Beta,acme,13149000,USD,\ngamma,Gamma,bolt,"
               "4383000,EUR,gold\n",
     "platforms.csv:2:6 bad_value: flow_kind is not known ('sales'); advertising, consumer, "
     "orders, capacity or subscription (2 rows: lines 2, 4)\n"},
    {"sectors.csv", SECTORS "G,Trade,even,sale\nI,Food,even,\n",
     "sectors.csv:2:4 bad_value: flow_kind is not known ('sale'); advertising, consumer, orders, "
     "capacity or subscription\n"},
    {"sectors.csv", SECTORS "G,Trade,evn,\nI,Food,even,\n",
     "sectors.csv:2:3 missing_key: profile is not in activity ('evn'); perhaps 'even'\n"},
    {"sectors.csv", SECTORS "G,Trade,even,\n",
     "dependencies.csv:5:2 missing_key: sector is not in sectors ('I'); there are G (2 rows: lines "
     "5, 6; 192,852.00 USD)\n"},
    {"channels.csv", CHANNELS "sales,Sales,,,\nmessaging,Messaging,-1,0,1\n",
     "channels.csv:3:3 bad_value: grace_hours is out of range ('-1'); give a number of at least "
     "0\n"},
    {"channels.csv", CHANNELS "sales,Sales,,,\nmessaging,Messaging,1,2,0\n",
     "channels.csv:3:5 bad_value: shape is out of range ('0'); give a number from 0.1 to 20\n"},
    {"channels.csv", CHANNELS "sales,Sales,,,\n",
     "fallbacks.csv:2:2 missing_key: channel is not in channels ('messaging'); there are sales (3 "
     "rows: lines 2, 3, 4)\n"
     "dependencies.csv:4:7 missing_key: channel is not in channels ('messaging'); there are sales "
     "(2 rows: lines 4, 6; 43,830.00 EUR, 140,256.00 USD)\n"},
    {"event_returns.csv", EVENT_RETURNS "e1,ACM,owner,2021-10-04,-0.049\n", ""},
    {"event_returns.csv", EVENT_RETURNS "e1,ACM,owners,2021-10-04,-0.049\n",
     "event_returns.csv:2:3 bad_value: role is not known ('owners'); owner or peer\n"},
    {"event_returns.csv", EVENT_RETURNS "e9,ACM,owner,2021-10-04,-0.049\n",
     "event_returns.csv:2:1 warning event_not_catalogued: event is not in outages, and the return "
     "serves nothing ('e9'); perhaps 'e1'\n"},
    /* -4.89 % is -0.0489: as -4.89 the share would lose more than all of its value */
    {"event_returns.csv", EVENT_RETURNS "e1,ACM,owner,2021-10-04,-4.89\n",
     "event_returns.csv:2:5 bad_value: raw_0 is out of range ('-4.89'); give a fraction from -1 to "
     "1, like -0.05 for -5 %\n"},
    {"event_returns.csv", EVENT_RETURNS "E1,ACM,owner,2021-10-04,-0.049\n",
     "event_returns.csv:2:1 missing_key: event is not in outages ('E1'); it is written 'e1'\n"},
    {"published.csv", PUBLISHED "e1,x,company,owner_revenue_loss,1,2,USD\n", ""},
    {"published.csv", PUBLISHED "e1,x,firm,revenue,2,1,USD\n",
     "published.csv:2:3 bad_value: kind is not known ('firm'); company, measured, modelled or "
     "straight_line\n"
     "published.csv:2:4 bad_value: measure is not known ('revenue'); owner_revenue_loss, "
     "owner_revenue_deferred, owner_revenue_attrition, owner_credits, owner_cost, "
     "owner_profit_loss, owner_insurance, dependent_revenue_loss, economy_loss, market_value_loss "
     "or insured_loss\n"
     "published.csv:2:5 bad_value: low is above high ('2'); correct one of them: low <= high\n"},
    {"published.csv", PUBLISHED "e9,x,company,economy_loss,1,1,USD\n",
     "published.csv:2:1 warning event_not_catalogued: event is not in outages, and the figure is "
     "compared with nothing ('e9'); perhaps 'e1'\n"},
    {"credits.csv", CREDITS "alpha,0.99,0.1\nalpha,0.95,0.25\n", ""},
    {"credits.csv", CREDITS "alpha,0.99,0.3\nalpha,0.95,0.2\nalpha,0.9,0.1\nbeta,0.99,0.2\n",
     "credits.csv:3:3 bad_value: a month below 0.95 gives back less than one below 0.99 ('0.2'); "
     "at least 0.3 (2 rows: lines 3, 4)\n"},
    /* whatever the order of the table; of two that give back the same the first */
    {"credits.csv", CREDITS "alpha,0.95,0.1\nalpha,0.99,0.25\nalpha,0.9,0.2\n",
     "credits.csv:2:3 bad_value: a month below 0.95 gives back less than one below 0.99 ('0.1'); "
     "at least 0.25 (2 rows: lines 2, 4)\n"},
    {"credits.csv", CREDITS "alpha,0.95,0.25\nalpha,0.99,0.25\nalpha,0.9,0.1\n",
     "credits.csv:4:3 bad_value: a month below 0.9 gives back less than one below 0.95 ('0.1'); "
     "at least 0.25\n"},
    {"credits.csv", CREDITS "alpha,0.99,0.25\nalpha,0.95,0.25\nalpha,0.9,0.1\n",
     "credits.csv:4:3 bad_value: a month below 0.9 gives back less than one below 0.99 ('0.1'); "
     "at least 0.25\n"},
    {"credits.csv", CREDITS "alpha,0.99,0.1\nalpha,0.99,0.2\n",
     "credits.csv:3:1 repeated_key: the same key is already in line 2 ('alpha'); keep one row for "
     "each combination of keys\n"},
    {"credits.csv", CREDITS "orkut,0.99,0.1\n",
     "credits.csv:2:1 missing_key: platform is not in platforms ('orkut'); there are alpha, beta, "
     "gamma\n"},
    {"credits.csv", CREDITS "alpha,1.1,0.1\n",
     "credits.csv:2:2 bad_value: availability_below is out of range ('1.1'); give a share from 0 "
     "to 1\n"},
    {"supply.csv", SUPPLY "G,I,0.5\nI,G,0.5\n", ""},
    {"supply.csv", SUPPLY "G,X,0.5\n",
     "supply.csv:2:2 missing_key: input_sector is not in sectors ('X'); there are G, I\n"},
    {"supply.csv", SUPPLY "G,I,0.5\nG,I,0.4\n",
     "supply.csv:3:1 repeated_key: the same key is already in line 2 ('G'); keep one row for each "
     "combination of keys\n"},
    {"supply.csv", SUPPLY "I,G,0.7\nI,I,0.3\nG,G,0.999999\n",
     "supply.csv:3:3 coefficient_sum: the inputs of 'I' add up to ('1') per unit of its output; "
     "less than 1\n"},
    {"fallbacks.csv", FALLBACKS "G,messaging,beta,0.5\nG,messaging,email,0.5\n", ""},
    {"fallbacks.csv", FALLBACKS "G,messaging,beta,0.5\nG,messaging,email,0.50001\n", ""},
    {"fallbacks.csv", FALLBACKS "G,messaging,beta,0.5\n,messaging,email,0.6\n", ""},
    {"fallbacks.csv", FALLBACKS "G,fax,beta,0.5\n",
     "fallbacks.csv:2:2 missing_key: channel is not in channels ('fax'); there are sales, "
     "messaging\n"},
    {"fallbacks.csv", FALLBACKS ",messaging,beta,0.6\n,messaging,email,0.6\n",
     "fallbacks.csv:3:4 share_sum: the shares of one flow add up to more than 1 ('1.2'; messaging: "
     "beta 0.6 + email 0.6); at most 1 for each sector and channel\n"},
};

/* Each week with 168 hours, those of `day` in turn. */
static void hours_of_a_week_are_counted(void **state)
{
    static const struct {
        int missing; /* two hours */
        const char *weight;
        const char *expected;
    } weeks[] = {
        {-1, "1", ""},
        {-1, "0",
         "activity.csv:2:1 zero_week: the weights of a profile are all 0 ('day'); at least one "
         "weight above 0\n"},
        {0, "1",
         "activity.csv:2:1 incomplete_week: a profile has 167 of 168 hours of the week ('day', "
         "hour 0 is missing); one row for each hour from 0 to 167\n"},
        {167, "1",
         "activity.csv:2:1 incomplete_week: a profile has 167 of 168 hours of the week ('day', "
         "hour 167 is missing); one row for each hour from 0 to 167\n"},
    };
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof weeks / sizeof weeks[0]; ++i) {
        char text[8192] = "profile,hour_of_week,weight\n";
        size_t used = strlen(text);
        for (int hour = 0; hour < 168; ++hour) {
            if (hour != weeks[i].missing) {
                used += (size_t)snprintf(text + used, sizeof text - used, "day,%d,%s\n", hour,
                                         weeks[i].weight);
            }
        }
        for (int hour = 0; hour < 168; ++hour) {
            used += (size_t)snprintf(text + used, sizeof text - used, "even,%d,%d\n", hour,
                                     hour == 167 ? 1 : 0);
        }
        package_write(&world->folder, "activity.csv", text);
        wrong += messages_are(world->folder.path, text, weeks[i].expected) ? 0 : 1;
    }
    world_write_files(&world->folder);
    assert_int_equal(wrong, 0);
}

static void rows_are_judged(void **state)
{
    MESSAGES_CHECK(state, cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_judged),
        cmocka_unit_test(hours_of_a_week_are_counted),
    };
    return cmocka_run_group_tests_name("table_checks", tests, world_open, world_close);
}
