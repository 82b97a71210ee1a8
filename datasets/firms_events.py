# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the package firms that no facts file has: who, how large, when, how long, lost.

Addresses are of stored copies where the document itself was not at hand; the text then says whose
document it is. What could not be sourced is not here (README.md lists it)."""

from collections import namedtuple

Firm = namedtuple("Firm", "owner currency platform name region kind")
Vintage = namedtuple("Vintage", "firm end known revenue basis period source")
Event = namedtuple("Event", "id firm start days length word press cause source measured_severity "
                            "measured_minutes")
Loss = namedtuple("Loss", "event measure low high date basis source quantity factor")

# Lists of large firms with the revenue of their annual reports, of the year before the list's.
LISTS = "github.com/cmusam/fortune500:csv/fortune500-{}.csv@29ef4c3e10c6 (Fortune 500)"
LIST_2022 = "github.com/Rabinn18/data-science:Fortune_1000.csv@27bc0c824211 (Fortune 1000 of 2022)"
CHANGES_2022 = ("github.com/eric5555ll/D3data_visualization:Fortune%201000%20Companies%20by%20"
                "Revenue.csv@e4581a7cca6e (Fortune 1000 of 2022, with the change on the year)")
LIST_2023 = "github.com/NikhilSinha0/female_ceos:fortune1000_2023.csv@56511a3a481b (Fortune 1000)"
LIST_2024 = ("github.com/sumanlamichhane984/fortune1000-gcp-data-ingestion:data/fortune1000_2024"
             ".csv@fd5c58c2943f (Fortune 1000)")

FIRMS = {
    "delta": Firm("Delta Air Lines", "USD", "delta_flights", "Flights", "united_states",
                  "capacity"),
    "southwest": Firm("Southwest Airlines", "USD", "southwest_flights", "Flights", "united_states",
                      "capacity"),
    "spirit": Firm("Spirit Airlines", "USD", "spirit_flights", "Flights", "united_states",
                   "capacity"),
    "alaska": Firm("Alaska Air Group", "USD", "alaska_flights", "Flights", "united_states",
                   "capacity"),
    "sinclair": Firm("Sinclair Broadcast Group", "USD", "sinclair_stations",
                     "Advertising of the stations, without political", "united_states",
                     "advertising"),
    "coop": Firm("Co-operative Group", "GBP", "coop_group", "The group's sales", "united_kingdom",
                 "consumer"),
    "marks_and_spencer": Firm("Marks & Spencer", "GBP", "mands_online",
                              "Fashion, home and beauty online", "united_kingdom", "consumer"),
    "jlr": Firm("Jaguar Land Rover", "GBP", "jlr_vehicles", "Vehicles", "world", "consumer"),
    "henry_schein": Firm("Henry Schein", "USD", "henry_schein_supplies",
                         "Dental and medical supplies", "world", "orders"),
    "hanesbrands": Firm("Hanesbrands", "USD", "hanes_apparel", "Apparel", "world", "consumer"),
    "mondelez": Firm("Mondelez International", "USD", "mondelez_snacks", "Snacks", "world",
                     "consumer"),
    "merck": Firm("Merck & Co.", "USD", "merck_medicines", "Medicines and vaccines", "world",
                  "consumer"),
    "scripps": Firm("Scripps Health", "USD", "scripps_hospitals", "Hospitals and clinics",
                    "united_states", "capacity"),
    "americanas": Firm("Americanas", "BRL", "americanas_online", "Online shops, goods sold",
                       "brazil", "consumer"),
    "kadokawa": Firm("Kadokawa", "JPY", "kadokawa_group", "Books, video, games", "japan",
                     "consumer"),
    "glico": Firm("Ezaki Glico", "JPY", "glico_dairy", "Dairy: chilled goods", "japan",
                  "consumer"),
    "westrock": Firm("WestRock", "USD", "westrock_packaging", "Paper and packaging",
                     "united_states", "orders"),
    "unfi": Firm("United Natural Foods", "USD", "unfi_groceries", "Wholesale of groceries",
                 "united_states", "consumer"),
    "brunswick": Firm("Brunswick", "USD", "brunswick_boats", "Engines, parts, boats", "world",
                      "consumer"),
    "eurofins": Firm("Eurofins Scientific", "EUR", "eurofins_laboratories", "Laboratory tests",
                     "world", "orders"),
    "roblox": Firm("Roblox", "USD", "roblox", "Roblox, bookings", "world", "consumer"),
    "mks": Firm("MKS Instruments", "USD", "mks_equipment", "Instruments and equipment", "world",
                "orders"),
    "tsmc": Firm("Taiwan Semiconductor Manufacturing", "USD", "tsmc_wafers", "Wafers", "taiwan",
                 "orders"),
    "unitedhealth": Firm("UnitedHealth Group", "USD", "change_healthcare",
                         "Change Healthcare: clearing of claims", "united_states", "orders"),
    "rogers": Firm("Rogers Communications", "CAD", "rogers_network", "Networks", "canada",
                   "subscription"),
    "nuance": Firm("Nuance Communications", "USD", "nuance_healthcare",
                   "Healthcare: dictation and transcription", "united_states", "orders"),
    "saint_gobain": Firm("Saint-Gobain", "EUR", "saint_gobain_materials", "Building materials",
                         "world", "orders"),
    "reckitt": Firm("Reckitt Benckiser", "GBP", "reckitt_goods", "Health and household goods",
                    "world", "consumer"),
    "forward_air": Firm("Forward Air", "USD", "forward_air_freight", "Freight", "united_states",
                        "capacity"),
    "safestyle": Firm("Safestyle UK", "GBP", "safestyle_windows", "Windows and doors",
                      "united_kingdom", "consumer"),
    "victorias_secret": Firm("Victoria's Secret & Co.", "USD", "victorias_secret_online",
                             "Direct: online shops", "united_states", "consumer"),
    "rim": Firm("Research In Motion", "USD", "blackberry_services", "BlackBerry services", "world",
                "subscription")}

FURNITURE_NEWS = ("https://www.furniturenews.net/news/marks-and-spencer-reports-good-growth-ahead-"
                  "of-cyberattack")
NUANCE_YEAR = ("https://www.fiercehealthcare.com/privacy-security/nuance-financials-cyberattack-"
               "notpetya-q4-53m-revenue-paul-ricci-transcription (results of 2016/17)")
GOBAIN_FIRST = ("https://www.thestreet.com/investing/cyber-attack-likely-cost-saint-gobain-1-of-"
                "first-half-sales-14226649")
RECKITT = ("http://www.dailymail.co.uk/money/markets/article-4671778/Reckitt-Benckiser-warns-"
           "100million-revenue-hit.html (statement of 2017-07-06)")
SAFESTYLE_HALF = "https://d3ur5s4dyg6skx.cloudfront.net/rns/news/32979643 (half-year report 2022)"
ROGERS_Q3 = ("https://www.globenewswire.com/news-release/2022/11/09/2551835/0/en/Rogers-"
             "Communications-Reports-Third-Quarter-2022-Results.html")
# Firm, end of the period, day the figure was known (None: by the rule), revenue of a year, basis,
# period, source. Where a year is not at hand: the same quarter or half of the year before, or the
# last quarter known, as a year.
VINTAGES = [
    Vintage("delta", "2015-12-31", None, 40704e6, "reported", "2015", LISTS.format(2016)),
    Vintage("delta", "2023-12-31", "2024-01-12", 58048e6, "reported", "2023",
            "https://reportify.ai/financials/954666580678152192 (annual report)"),
    Vintage("southwest", "2015-12-31", None, 19820e6, "reported", "2015", LISTS.format(2016)),
    Vintage("southwest", "2021-12-31", None, 15790e6, "reported", "2021", LIST_2022),
    Vintage("spirit", "2020-12-31", None, 3230.8e6 / 1.785, "derived", "2020",
            "3,230.8 M in 2021, up by 78.5 %: " + CHANGES_2022),
    Vintage("alaska", "2024-12-31", "2025-01-22", 11.7e9, "reported", "2024",
            "https://www.finanznachrichten.de/nachrichten-2025-01/64362942-alaska-air-group-inc-"
            "alaska-air-group-reports-fourth-quarter-and-full-year-2024-results-008.htm"),
    Vintage("sinclair", "2020-12-31", None, 4 * 364e6 / 1.04, "derived", "Q4 2020, times four",
            "core advertising of Q4 2021, 364 M, up by 4 %: https://www.tvtechnology.com/news/"
            "2021-cyberattack-cost-sinclair-dollar63m-in-lost-ad-revenue"),
    Vintage("coop", "2024-07-06", None, 2 * 5603e6, "derived", "first half of 2024, times two",
            "https://meatmanagement.com/news/co-op-results-show-estimated-206m-impact-from-cyber-"
            "attack/85225.article (half-year report)"),
    Vintage("marks_and_spencer", "2024-03-30", None, 4.2e9 / 1.035 * 0.34, "derived", "2023/24",
            "fashion, home and beauty of 2024/25, 4.2 bn, up by 3.5 %: "
            "https://corporate.marksandspencer.com/media/press-releases/full-year-results-52-weeks-"
            f"ended-29-march-2025 ; 34 % of it online: {FURNITURE_NEWS}"),
    Vintage("jlr", "2025-03-31", "2025-05-13", 29e9, "reported", "2024/25",
            "https://tycoonherald.com/?p=106052 (copy of a newspaper's report on the annual "
            "results)"),
    Vintage("henry_schein", "2022-12-31", None, 12647e6, "reported", "2022", LIST_2023),
    Vintage("hanesbrands", "2022-01-01", None, 7347.8e6, "reported", "2021, with what was sold off",
            LIST_2022),
    Vintage("mondelez", "2016-12-31", None, 25923e6, "reported", "2016", LISTS.format(2017)),
    Vintage("merck", "2016-12-31", None, 39807e6, "reported", "2016", LISTS.format(2017)),
    Vintage("scripps", "2020-06-30", "2020-08-14", 4 * 799.3e6, "derived",
            "April to June 2020, times four", "https://www.beckershospitalreview.com/finance/"
            "scripps-health-doubles-operating-income.html"),
    Vintage("americanas", "2021-09-30", None, 9.9e9 / 2208 * 8766, "derived",
            "goods sold online from July to September 2021, by the hour",
            "https://neofeed.com.br/?p=52858"),
    Vintage("kadokawa", "2024-03-31", None, 258.1e9, "reported", "2023/24",
            "https://dime.jp/genre/1805527 (annual results)"),
    Vintage("glico", "2023-12-31", None, 56e9 / 0.805, "derived", "2023",
            "dairy of 2024, 56.0 bn, down by 19.5 %: https://rocket-boys.co.jp/security-measures-"
            "lab/ezaki-glico-system-failure-loss/ (annual results)"),
    Vintage("westrock", "2020-09-30", None, 18746.1e6 / 1.066, "derived", "2019/20",
            "18,746.1 M in 2020/21, up by 6.6 %: " + CHANGES_2022),
    Vintage("unfi", "2024-08-03", None, 30980e6, "reported", "2023/24",
            "https://reportify.ai/financials/1170489052248543232 (annual results)"),
    Vintage("brunswick", "2022-12-31", None, 6812e6, "reported", "2022", LIST_2023),
    Vintage("eurofins", "2018-12-31", "2019-03-05", 3781e6, "reported", "2018",
            "http://www.eurofins.ie/food-feed-testing/news/eurofins-delivers-solid-fy-2018-results/"
            ),
    Vintage("roblox", "2020-12-31", None, 2.7e9 / 1.45, "derived", "bookings of 2020",
            "2.7 bn in 2021, up by 45 %: https://stocktitan.net/news/RBLX/roblox-reports-fourth-"
            "quarter-and-full-year-2021-financial-4vnugfxmjgld.html"),
    Vintage("mks", "2021-12-31", None, 3547e6 / 1.203, "derived", "2021",
            "3,547 M in 2022, up by 20.3 %: " + LIST_2023),
    Vintage("tsmc", "2018-06-30", "2018-07-19", 4 * 7.85e9, "derived", "Q2 2018, times four",
            "http://www.taipeitimes.com/News/front/archives/2018/08/06/2003698049"),
    Vintage("unitedhealth", "2022-03-31", None, 3481e6, "reported",
            "2021/22, of Change Healthcare alone", LIST_2023),
    Vintage("rogers", "2021-09-30", None, 4 * 3666e6, "derived", "Q3 2021, times four", ROGERS_Q3),
    Vintage("nuance", "2016-09-30", None, 893e6 / 0.93, "derived", "2015/16, of healthcare",
            "healthcare of 2016/17, 893 M, down by 7 %: " + NUANCE_YEAR),
    Vintage("saint_gobain", "2016-12-31", None, 39.1e9, "reported", "2016", GOBAIN_FIRST),
    Vintage("reckitt", "2016-12-31", None, 10e9, "reported", "2016, 'around 10 bn'", RECKITT),
    Vintage("forward_air", "2019-12-31", None, 1.4e9, "reported", "2019",
            "https://cyber.vumetric.com/security-news/2020/12/21/trucking-giant-forward-air-hit-by-"
            "new-hades-ransomware-gang"),
    Vintage("safestyle", "2021-07-04", None, 2 * 73e6, "derived", "first half of 2021, times two",
            SAFESTYLE_HALF),
    Vintage("victorias_secret", "2024-08-03", None, 4 * 430e6, "derived", "Q2 2024, times four",
            "https://assetroom.net/s/victorias-secret/MMfdmB/victoria-s-secret-co-reports-mixed-q2-"
            "results-sees-decline-in-sales-but-improvement-in-profitability (quarterly report)"),
    Vintage("rim", "2011-08-27", "2011-09-15", 4 * 0.24 * 4.2e9, "derived",
            "services of the quarter to August 2011, 24 % of 4.2 bn, times four",
            "https://documents.pub/document/research-in-motion-reports-second-quarter-fiscal-ca-"
            "research-in-motion-reports.html")]

REUTERS_DELTA = "http://www.reuters.com/article/us-delta-air-outlook-idUSKCN11D1HG"
UPI_DELTA = ("https://www.upi.com/Top_News/US/2024/08/09/delta-airlines-550-million-loss-Crowd-"
             "Strike-outage/6381723216926/")
WFAA = ("https://www.wfaa.com/article/news/local/southwest-airlines-computer-outage-costs-could-"
        "reach-82m/296158194")
AP_SOUTHWEST = ("https://coins2day.com/2023/01/06/southwest-airlines-quarterly-loss-825-million-"
                "hit-canceled-flights-holidays-christmas-stranded-passengers (copy of an agency's "
                "report on the 8-K of 2023-01-06)")
CNN_SOUTHWEST = ("https://www.cnn.com/business/live-news/stock-market-gdp-news-today-12623/"
                 "index.html")
AP_SPIRIT = ("https://ktvz.com/news/ap-national-business/2021/08/16/spirit-air-says-canceled-"
             "flights-cost-50m-hurt-bookings/ (8-K of 2021-08-16)")
SUN_SPIRIT = ("https://houseofgab.tv/spirit-airlines-cuts-flights-to-cope-with-covid-and-"
              "scheduling-turmoil/")
SINCLAIR = ("https://www.tvtechnology.com/news/2021-cyberattack-cost-sinclair-dollar63m-in-lost-ad-"
            "revenue (results of Q4 2021)")
COOP_BACK = ("https://www.deeside.com/co-op-stock-availability-improving-after-cyber-attack-"
             "disrupts-supply-chain")
COOP_SHELVES = ("https://cdn-www.expressandstar.mna.arcpublishing.com/uk-news/2025/05/14/co-op-to-"
                "re-stock-empty-shelves-as-it-recovers-from-major-hack")
COOP_LOSS = ("https://www.the-independent.com/news/business/co-op-cyber-attack-revenue-profits-"
             "b2833327.html (half-year report)")
MKS_BACK = ("https://www.easterneye.biz/marks-spencer-cyberattack-online-orders ; click and "
            "collect: https://www.thegrocer.co.uk/news/mands-tells-shoppers-online-offer-has-fully-"
            "returned-including-click-and-collect/708017.article")
SCHEIN_SITE = ("https://www.newsday.com/business/henry-schein-cyberattack-impact-earnings-forecast-"
               "blackcat-v2xwhd01")
SCHEIN_LOSS = "https://futurehealthstocks.com/?p=26270 (results of Q4 2023)"
HANES = ("https://sourcingjournal.com/topics/financial/hanesbrands-cyberattack-sales-order-"
         "fulfillment-champion-footwear-inventory-innerwear-361208/ (results of Q2 2022)")
HANES_PROFIT = "https://finance.yahoo.com/video/energy-disruptions-possible-were-only-192953008.html"
MONDELEZ = ("https://securityledger.com/2018/02/sour-patch-notpetyas-cost-mondelez-tops-80-million/"
            " (10-K of 2017)")
MONDELEZ_ENDS = ("https://www.foodprocessing.com/articles/2017/malware-may-have-cost-mondelez-"
                 "millions/ ; https://businessresilienceforum.com/mondelez-still-suffering-cyber-"
                 "attack/")
MERCK = ("http://shearlingsplowed.blogspot.com/2017/11/merck-provides-update-in-sec-filing-on.html "
         "(quotes page 28 of the 10-Q of 2017-11-07)")
MERCK_JULY = "https://www.thechemicalengineer.com/news/merck-unsure-of-cyberattack-impact/"
SCRIPPS = ("https://www.fiercehealthcare.com/hospitals/may-cyber-attack-cost-scripps-nearly-113m-"
           "lost-revenue-more-costs (quarterly report)")
AMERICANAS_BACK = ("https://oglobo.globo.com/economia/negocios/americanas-diz-que-site-volta-"
                   "funcionar-gradualmente-que-nao-ha-evidencia-de-vazamento-de-dados-25406252")
AMERICANAS_DOWN = ("https://istoe.com.br/americanas-tem-perda-estimada-em-r-250-mi-por-ataque-"
                   "hacker-e-cai-54-na-bolsa/")
AMERICANAS_LOSS = ("https://exame.com/invest/mercados/americanas-ame3-prejuizo-um-bilhao/ (results "
                   "of Q1 2022, line 'incidente de seguranca (perda de venda)')")
KADOKAWA = ("https://news-pic.com/news/business/article-356825 (agency's report on the statement of "
            "2024-08-14)")
KADOKAWA_BACK = "https://ryukyushimpo.jp/news/economics/entry-3369825.html"
GLICO = ("https://asahitidings.com/business/7938.html ; https://topics.smt.docomo.ne.jp/article/"
         "reuters/business/reuters-20240508095 (statement of 2024-05-08)")
GLICO_BACK = ("https://mezamashi.media/articles/-/6581 ; drinks: https://jocr.jp/raditopi/?p=576146"
              " ; puddings: https://mama.smt.docomo.ne.jp/ranune/article/6211158")
WESTROCK_FEB = ("https://www.sec.gov/Archives/edgar/data/1732845/000115752321000147/a52374210ex99_1"
                ".htm")
WESTROCK = "https://paper-world.com/en/newsdetail/westrock-reports-fiscal-2021-2nd-quarter-results"
UNFI_DOWN = "https://www-web.itiger.com/news/2542342173"
UNFI_JUNE = ("https://news.fyself.com/as-food-shortages-continue-unfi-says-it-is-recovering-from-"
             "cyberattacks")
UNFI_JULY = ("https://cdn.financialreports.eu/financialreports/media/filings/31818/2025/RNS/31818_"
             "rns_2025-07-16_0271142c-aa59-44c4-a652-0345f920a3d6.zip (8-K of 2025-07-16)")
BRUNSWICK_BACK = ("https://tradeonlytoday.com/manufacturers/brunswick-posts-q2-results-after-"
                  "cyberattack/")
BRUNSWICK = ("https://nationalcybersecurity.com/marine-industry-giant-brunswick-corporation-lost-"
             "85-million-in-cyberattack-ceo-confirms-ransomware-cybercrime/ (call on the results "
             "of Q2 2023)")
EUROFINS_BACK = ("https://www.tellerreport.com/news/2019-08-29---a-cyberattack-plumbs-the-accounts-"
                 "of-the-french-group-eurofins-.SJxKf9-HHr.html")
EUROFINS = "https://staging-corporate.eurofins.com/media-centre/press-releases-2019/2019-08-29"
ROBLOX_DOWN = ("https://www.jpost.com/j-spot/roblox-outage-why-did-the-game-shut-down-for-three-"
               "days-683957")
ROBLOX = ("https://www.bloombergquint.com/gadfly/roblox-outage-sends-up-a-red-flag-investors-ignore"
          " (presentation with the results of Q3 2021)")
MKSI_BACK = ("https://optics.org/news/14/3/1 ; https://www.govinfosecurity.com/mks-instruments-"
             "ransomware-attack-results-in-200m-sales-hit-a-21442")
TSMC = "https://www.convergedigest.com/2018/08/tsmcs-fabs-disrupted-by-virus-some.html"
NUANCE_DOWN = ("https://www.csoonline.com/article/564713/nuance-says-notpetya-attack-led-to-92-"
               "million-in-lost-revenue.html (quotes the 10-Q of February 2018)")
GOBAIN = ("http://ceramicindustry.com/articles/96479-despite-cyberattack-saint-gobain-reports-first-"
          "half-sales-increase (half-year report of 2017-07-27)")
RECKITT_BACK = ("https://checkout.ie/retail-intelligence/challenging-first-half-due-cyber-attack-"
                "says-reckitt-benckiser-ceo-46643 ; end of August: https://uk.news.yahoo.com/reckitt-"
                "benckiser-reels-us-probe-102200275.html")
FORWARD_DOWN = ("https://freightwaves.com/news/news-alert-forward-air-reveals-ransomware-attack-"
                "warns-of-revenue-hit (8-K of 2020-12-21)")
FORWARD_BACK = "https://www.freightwaves.com/news/news-alert-forward-airs-systems-coming-back-online"
FORWARD_LOSS = ("https://www.securityweek.com/trucking-giant-says-ransomware-attack-had-75m-impact/ "
                "(8-K of February 2021)")
SAFESTYLE = ("https://northernfinancialreview.com/2022/02/28/safestyle-uk-says-russia-cyber-attack-"
             "to-hit-earnings (statement of 2022-02-28)")
SECRET_DOWN = ("https://www.startribune.com/victorias-secret-says-it-will-postpone-earnings-report-"
               "after-recent-security-breach/601366354")
SECRET_LOSS = ("https://marketinference.com/analysis/r/2025/09/07/VSCO (10-Q of Q2 2025)")
RIM_DOWN = "https://www.earbank.com/products/2011-10-13-blackberry-outage"


def event(id, firm, start, days, length, word, press, cause, source, severity=None, minutes=None):
    return Event(id, firm, start, days, length, word, press, cause, source, severity, minutes)


# Days: the first and the last end that the sources bear, from the first customers turned away until
# the service to customers was said to be back; an airline's until the last day of cancellations.
EVENTS = [
    event("RIM-2011-10-10", "rim", "2011-10-10", (3, 3), "10 to 13 October", "partial",
          "problems began in Europe and spread", "core switch; backlog of messages", RIM_DOWN),
    event("LUV-2016-07-20", "southwest", "2016-07-20", (4, 4), "took four days to resolve",
          "partial", "2,000 flights cancelled or delayed", "router failure", WFAA),
    event("DAL-2016-08-08", "delta", "2016-08-08", (3, 4), "cancellations over three days, or four: "
          f"{REUTERS_DELTA} ; https://thedailyworld.com/business/delta-outage-price-tag-100-million",
          "partial", "2,300 flights cancelled", "power failure in the data centre", REUTERS_DELTA),
    event("MRK-2017-06-27", "merck", "2017-06-27", (31, 133), "packing back on 28 July, bulk not "
          f"yet ({MERCK_JULY}); most plants 'largely operational' on 7 November", "partial",
          "worldwide disruption of operations", "destructive malware (NotPetya)", MERCK),
    event("MDLZ-2017-06-27", "mondelez", "2017-06-27", (4, 36), "the last four days of the quarter;"
          f" most systems restored by 2 August: {MONDELEZ_ENDS}", "partial",
          "sales and production at a reduced capacity", "destructive malware (NotPetya)", MONDELEZ),
    event("NUAN-2017-06-27", "nuance", "2017-06-27T11:00:00Z", (35, 45), "outages lasted until early "
          f"August, 1 to 10 August: {NUANCE_DOWN}", "partial",
          "transcription, and orders of the imaging division", "destructive malware (NotPetya)",
          NUANCE_DOWN),
    event("SGO-2017-06-27", "saint_gobain", "2017-06-27", (13, 13), "all operations had returned to "
          "normal by 10 July", "partial", "downtime of systems, supply chain disruptions",
          "destructive malware (NotPetya)", GOBAIN),
    event("RB-2017-06-27", "reckitt", "2017-06-27", (14, 65), "most plants close to normal capacity "
          f"by 11 July, recovered fully by the end of August: {RECKITT_BACK}", "partial",
          "some orders not shipped, some factories not normal", "destructive malware (NotPetya)",
          RECKITT),
    event("TSMC-2018-08-03", "tsmc", "2018-08-03T12:00:00Z", (2, 3), "80 % of the tools back on 5 "
          "August, all on 6 August", "partial", "a number of systems and tools", "virus", TSMC),
    event("ERF-2019-06-02", "eurofins", "2019-06-02", (15, 15), "most operations resumed normally "
          "on 17 June", "partial", "many of the group's laboratories", "ransomware",
          EUROFINS_BACK),
    event("FWRD-2020-12-15", "forward_air", "2020-12-15", (8, 13), f"site up on 23 December "
          f"({FORWARD_BACK}), recovery largely complete in the week to 28 December", "partial",
          "terminals operational, links to customers down", "ransomware", FORWARD_DOWN),
    event("WRK-2021-01-23", "westrock", "2021-01-23", (13, 13), "on 5 February close to full "
          "planned production", "partial", "systems shut down; mills and plants produce",
          "ransomware; winter storms in the same quarter", WESTROCK_FEB),
    event("SCRIPPS-2021-05-01", "scripps", "2021-05-01", (25, 25), "systems restored by 26 May",
          "partial", "facilities open, records on paper, patients diverted", "ransomware", SCRIPPS),
    event("SAVE-2021-07-30", "spirit", "2021-07-30", (11, 11), "30 July to 9 August", "partial",
          "2,826 flights cancelled, on some days more than 60 %",
          "weather, staff, outages of systems", AP_SPIRIT,
          severity=(2826 / (11 * 750), "derived", "2,826 cancelled of 11 days of 750 flights: "
                    f"{AP_SPIRIT}; {SUN_SPIRIT}")),
    event("SBGI-2021-10-17", "sinclair", "2021-10-17", (14, 42), "'several weeks'", "partial",
          "local broadcasts disrupted", "ransomware", SINCLAIR),
    event("RBLX-2021-10-28", "roblox", "2021-10-28T23:00:00Z", (3, 3), "three days", "full",
          "went down entirely", "overloaded internal service", ROBLOX_DOWN,
          minutes=(73 * 60, "reported", "73 hours: https://mastodon.technology/@mishari/"
                   "107698289443657849 (on the firm's own summary)")),
    event("SFE-2022-01-25", "safestyle", "2022-01-25", (34, 65), "systems recovered by 28 February, "
          "normal over the next month or so", "partial", "order processing severely impacted; sells, "
          "makes and installs", "intrusion", SAFESTYLE),
    event("AMER-2022-02-19", "americanas", "2022-02-19T03:00:00Z", (82.33 / 24, 5), "off again from "
          "20 February, back gradually from 10:20 on 23 February local time, or five days: "
          f"{AMERICANAS_BACK} ; {AMERICANAS_LOSS}", "full", "sites and apps off the air",
          "intrusion; servers suspended", AMERICANAS_DOWN),
    event("HBI-2022-05-24", "hanesbrands", "2022-05-24", (21, 21), "about three weeks", "partial",
          "limited ability to fulfil orders", "ransomware", HANES),
    event("ROG-2022-07-08", "rogers", "2022-07-08T08:30:00Z", (15 / 24, 3), "15 hours to several "
          "days", "full", "network down", "maintenance update of the core",
          "https://wikimili.com/en/2022_Rogers_Communications_outage"),
    event("LUV-2022-12-21", "southwest", "2022-12-21", (9, 11), f"21 to 29 December ({CNN_SOUTHWEST}"
          f") or 31 December ({AP_SOUTHWEST})", "partial", "16,700 flights cancelled",
          "storm; crew scheduling system overloaded", AP_SOUTHWEST,
          severity=(0.5, "reported", f"about half of the schedule: {CNN_SOUTHWEST}")),
    event("MKSI-2023-02-03", "mks", "2023-02-03", (25, 56), "well into recovery on 28 February; "
          "more than a month later not all open; end of the quarter", "partial",
          "orders, shipping and service of two divisions", "ransomware", MKSI_BACK),
    event("BC-2023-06-13", "brunswick", "2023-06-13", (9, 9), "nine days", "partial",
          "operations paused in some locations", "IT security incident", BRUNSWICK_BACK),
    event("HSIC-2023-10-14", "henry_schein", "2023-10-14", (31, 31), "site fully restored on 14 "
          "November", "partial", "web shop off; orders by telephone", "ransomware", SCHEIN_SITE),
    event("UNH-2024-02-21", "unitedhealth", "2024-02-21", (23, 23), "claims clearing restored in "
          "steps from the middle of March", "full", "clearing of claims down", "ransomware",
          "https://www.databreachtoday.com/change-healthcare-attack-cost-estimate-reaches-nearly-"
          "29b-a-26541"),
    event("GLICO-2024-04-14", "glico", "2024-04-14", (72, 114), "drinks back on 25 June, puddings "
          "on 6 August", "full", "almost all chilled goods not shipped",
          "change of the planning system", GLICO_BACK),
    event("KADOKAWA-2024-06-08", "kadokawa", "2024-06-08", (68, 114), "book shipments normal from "
          "the middle of August, web services by the end of September", "partial",
          "video site down, books shipped less", "ransomware", KADOKAWA_BACK),
    event("DAL-2024-07-19", "delta", "2024-07-19", (5, 5), "five days", "partial",
          "7,000 flights cancelled", "faulty update of CrowdStrike", UPI_DELTA),
    event("MKS-2025-04-22", "marks_and_spencer", "2025-04-25", (46, 108), "home delivery back on "
          "10 June, click and collect on 11 August", "full", "no online orders", "ransomware",
          MKS_BACK),
    event("COOP-2025-04-30", "coop", "2025-04-30", (14, 17), "ordering of stock restored on 14 May,"
          f" shelves fuller from 17 May ({COOP_SHELVES})", "partial",
          "stores open, shelves emptier by the day", "intrusion; systems shut down", COOP_BACK),
    event("VSCO-2025-05-26", "victorias_secret", "2025-05-26", (3, 4), "back on 29 May, late on that "
          "day", "full", "online shop dark", "intrusion; systems shut down", SECRET_DOWN),
    event("UNFI-2025-06-05", "unfi", "2025-06-06", (9, 40), "ordering being restored on 15 June "
          f"({UNFI_JUNE}); over by the filing of 16 July ({UNFI_JULY})", "partial",
          "shipping on a limited basis", "intrusion; network shut down", UNFI_DOWN),
    event("ALK-2025-07-20", "alaska", "2025-07-21T03:00:00Z", (0.125, 0.125), "about three hours",
          "full", "system-wide ground stop", "hardware in the data centre",
          "https://aviationnexus.com/alaska-airlines-gets-boost-from-premium-expects-hit-from-it-"
          "outage-2"),
    event("JLR-2025-08-31", "jlr", "2025-09-01", (37, 37), "five weeks from 1 September; phased "
          "restart from 8 October", "full", "production stopped", "ransomware",
          "https://media.jaguarlandrover.com/news/2025/11/jlr-performance-impacted-challenging-"
          "quarter")]


def lost(event, measure, low, high, date, source, basis="reported"):
    return Loss(event, measure, low, high, date, basis, source, None, 1)


def fact(event, measure, quantity, date, factor=1e6, source="", basis="reported"):
    """An amount that stands in published_estimates of the facts, in units of `factor`."""
    return Loss(event, measure, None, None, date, basis, source, quantity, factor)


UNH_COST = "owner total cost, "
LOSSES = [
    lost("RIM-2011-10-10", "owner_credits", 54e6, 54e6, "", "lost service revenue and "
         "credits to customers, not given apart: https://thehindubusinessline.com/info-tech/rim-net-"
         "income-drops-71/article20371172.ece1/amp (6-K of December 2011)"),
    lost("LUV-2016-07-20", "owner_revenue_loss", 25.7e6, 25.7e6, "2016-08-10", "0.5 point of the "
         "unit revenue of Q3, as the firm said; in money by a newspaper: https://consumerist.com/"
         "2016/08/11/southwest-outage-could-cost-airline-as-much-as-82-million/index.html",
         "derived"),
    lost("LUV-2016-07-20", "owner_cost", 28e6, 57e6, "2016-08-10", "1 to 2 % of the unit cost of "
         f"Q3, as the firm said; in money by a newspaper: {WFAA}", "derived"),
    lost("DAL-2016-08-08", "owner_revenue_loss", 100e6, 100e6, "2016-09-07", REUTERS_DELTA),
    lost("DAL-2016-08-08", "owner_profit_loss", 150e6, 150e6, "2016-09-07",
         f"pre-tax income of the quarter: {REUTERS_DELTA}"),
    lost("MRK-2017-06-27", "owner_revenue_loss", 135e6, 270e6, "2017-11-07", "orders not filled in "
         f"Q3, 135 M, and a similar amount expected in Q4: {MERCK}"),
    lost("MRK-2017-06-27", "owner_cost", 175e6, 175e6, "2017-11-07", f"in Q3: {MERCK}"),
    lost("MRK-2017-06-27", "owner_revenue_deferred", 240e6, 240e6, "2017-10-27", "vaccine borrowed "
         "from a stockpile, to be booked as it is refilled; higher demand was a cause too: "
         "https://www.foxbusiness.com/features/merck-swings-to-loss-as-cyberattack-hurts-sales-"
         "update"),
    lost("MDLZ-2017-06-27", "owner_revenue_loss", 0.004 * 25.9e9, 0.004 * 25.9e9, "2018-02-09",
         f"0.4 % of the net revenue of 2017, 25.9 bn: {MONDELEZ}", "derived"),
    lost("MDLZ-2017-06-27", "owner_cost", 84e6, 84e6, "2018-02-09", MONDELEZ),
    lost("NUAN-2017-06-27", "owner_revenue_loss", 68e6, 68e6, "2017-11-28", "of the year to September "
         f"2017, with reserves for refunds to customers: {NUANCE_DOWN} ; {NUANCE_YEAR}"),
    lost("NUAN-2017-06-27", "owner_cost", 24e6, 24e6, "2018-02-28", NUANCE_DOWN),
    lost("SGO-2017-06-27", "owner_revenue_loss", 220e6, 250e6, "2017-07-27", "first half, and at most "
         f"of the year: {GOBAIN}"),
    lost("SGO-2017-06-27", "owner_profit_loss", 65e6, 80e6, "2017-07-27",
         f"operating income, first half, and at most of the year: {GOBAIN}"),
    lost("RB-2017-06-27", "owner_revenue_loss", 0.01 * 10e9, 0.01 * 10e9, "2017-07-06", "growth of the "
         f"year 2 % instead of 3 %, of around 10 bn: {RECKITT}", "derived"),
    lost("TSMC-2018-08-03", "owner_revenue_deferred", 0.02 * 8.45e9, 0.03 * 8.55e9, "2018-08-06",
         "about 3 %, then less than 2 % of the revenue of Q3, 8.45 to 8.55 bn; to be shipped in Q4:"
         f" {TSMC} ; https://en.chinaflashmarket.com/news/view?id=12624", "derived"),
    lost("ERF-2019-06-02", "owner_revenue_loss", 62e6, 62e6, "2019-08-29", EUROFINS),
    lost("ERF-2019-06-02", "owner_profit_loss", 51.5e6, 51.5e6, "2019-08-29", f"EBITDA: {EUROFINS}"),
    lost("FWRD-2020-12-15", "owner_revenue_loss", 7.5e6, 7.5e6, "2021-02-05", f"December: {FORWARD_LOSS}"),
    lost("WRK-2021-01-23", "owner_revenue_loss", 189e6 * 85 / 167, 189e6, "", "189 M of "
         f"ransomware and winter weather together: {WESTROCK} ; low: by the tons lost until 4 "
         f"February, 85,000 of 167,000: {WESTROCK_FEB}", "derived"),
    lost("WRK-2021-01-23", "owner_profit_loss", 80e6, 80e6, "", "pre-tax, ransomware and "
         f"winter weather together: {WESTROCK}"),
    lost("SCRIPPS-2021-05-01", "owner_revenue_loss", 91.6e6, 91.6e6, "2021-08-10", SCRIPPS),
    lost("SCRIPPS-2021-05-01", "owner_cost", 21.1e6, 21.1e6, "2021-08-10", SCRIPPS),
    lost("SCRIPPS-2021-05-01", "owner_insurance", 5.9e6, 20e6, "2021-08-10", "5.9 M booked, 14.1 M "
         f"more expected: {SCRIPPS}"),
    lost("SAVE-2021-07-30", "owner_revenue_loss", 50e6, 50e6, "2021-08-16", AP_SPIRIT),
    lost("SAVE-2021-07-30", "owner_revenue_attrition", 80e6, 100e6, "2021-08-16", "flights taken "
         "off the schedule for the rest of the quarter, and softer bookings: https://digital-"
         "staging.thehill.com/policy/transportation/aviation/568161-spirit-airlines-lost-50m-due-"
         "to-cancelled-flights"),
    lost("SBGI-2021-10-17", "owner_revenue_loss", 63e6, 63e6, "2022-02-23", SINCLAIR),
    lost("SBGI-2021-10-17", "owner_cost", 11e6, 11e6, "2022-02-23", SINCLAIR),
    lost("SBGI-2021-10-17", "owner_profit_loss", 24e6, 24e6, "2022-02-23", "net loss that insurers "
         f"will not pay: {SINCLAIR}"),
    lost("RBLX-2021-10-28", "owner_revenue_loss", 31e6, 31e6, "2021-11-08", f"bookings: {ROBLOX}"),
    lost("SFE-2022-01-25", "owner_revenue_loss", 0.1 * 73e6, 0.1 / 0.9 * 78.3e6, "2022-02-28", "about "
         f"10 % of the first half's, 73.0 M in 2021, 78.3 M in 2022: {SAFESTYLE} ; {SAFESTYLE_HALF}",
         "derived"),
    lost("AMER-2022-02-19", "owner_revenue_loss", 923e6, 923e6, "2022-05-13", "goods sold, of "
         f"partners too: {AMERICANAS_LOSS}"),
    lost("HBI-2022-05-24", "owner_revenue_loss", 100e6, 100e6, "2022-08-11", HANES),
    lost("HBI-2022-05-24", "owner_profit_loss", 35e6, 35e6, "2022-08-11",
         f"adjusted operating profit: {HANES_PROFIT}"),
    lost("ROG-2022-07-08", "owner_credits", 150e6, 150e6, "2022-11-09", ROGERS_Q3),
    lost("LUV-2022-12-21", "owner_revenue_loss", 400e6, 425e6, "2023-01-06",
         f"Q4 2022: {AP_SOUTHWEST}"),
    lost("LUV-2022-12-21", "owner_revenue_attrition", 325e6, 325e6, "2023-04-27", "Q1 2023, "
         "cancelled and fewer bookings: https://www.nbcmiami.com/news/business/money-report/"
         "southwest-posts-wider-than-expected-loss-as-toll-of-holiday-crisis-stretches-into-2023/"
         "3023162/"),
    lost("LUV-2022-12-21", "owner_profit_loss", 725e6, 825e6, "2023-01-06",
         f"pre-tax, Q4 2022: {AP_SOUTHWEST}"),
    lost("MKSI-2023-02-03", "owner_revenue_deferred", 150e6, 150e6, "", "of 160 M that "
         "the first quarter lacked, 120 M came in the next and 30 M in the one after: https://"
         "reportify.ai/companies/US:MKSI/documents?page=15 (10-Q of Q3 2023)"),
    lost("BC-2023-06-13", "owner_revenue_loss", 60e6, 70e6, "", "the year, after what is "
         f"made up: {BRUNSWICK}"),
    lost("BC-2023-06-13", "owner_revenue_deferred", 15e6, 25e6, "", "up to 85 M in Q2, "
         f"less the year's: {BRUNSWICK}", "derived"),
    lost("HSIC-2023-10-14", "owner_revenue_loss", 350e6, 400e6, "", SCHEIN_LOSS),
    lost("HSIC-2023-10-14", "owner_profit_loss", 120e6, 130e6, "",
         f"operating income: {SCHEIN_LOSS}"),
    fact("UNH-2024-02-21", "owner_profit_loss", UNH_COST + "nine months", ""),
    fact("UNH-2024-02-21", "owner_profit_loss", UNH_COST + "full-year estimate", ""),
    lost("GLICO-2024-04-14", "owner_revenue_loss", 20e9, 20e9, "2024-05-08", "expected for the year "
         f"on the day: {GLICO}"),
    lost("GLICO-2024-04-14", "owner_profit_loss", 6e9, 6e9, "2024-05-08",
         f"operating profit, expected for the year on the day: {GLICO}"),
    lost("KADOKAWA-2024-06-08", "owner_revenue_loss", 8.4e9, 8.4e9, "2024-08-14", KADOKAWA),
    lost("KADOKAWA-2024-06-08", "owner_profit_loss", 6.4e9, 6.4e9, "2024-08-14",
         f"operating profit: {KADOKAWA}"),
    lost("KADOKAWA-2024-06-08", "owner_cost", 3.6e9, 3.6e9, "2024-08-14",
         f"extraordinary loss: {KADOKAWA}"),
    lost("DAL-2024-07-19", "owner_revenue_loss", 380e6, 380e6, "2024-08-08", f"{UPI_DELTA} (8-K)"),
    lost("DAL-2024-07-19", "owner_cost", 170e6, 170e6, "2024-08-08", f"without fuel: {UPI_DELTA}"),
    fact("MKS-2025-04-22", "owner_revenue_loss", "owner lost sales", "2025-11-05"),
    fact("MKS-2025-04-22", "owner_cost", "owner cyber costs full year", "2025-11-05"),
    fact("MKS-2025-04-22", "owner_insurance", "insurance recovery", "2025-11-05"),
    fact("MKS-2025-04-22", "owner_profit_loss", "owner operating profit impact before mitigation",
         "2025-05-21"),
    lost("COOP-2025-04-30", "owner_revenue_loss", 206e6, 206e6, "2025-09-25", COOP_LOSS),
    lost("COOP-2025-04-30", "owner_cost", 20e6, 20e6, "2025-09-25", f"one-off: {COOP_LOSS}"),
    lost("COOP-2025-04-30", "owner_profit_loss", 80e6, 120e6, "2025-09-25", "first half, and the "
         "year as expected: https://www.retail-insight-network.com/?p=114988"),
    lost("VSCO-2025-05-26", "owner_revenue_loss", 20e6, 20e6, "2025-08-28", f"Q2 2025: {SECRET_LOSS}"),
    lost("VSCO-2025-05-26", "owner_profit_loss", 14e6, 14e6, "2025-08-28",
         f"operating income, Q2 2025: {SECRET_LOSS}"),
    lost("UNFI-2025-06-05", "owner_revenue_loss", 0.05 * 7696e6, 0.05 * 7696e6, "2025-09-30",
         "about 5 % of the sales of the quarter, 7,696 M: https://reportify.ai/companies/US:UNFI/"
         "documents?page=8", "derived"),
    fact("UNFI-2025-06-05", "owner_profit_loss", "owner adjusted EBITDA effect", "2025-09-30"),
    fact("ALK-2025-07-20", "owner_profit_loss", "owner earnings effect", "", 120e6,
         "a share, times about 120 M shares", "derived"),
    fact("JLR-2025-08-31", "owner_cost", "owner cyber costs, exceptional", ""),
    fact("JLR-2025-08-31", "owner_cost", "owner cyber costs, exceptional, next quarter",
         "2026-02-05")]
