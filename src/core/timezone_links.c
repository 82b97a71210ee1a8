/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old names of time zones. The database keeps them as links in its file `backward`; some systems
 * have that in a package of its own, so that US/Eastern is not there although America/New_York is.
 * From tzdata.zi of 2026f, which is in the public domain, without the many spellings of UTC: GMT+0,
 * Greenwich and the like, and those under Etc. A row of it is "L NAME OLD". */
#include "core/timezone.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"

struct link {
    const char *old;
    const char *name;
};

/* In the order of strcmp(), by which it is searched. A name leads to one that is no link itself:
 * none is followed further. */
static const struct link links[] = {
    {"Africa/Asmera", "Africa/Nairobi"},
    {"Africa/Timbuktu", "Africa/Abidjan"},
    {"America/Argentina/ComodRivadavia", "America/Argentina/Catamarca"},
    {"America/Atka", "America/Adak"},
    {"America/Buenos_Aires", "America/Argentina/Buenos_Aires"},
    {"America/Catamarca", "America/Argentina/Catamarca"},
    {"America/Coral_Harbour", "America/Panama"},
    {"America/Cordoba", "America/Argentina/Cordoba"},
    {"America/Ensenada", "America/Tijuana"},
    {"America/Fort_Wayne", "America/Indiana/Indianapolis"},
    {"America/Godthab", "America/Nuuk"},
    {"America/Indianapolis", "America/Indiana/Indianapolis"},
    {"America/Jujuy", "America/Argentina/Jujuy"},
    {"America/Knox_IN", "America/Indiana/Knox"},
    {"America/Kralendijk", "America/Puerto_Rico"},
    {"America/Louisville", "America/Kentucky/Louisville"},
    {"America/Lower_Princes", "America/Puerto_Rico"},
    {"America/Marigot", "America/Puerto_Rico"},
    {"America/Mendoza", "America/Argentina/Mendoza"},
    {"America/Montreal", "America/Toronto"},
    {"America/Nipigon", "America/Toronto"},
    {"America/Pangnirtung", "America/Iqaluit"},
    {"America/Porto_Acre", "America/Rio_Branco"},
    {"America/Rainy_River", "America/Winnipeg"},
    {"America/Rosario", "America/Argentina/Cordoba"},
    {"America/Santa_Isabel", "America/Tijuana"},
    {"America/Shiprock", "America/Denver"},
    {"America/St_Barthelemy", "America/Puerto_Rico"},
    {"America/Thunder_Bay", "America/Toronto"},
    {"America/Virgin", "America/Puerto_Rico"},
    {"America/Yellowknife", "America/Edmonton"},
    {"Antarctica/South_Pole", "Pacific/Auckland"},
    {"Arctic/Longyearbyen", "Europe/Berlin"},
    {"Asia/Ashkhabad", "Asia/Ashgabat"},
    {"Asia/Calcutta", "Asia/Kolkata"},
    {"Asia/Choibalsan", "Asia/Ulaanbaatar"},
    {"Asia/Chongqing", "Asia/Shanghai"},
    {"Asia/Chungking", "Asia/Shanghai"},
    {"Asia/Dacca", "Asia/Dhaka"},
    {"Asia/Harbin", "Asia/Shanghai"},
    {"Asia/Istanbul", "Europe/Istanbul"},
    {"Asia/Kashgar", "Asia/Urumqi"},
    {"Asia/Katmandu", "Asia/Kathmandu"},
    {"Asia/Macao", "Asia/Macau"},
    {"Asia/Rangoon", "Asia/Yangon"},
    {"Asia/Saigon", "Asia/Ho_Chi_Minh"},
    {"Asia/Tel_Aviv", "Asia/Jerusalem"},
    {"Asia/Thimbu", "Asia/Thimphu"},
    {"Asia/Ujung_Pandang", "Asia/Makassar"},
    {"Asia/Ulan_Bator", "Asia/Ulaanbaatar"},
    {"Atlantic/Faeroe", "Atlantic/Faroe"},
    {"Atlantic/Jan_Mayen", "Europe/Berlin"},
    {"Australia/ACT", "Australia/Sydney"},
    {"Australia/Canberra", "Australia/Sydney"},
    {"Australia/Currie", "Australia/Hobart"},
    {"Australia/LHI", "Australia/Lord_Howe"},
    {"Australia/NSW", "Australia/Sydney"},
    {"Australia/North", "Australia/Darwin"},
    {"Australia/Queensland", "Australia/Brisbane"},
    {"Australia/South", "Australia/Adelaide"},
    {"Australia/Tasmania", "Australia/Hobart"},
    {"Australia/Victoria", "Australia/Melbourne"},
    {"Australia/West", "Australia/Perth"},
    {"Australia/Yancowinna", "Australia/Broken_Hill"},
    {"Brazil/Acre", "America/Rio_Branco"},
    {"Brazil/DeNoronha", "America/Noronha"},
    {"Brazil/East", "America/Sao_Paulo"},
    {"Brazil/West", "America/Manaus"},
    {"Canada/Atlantic", "America/Halifax"},
    {"Canada/Central", "America/Winnipeg"},
    {"Canada/Eastern", "America/Toronto"},
    {"Canada/Mountain", "America/Edmonton"},
    {"Canada/Newfoundland", "America/St_Johns"},
    {"Canada/Pacific", "America/Vancouver"},
    {"Canada/Saskatchewan", "America/Regina"},
    {"Canada/Yukon", "America/Whitehorse"},
    {"Chile/Continental", "America/Santiago"},
    {"Chile/EasterIsland", "Pacific/Easter"},
    {"Cuba", "America/Havana"},
    {"Egypt", "Africa/Cairo"},
    {"Eire", "Europe/Dublin"},
    {"Europe/Belfast", "Europe/London"},
    {"Europe/Bratislava", "Europe/Prague"},
    {"Europe/Busingen", "Europe/Zurich"},
    {"Europe/Kiev", "Europe/Kyiv"},
    {"Europe/Mariehamn", "Europe/Helsinki"},
    {"Europe/Nicosia", "Asia/Nicosia"},
    {"Europe/Podgorica", "Europe/Belgrade"},
    {"Europe/San_Marino", "Europe/Rome"},
    {"Europe/Tiraspol", "Europe/Chisinau"},
    {"Europe/Uzhgorod", "Europe/Kyiv"},
    {"Europe/Vatican", "Europe/Rome"},
    {"Europe/Zaporozhye", "Europe/Kyiv"},
    {"GB", "Europe/London"},
    {"GB-Eire", "Europe/London"},
    {"GMT", "Etc/GMT"},
    {"Hongkong", "Asia/Hong_Kong"},
    {"Iceland", "Africa/Abidjan"},
    {"Iran", "Asia/Tehran"},
    {"Israel", "Asia/Jerusalem"},
    {"Jamaica", "America/Jamaica"},
    {"Japan", "Asia/Tokyo"},
    {"Kwajalein", "Pacific/Kwajalein"},
    {"Libya", "Africa/Tripoli"},
    {"Mexico/BajaNorte", "America/Tijuana"},
    {"Mexico/BajaSur", "America/Mazatlan"},
    {"Mexico/General", "America/Mexico_City"},
    {"NZ", "Pacific/Auckland"},
    {"NZ-CHAT", "Pacific/Chatham"},
    {"Navajo", "America/Denver"},
    {"PRC", "Asia/Shanghai"},
    {"Pacific/Enderbury", "Pacific/Kanton"},
    {"Pacific/Johnston", "Pacific/Honolulu"},
    {"Pacific/Ponape", "Pacific/Guadalcanal"},
    {"Pacific/Samoa", "Pacific/Pago_Pago"},
    {"Pacific/Truk", "Pacific/Port_Moresby"},
    {"Pacific/Yap", "Pacific/Port_Moresby"},
    {"Poland", "Europe/Warsaw"},
    {"Portugal", "Europe/Lisbon"},
    {"ROC", "Asia/Taipei"},
    {"ROK", "Asia/Seoul"},
    {"Singapore", "Asia/Singapore"},
    {"Turkey", "Europe/Istanbul"},
    {"UCT", "Etc/UTC"},
    {"US/Alaska", "America/Anchorage"},
    {"US/Aleutian", "America/Adak"},
    {"US/Arizona", "America/Phoenix"},
    {"US/Central", "America/Chicago"},
    {"US/East-Indiana", "America/Indiana/Indianapolis"},
    {"US/Eastern", "America/New_York"},
    {"US/Hawaii", "Pacific/Honolulu"},
    {"US/Indiana-Starke", "America/Indiana/Knox"},
    {"US/Michigan", "America/Detroit"},
    {"US/Mountain", "America/Denver"},
    {"US/Pacific", "America/Los_Angeles"},
    {"US/Samoa", "Pacific/Pago_Pago"},
    {"UTC", "Etc/UTC"},
    {"Universal", "Etc/UTC"},
    {"W-SU", "Europe/Moscow"},
    {"Zulu", "Etc/UTC"},
};

enum { LINK_COUNT = sizeof links / sizeof links[0] };

static int by_name(const void *key, const void *element)
{
    return strcmp(key, ((const struct link *)element)->old);
}

/* The caller's own pointer where there is no link, by which it sees that. */
const char *timezone_current_name(const char *zone)
{
    const struct link *found = bsearch(zone, links, LINK_COUNT, sizeof links[0], by_name);
    return found != NULL ? found->name : zone;
}

/* Among the names of the list of links alone: the database is not searched for a message. A new
 * name goes before its old ones, and of equally near names the first is taken. */
const char *timezone_nearest(const char *zone)
{
    const char *names[2 * LINK_COUNT];
    for (size_t i = 0; i < LINK_COUNT; ++i) {
        names[2 * i] = links[i].name;
        names[2 * i + 1] = links[i].old;
    }
    return text_nearest(zone, names, sizeof names / sizeof names[0]);
}
