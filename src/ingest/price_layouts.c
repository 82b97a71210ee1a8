/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vendor is some lines of a table. Names are those of files and pages of 2019 to 2026, as public
 * repositories and the vendors themselves have them; tests/event_study/test_layouts.py has a file
 * of each layout. A name of `price_file` itself (Date, Close) is in tables/schema.c and not here,
 * and a name stands once: one that two vendors share is under the first of them. */
#include "ingest/price_layouts.h"

#include <string.h>

/* LAST: of the last trade, which is the close where the file has no other. SPLITS: factors of
 * splits, which say that closes are as traded. UNNEEDED: no study uses it, and no warning is given
 * of it. */
enum meaning { DATE, SYMBOL, CLOSE, LAST, ADJUSTED, SPLITS, UNNEEDED };

/* A name as column_name_squeeze() has it: small letters in every script, digits, `%` and `$`; a
 * prefix where the vendor explains it in the same cell, or writes a currency behind it. */
static const struct {
    const char *name;
    enum meaning meaning;
    bool prefix;
} names[] = {
    /* Yahoo Finance: files, the page as copied, and what programs make of them */
    {"adjclose", ADJUSTED, false},
    {"adjustedclose", ADJUSTED, false},
    {"closeadjusted", ADJUSTED, false},
    {"closeadj", ADJUSTED, false},
    {"adjcloseadjustedcloseprice", ADJUSTED, true},
    {"closecloseprice", CLOSE, true},
    {"dividends", UNNEEDED, false},
    {"stocksplits", UNNEEDED, false},
    {"capitalgains", UNNEEDED, false},
    {"datetime", DATE, false},
    /* Alpha Vantage: its close is as it was traded, where Yahoo's is adjusted for splits */
    {"timestamp", DATE, false},
    {"1open", UNNEEDED, false},
    {"2high", UNNEEDED, false},
    {"3low", UNNEEDED, false},
    {"4close", CLOSE, false},
    {"5adjustedclose", ADJUSTED, false},
    {"5volume", UNNEEDED, false},
    {"6volume", UNNEEDED, false},
    {"7dividendamount", UNNEEDED, false},
    {"8splitcoefficient", SPLITS, false},
    {"dividendamount", UNNEEDED, false},
    {"splitcoefficient", SPLITS, false},
    /* Nasdaq.com */
    {"closelast", CLOSE, false},
    /* Stooq: in Polish, and its bulk files */
    {"data", DATE, false},
    {"otwarcie", UNNEEDED, false},
    {"najwyzszy", UNNEEDED, false},
    {"najnizszy", UNNEEDED, false},
    {"zamkniecie", CLOSE, false},
    {"zamkni\xc4\x99"
     "cie",
     CLOSE, false},
    {"wolumen", UNNEEDED, false},
    {"ticker", SYMBOL, false},
    {"per", UNNEEDED, false},
    {"vol", UNNEEDED, false},
    {"openint", UNNEEDED, false},
    /* Investing.com: English, Italian, German, French, Spanish and Portuguese */
    {"price", CLOSE, false},
    {"change", UNNEEDED, false},
    {"ultimo", CLOSE, false},
    {"apertura", UNNEEDED, false},
    {"massimo", UNNEEDED, false},
    {"minimo", UNNEEDED, false},
    {"var", UNNEEDED, false},
    {"datum", DATE, false},
    {"zuletzt", CLOSE, false},
    {"er\xc3\xb6"
     "ffn",
     UNNEEDED, false},
    {"hoch", UNNEEDED, false},
    {"tief", UNNEEDED, false},
    {"dernier", CLOSE, false},
    {"ouv", UNNEEDED, false},
    {"plushaut", UNNEEDED, false},
    {"plusbas", UNNEEDED, false},
    {"variation", UNNEEDED, false},
    {"fecha", DATE, false},
    {"\xc3\xbaltimo", CLOSE, false},    /* último */
    {"m\xc3\xa1ximo", UNNEEDED, false}, /* máximo */
    {"m\xc3\xadnimo", UNNEEDED, false}, /* mínimo */
    {"abertura", UNNEEDED, false},
    {"m\xc3\xa1xima", UNNEEDED, false}, /* máxima */
    {"m\xc3\xadnima", UNNEEDED, false}, /* mínima */
    /* a change in percent, whatever they call it; signs alone are squeezed to nothing but `%` */
    {"change%", UNNEEDED, false},
    {"var%", UNNEEDED, false},
    {"variation%", UNNEEDED, false},
    {"%", UNNEEDED, false},
    /* FRED: the series has its own name, see price_heads.c */
    {"observationdate", DATE, false},
    /* Tiingo, Nasdaq Data Link, Marketstack: closes as traded beside adjusted ones */
    {"adjopen", UNNEEDED, false},
    {"adjhigh", UNNEEDED, false},
    {"adjlow", UNNEEDED, false},
    {"adjvolume", UNNEEDED, false},
    {"divcash", UNNEEDED, false},
    {"dividend", UNNEEDED, false},
    {"exdividend", UNNEEDED, false},
    {"splitfactor", SPLITS, false},
    {"splitratio", UNNEEDED, false},
    {"exchange", UNNEEDED, false},
    {"closeunadj", UNNEEDED, false},
    {"lastupdated", UNNEEDED, false},
    /* tidyquant; Financial Modeling Prep */
    {"adjusted", ADJUSTED, false},
    {"unadjustedvolume", UNNEEDED, false},
    {"changepercent", UNNEEDED, false},
    {"changeovertime", UNNEEDED, false},
    {"vwap", UNNEEDED, false},
    {"label", UNNEEDED, false},
    /* Barchart: `Time` is the date; in Stooq's bulk files it is a time, beside a date */
    {"time", DATE, false},
    {"last", LAST, false},
    {"%chg", UNNEEDED, false},
    /* LSEG Workspace, Bloomberg, Tushare */
    {"exchangedate", DATE, false},
    {"net", UNNEEDED, false},
    {"flow", UNNEEDED, false},
    {"turnover", UNNEEDED, true},
    {"pxlast", CLOSE, false},
    {"lastprice", LAST, false},
    {"tscode", SYMBOL, false},
    {"tradedate", DATE, false},
    {"preclose", UNNEEDED, false},
    {"pctchg", UNNEEDED, false},
    {"amount", UNNEEDED, false},
    /* Euronext, the exchanges of Frankfurt and India */
    {"numberofshares", UNNEEDED, false},
    {"numberoftrades", UNNEEDED, false},
    {"nooftrades", UNNEEDED, false},
    {"schluss", CLOSE, false},
    {"schlusskurs", CLOSE, false},
    {"er\xc3\xb6"
     "ffnung",
     UNNEEDED, false},
    {"erster", UNNEEDED, false},
    {"tageshoch", UNNEEDED, false},
    {"tagestief", UNNEEDED, false},
    {"umsatz", UNNEEDED, true},
    {"stuecke", UNNEEDED, false},
    {"volumen", UNNEEDED, false},
    {"series", UNNEEDED, false},
    {"prevclose", UNNEEDED, false},
    {"ltp", UNNEEDED, false},
    {"52wh", UNNEEDED, false},
    {"52wl", UNNEEDED, false},
    /* the archives of India, Nasdaq Nordic: the names in full */
    {"closeprice", CLOSE, false},
    {"closingprice", CLOSE, false},
    {"openprice", UNNEEDED, false},
    {"highprice", UNNEEDED, false},
    {"lowprice", UNNEEDED, false},
    {"openingprice", UNNEEDED, false},
    {"averageprice", UNNEEDED, false},
    {"totaltradedquantity", UNNEEDED, false},
    {"totalvolume", UNNEEDED, false},
    {"trades", UNNEEDED, false},
    {"bid", UNNEEDED, false},
    {"ask", UNNEEDED, false},
    {"sharestraded", UNNEEDED, false},
    {"noofshares", UNNEEDED, false},
    {"wap", UNNEEDED, false},
    {"deliverablequantity", UNNEEDED, false},
    {"deliverableqty", UNNEEDED, false},
    {"totalturnover", UNNEEDED, true},
    {"%dl", UNNEEDED, true},
    {"%deli", UNNEEDED, true},
    {"spreadhighlow", UNNEEDED, false},
    {"spreadcloseopen", UNNEEDED, false},
    /* databases that people keep, and Yahoo Japan: the adjusted close */
    {"pricedate", DATE, false},
    {"adjustedcloseprice", ADJUSTED, false},
    {"adjcloseprice", ADJUSTED, false},
    {"adjustedclosingprice", ADJUSTED, false},
    {"adjustedprice", ADJUSTED, false},
    /* 調整後終値 */
    {"\xe8\xaa\xbf\xe6\x95\xb4\xe5\xbe\x8c\xe7\xb5\x82\xe5\x80\xa4", ADJUSTED, false},
    /* Boursorama, Portfolio Performance, Interactive Brokers by a program */
    {"clot", CLOSE, false},
    {"haut", UNNEEDED, false},
    {"bas", UNNEEDED, false},
    {"devise", UNNEEDED, false},
    {"kurs", CLOSE, false},
    {"quote", CLOSE, false},
    {"average", UNNEEDED, false},
    {"barcount", UNNEEDED, false},
    /* Investing.com in Spanish, Turkish, Russian, Korean, Japanese (Yahoo Japan, too) and Chinese,
     * and AKShare: the date and the close, then what else there is */
    {"%var", UNNEEDED, false},
    {"tarih", DATE, false},
    {"\xc5\x9fimdi", CLOSE, false},                          /* şimdi: now */
    {"a\xc3\xa7\xc4\xb1l\xc4\xb1\xc5\x9f", UNNEEDED, false}, /* açılış: open */
    {"y\xc3\xbcksek", UNNEEDED, false},                      /* yüksek: high */
    {"d\xc3\xbc\xc5\x9f\xc3\xbck", UNNEEDED, false},         /* düşük: low */
    {"hac", UNNEEDED, false},
    {"hacim", UNNEEDED, false},
    {"fark%", UNNEEDED, false},
    {"\xd0\xb4\xd0\xb0\xd1\x82\xd0\xb0", DATE, false},                   /* дата: date */
    {"\xd1\x86\xd0\xb5\xd0\xbd\xd0\xb0", CLOSE, false},                  /* цена: price */
    {"\xd0\xbe\xd1\x82\xd0\xba\xd1\x80", UNNEEDED, false},               /* откр: open */
    {"\xd0\xbc\xd0\xb0\xd0\xba\xd1\x81", UNNEEDED, false},               /* макс: high */
    {"\xd0\xbc\xd0\xb8\xd0\xbd", UNNEEDED, false},                       /* мин: low */
    {"\xd0\xbe\xd0\xb1\xd1\x8a\xd1\x91\xd0\xbc", UNNEEDED, false},       /* объём: volume */
    {"\xd0\xb8\xd0\xb7\xd0\xbc%", UNNEEDED, false},                      /* изм%: change */
    {"\xeb\x82\xa0\xec\xa7\x9c", DATE, false},                           /* 날짜: date */
    {"\xec\xa2\x85\xea\xb0\x80", CLOSE, false},                          /* 종가: close */
    {"\xec\x8b\x9c\xea\xb0\x80", UNNEEDED, false},                       /* 시가: open */
    {"\xea\xb3\xa0\xea\xb0\x80", UNNEEDED, false},                       /* 고가: high */
    {"\xec\xa0\x80\xea\xb0\x80", UNNEEDED, false},                       /* 저가: low */
    {"\xea\xb1\xb0\xeb\x9e\x98\xeb\x9f\x89", UNNEEDED, false},           /* 거래량: volume */
    {"\xeb\xb3\x80\xeb\x8f\x99%", UNNEEDED, false},                      /* 변동%: change */
    {"\xe6\x97\xa5\xe4\xbb\x98", DATE, false},                           /* 日付: date */
    {"\xe6\x97\xa5\xe4\xbb\x98\xe3\x81\x91", DATE, false},               /* 日付け: date */
    {"\xe7\xb5\x82\xe5\x80\xa4", CLOSE, false},                          /* 終値: close */
    {"\xe5\xa7\x8b\xe5\x80\xa4", UNNEEDED, false},                       /* 始値: open */
    {"\xe9\xab\x98\xe5\x80\xa4", UNNEEDED, false},                       /* 高値: high */
    {"\xe5\xae\x89\xe5\x80\xa4", UNNEEDED, false},                       /* 安値: low */
    {"\xe5\x87\xba\xe6\x9d\xa5\xe9\xab\x98", UNNEEDED, false},           /* 出来高: volume */
    {"\xe5\xa4\x89\xe5\x8c\x96\xe7\x8e\x87%", UNNEEDED, false},          /* 変化率%: change */
    {"\xe6\x97\xa5\xe6\x9c\x9f", DATE, false},                           /* 日期: date */
    {"\xe6\x94\xb6\xe7\x9b\x98", CLOSE, false},                          /* 收盘: close */
    {"\xe8\x82\xa1\xe7\xa5\xa8\xe4\xbb\xa3\xe7\xa0\x81", SYMBOL, false}, /* 股票代码: code */
    {"\xe5\xbc\x80\xe7\x9b\x98", UNNEEDED, false},                       /* 开盘: open */
    {"\xe9\xab\x98", UNNEEDED, false},                                   /* 高: high */
    {"\xe4\xbd\x8e", UNNEEDED, false},                                   /* 低: low */
    {"\xe6\x9c\x80\xe9\xab\x98", UNNEEDED, false},                       /* 最高: high */
    {"\xe6\x9c\x80\xe4\xbd\x8e", UNNEEDED, false},                       /* 最低: low */
    {"\xe4\xba\xa4\xe6\x98\x93\xe9\x87\x8f", UNNEEDED, false},           /* 交易量: volume */
    {"\xe6\x88\x90\xe4\xba\xa4\xe9\x87\x8f", UNNEEDED, false},           /* 成交量: volume */
    {"\xe6\x88\x90\xe4\xba\xa4\xe9\xa2\x9d", UNNEEDED, false},           /* 成交额: turnover */
    {"\xe6\x8c\xaf\xe5\xb9\x85", UNNEEDED, false},                       /* 振幅: amplitude */
    {"\xe6\xb6\xa8\xe8\xb7\x8c\xe5\xb9\x85", UNNEEDED, false}, /* 涨跌幅: change in percent */
    {"\xe6\xb6\xa8\xe8\xb7\x8c\xe9\xa2\x9d", UNNEEDED, false}, /* 涨跌额: change */
    {"\xe6\x8d\xa2\xe6\x89\x8b\xe7\x8e\x87", UNNEEDED, false}, /* 换手率: rate of turnover */
};

/* Columns of the two tables; -1: read of none. In a file of one share a column of symbols is not
 * asked: the file's name says which it is. */
static const int of_price_file[] = {[DATE] = PRICE_FILE_DATE,
                                    [SYMBOL] = -1,
                                    [CLOSE] = PRICE_FILE_CLOSE,
                                    [LAST] = PRICE_FILE_CLOSE,
                                    [ADJUSTED] = PRICE_FILE_ADJ_CLOSE,
                                    [SPLITS] = -1,
                                    [UNNEEDED] = -1};
static const int of_prices[] = {
    [DATE] = PRICES_DATE,  [SYMBOL] = PRICES_SYMBOL,      [CLOSE] = PRICES_CLOSE,
    [LAST] = PRICES_CLOSE, [ADJUSTED] = PRICES_ADJ_CLOSE, [SPLITS] = -1,
    [UNNEEDED] = -1};

/* Only of tables of prices: `price` in any other table is somebody's own column. */
struct column_meaning price_layout_understand(enum table_id table, const char *squeezed)
{
    const struct column_meaning unknown = {.role = ROLE_IGNORED, .column = -1};
    if (table != PRICES && table != PRICE_FILE) {
        return unknown;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        const size_t length = strlen(names[i].name);
        const bool found = names[i].prefix ? strncmp(squeezed, names[i].name, length) == 0
                                           : strcmp(squeezed, names[i].name) == 0;
        if (found) {
            const int column = (table == PRICES ? of_prices : of_price_file)[names[i].meaning];
            return (struct column_meaning){.role = column >= 0 ? ROLE_CENTRE : ROLE_IGNORED,
                                           .column = column,
                                           .by_vendor = true,
                                           .last_trade = names[i].meaning == LAST,
                                           .unneeded = column < 0,
                                           .splits = names[i].meaning == SPLITS};
        }
    }
    const struct column_meaning open = {.role = ROLE_IGNORED, .column = -1, .unneeded = true};
    /* parts of a bar that no study uses, known so that no warning is given of them */
    static const char *const bars[] = {"open", "high", "low", "volume"};
    for (size_t i = 0; i < sizeof bars / sizeof bars[0]; ++i) {
        if (strcmp(squeezed, bars[i]) == 0) {
            return open;
        }
    }
    return unknown;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

/* By the form of the whole record and not by a missing price: a row that lacks its close is a
 * fault. Empty fields at its end do not count: a sheet pads its short rows. */
bool price_layout_is_note(enum table_id table, const struct csv_record *record)
{
    static const char *const payments[] = {" Dividend", " Stock Split", " Stock Splits",
                                           " Capital Gain", " Capital Gains"};
    static const char barchart[] = "Downloaded from Barchart.com";
    enum { DATE_FIELD, PAYMENT_FIELD, PAYMENT_FIELDS };
    size_t count = record->field_count;
    while (count > 0 && record->fields[count - 1].length == 0) {
        --count;
    }
    if ((table != PRICE_FILE && table != PRICES) || record->fault != CSV_SOUND) {
        return false;
    }
    if (count == 1) {
        return strncmp(record->fields[DATE_FIELD].text, barchart, strlen(barchart)) == 0;
    }
    for (size_t i = 0; i < sizeof payments / sizeof payments[0] && count == PAYMENT_FIELDS; ++i) {
        if (ends_with(record->fields[PAYMENT_FIELD].text, payments[i])) {
            return true;
        }
    }
    return false;
}

int price_layout_adjusted(enum table_id table)
{
    return table == PRICES ? PRICES_ADJ_CLOSE : table == PRICE_FILE ? PRICE_FILE_ADJ_CLOSE : -1;
}

bool price_layout_needs_not(enum table_id table, int column)
{
    return table == PRICE_FILE && (column == PRICE_FILE_OPEN || column == PRICE_FILE_HIGH ||
                                   column == PRICE_FILE_LOW || column == PRICE_FILE_VOLUME);
}
