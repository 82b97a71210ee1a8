/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name is cut into its stem and its endings; the stem is folded to small ASCII letters with '_'
 * between its words, and the words are looked for among the names of tables. */
#include "ingest/file_name.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"

/* ---- Endings --------------------------------------------------------------------------------- */

/* What spreadsheets, databases and people write tables into. Only .csv and .tsv are read; of the
 * others the kind says what to do with the file: rename it, save it as CSV, unpack it. */
static const struct {
    const char *ending;
    enum file_kind kind;
} endings[] = {{"csv", KIND_TEXT},      {"tsv", KIND_TEXT},      {"tab", KIND_TEXT},
               {"txt", KIND_TEXT},      {"psv", KIND_TEXT},      {"dat", KIND_TEXT},
               {"asc", KIND_TEXT},      {"prn", KIND_TEXT},      {"xls", KIND_SHEET},
               {"xlsx", KIND_SHEET},    {"xlsm", KIND_SHEET},    {"xlsb", KIND_SHEET},
               {"ods", KIND_SHEET},     {"fods", KIND_SHEET},    {"xml", KIND_OTHER},
               {"numbers", KIND_SHEET}, {"gz", KIND_PACKED},     {"zip", KIND_PACKED},
               {"bz2", KIND_PACKED},    {"xz", KIND_PACKED},     {"zst", KIND_PACKED},
               {"7z", KIND_PACKED},     {"json", KIND_OTHER},    {"jsonl", KIND_OTHER},
               {"ndjson", KIND_OTHER},  {"parquet", KIND_OTHER}, {"feather", KIND_OTHER},
               {"xltx", KIND_SHEET},    {"tar", KIND_PACKED},    {"tgz", KIND_PACKED},
               {"rar", KIND_PACKED}};

/* What people, programs and printers read. A file that has the very name of a table and one of
 * these endings is about the table; with any other ending it is the table. */
static const char *const text_endings[] = {
    "md",   "markdown", "rst",    "tex",     "rtf",  "odt", "doc",  "docx",   "pptx",  "odp",
    "log",  "py",       "ipynb",  "r",       "rmd",  "qmd", "jl",   "do",     "m",     "sh",
    "bat",  "ps1",      "js",     "ts",      "c",    "h",   "rs",   "go",     "java",  "sql",
    "toml", "ini",      "cfg",    "conf",    "lock", "png", "jpg",  "jpeg",   "gif",   "svg",
    "webp", "css",      "schema", "license", "sig",  "md5", "sha1", "sha256", "sha512"};

/* Pages may be either: a table that was saved or printed, or a text about it. */
static const char *const page_endings[] = {"html", "htm", "mht", "mhtml", "pdf", "ps"};

/* Marks that editors and people put after the whole name of a file that they keep. */
static const char *const kept_endings[] = {"bak", "old", "orig", "tmp", "new", "copy", "csv~"};

static bool is_among(const char *ending, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        if (text_alike(ending, list[i])) {
            return true;
        }
    }
    return false;
}

/* A copy of a table is not a table: it is reported as one that is not read, and not read in its
 * place. */
static bool is_kept(const char *ending)
{
    return is_among(ending, kept_endings, sizeof kept_endings / sizeof kept_endings[0]);
}

/* Number of an ending that data have, or -1. */
static int find_ending(const char *ending)
{
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; ++i) {
        if (text_alike(ending, endings[i].ending)) {
            return (int)i;
        }
    }
    return -1;
}

enum { STEM_SIZE = 256 }; /* names of files have at most 255 bytes, NAME_MAX of most systems */

struct cut_name {
    char stem[STEM_SIZE]; /* as it is, without its endings */
    bool has_data_ending;
    bool is_read; /* one ending, of a table that can be read */
    bool is_odd;  /* an ending of another kind: .py, .md, .csv.1 */
    enum file_kind kind;
};

/* The name of a symbol or a version may have points, so that endings are cut from the end while
 * they are known. dependencies.csv.gz is a packed file and prices_BRK.B.csv one of prices: the last
 * ending that means something decides the kind. */
static struct cut_name cut(const char *name)
{
    struct cut_name cut = {.kind = KIND_TEXT};
    const size_t length = strlen(name);
    int count = 0;
    /* a name that a description has may be longer; its end says more than its beginning */
    snprintf(cut.stem, sizeof cut.stem, "%s",
             length < STEM_SIZE ? name : name + length - (STEM_SIZE - 1));
    for (char *point = strrchr(cut.stem, '.'); point != NULL && point != cut.stem;
         point = strrchr(cut.stem, '.')) {
        const int ending = find_ending(point + 1);
        if (ending < 0 && !is_kept(point + 1)) {
            break;
        }
        if (ending >= 0 && !cut.has_data_ending) {
            cut.kind = endings[ending].kind;
        }
        cut.has_data_ending = cut.has_data_ending || ending >= 0;
        cut.is_read = count == 0 && (text_alike(point, ".csv") || text_alike(point, ".tsv"));
        ++count;
        *point = '\0';
    }
    cut.is_odd = count == 0 && strchr(cut.stem, '.') != NULL;
    return cut;
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* The ASCII letter of a character of Latin-1, U+00C0 to U+00FF; '_' where it has none. */
static const char latin_letters[] =
    "aaaaaaaceeeeiiiidnooooo_ouuuuypsaaaaaaaceeeeiiiidnooooo_ouuuuypy";

/* Names of files are bytes, which need not be UTF-8. */
static bool is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Small ASCII letters and digits, each run of anything else as one '_'. Accents go: composed as
 * U+00E0, or as a mark of their own after the letter (U+0300 to U+036F), as some systems write
 * names of files. */
static void fold(char out[STEM_SIZE], const char *text)
{
    size_t used = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; ++c) {
        char letter = '_';
        const char small = text_small((char)*c);
        if ((small >= 'a' && small <= 'z') || text_is_digit(small)) {
            letter = small;
        } else if (*c == 0xc3 && is_continuation(c[1])) {
            letter = latin_letters[*++c - 0x80];
        } else if ((*c == 0xcc || *c == 0xcd) && is_continuation(c[1])) {
            ++c;
            continue;
        }
        if (letter != '_' || (used > 0 && out[used - 1] != '_')) {
            out[used++] = letter;
        }
        if (used == STEM_SIZE - 1) {
            break;
        }
    }
    used -= used > 0 && out[used - 1] == '_' ? 1 : 0;
    out[used] = '\0';
}

/* Names of tables in the languages of European spreadsheets and their near synonyms, folded. What a
 * singular is, singular() knows. A row is the table and its names, blanks between; a name in two
 * rows is the first's. No file is read by such a name: it decides what is said of the file. */
static const struct {
    enum table_id table;
    const char *names; /* blanks between */
} other_names[] = {
    {OWNERS, "proprietari proprietario titolari eigentumer eigentuemer besitzer proprietaires "
             "propietarios propietario"},
    {REGIONS, "regioni regione regionen regiones"},
    {ACTIVITY, "attivita aktivitat aktivitaet aktivitaten aktivitaeten activite actividad "
               "actividades"},
    {SECTORS, "settori settore sektoren sektor branchen secteurs sectores"},
    {CHANNELS, "canali canale kanale kanaele kanal canaux canal canales"},
    {PLATFORMS, "piattaforme piattaforma plattformen plattform plateformes plataformas"},
    {PLATFORM_REGIONS,
     "platforms_regions regions_platforms platforms_by_region piattaforme_regioni "
     "regioni_piattaforme plattform_regionen plattformregionen plateformes_regions "
     "regions_plateformes plataformas_regiones regiones_plataformas"},
    {FALLBACKS, "ripieghi alternative ausweichwege alternativen replis alternativas respaldos"},
    {FX, "exchange_rates exchangerates fx_rates fxrates rates cambi tassi_di_cambio tassi_cambio "
         "wechselkurse devisenkurse taux_de_change taux_change tipos_de_cambio"},
    {TRAFFIC, "traffico verkehr datenverkehr trafic trafico"},
    {PRICES, "prezzi quotazioni preise kurse prix cours precios cotizaciones share_prices "
             "stock_prices"},
    {OUTAGES, "interruzioni guasti disservizi ausfalle ausfaelle ausfall storungen stoerungen "
              "pannes interruptions caidas interrupciones incidents"},
    {PUBLISHED, "published_figures pubblicati veroffentlicht publies publicados"},
    {CREDITS, "service_credits crediti gutschriften avoirs creditos"},
    {UNCERTAINTY, "incertezza incertezze unsicherheit unsicherheiten incertitudes incertidumbre"},
    {POLICIES, "polizze polizza policen polices polizas insurance assicurazioni versicherungen "
               "assurances seguros"},
    {COSTS, "costi kosten couts costes custos expenses"},
    {RECOVERIES, "recuperi rimborsi erstattungen ruckerstattungen recouvrements recuperaciones"},
    {SUPPLY, "forniture fornitura lieferungen fournitures suministros"},
    {DEPENDENCIES, "dependants dependents dependent_businesses dipendenze dipendenza "
                   "abhangigkeiten abhaengigkeiten abhangigkeit abhaengigkeit dependances "
                   "dependencias"}};

/* Cuts the end of a plural: "ies" becomes "y", an "s" goes. Of English, and of the "s" of French,
 * Spanish and Portuguese; other plurals are in the list. */
static void singular(char out[STEM_SIZE], const char *word, size_t length)
{
    if (length > 3 && strncmp(word + length - 3, "ies", 3) == 0) {
        snprintf(out, STEM_SIZE, "%.*sy", (int)(length - 3), word);
    } else {
        const size_t end = length > 3 && word[length - 1] == 's' ? length - 1 : length;
        snprintf(out, STEM_SIZE, "%.*s", (int)end, word);
    }
}

static bool is_same_word(const char *a, size_t a_length, const char *b, size_t b_length)
{
    char first[STEM_SIZE];
    char second[STEM_SIZE];
    singular(first, a, a_length);
    singular(second, b, b_length);
    return strcmp(first, second) == 0;
}

/* The table that `length` letters name, in singular or plural, in any of the languages. Names of
 * the contract go first: a word of another language must not take them. */
static enum table_id find_word(const char *word, size_t length)
{
    for (int i = 0; i < TABLE_COUNT; ++i) {
        const char *name = schema_table((enum table_id)i)->name;
        if (is_same_word(word, length, name, strlen(name))) {
            return (enum table_id)i;
        }
    }
    for (size_t i = 0; i < sizeof other_names / sizeof other_names[0]; ++i) {
        const char *name = other_names[i].names;
        while (*name != '\0') {
            const size_t part = strcspn(name, " ");
            if (is_same_word(word, length, name, part)) {
                return other_names[i].table;
            }
            name += part + strspn(name + part, " ");
        }
    }
    return NO_TABLE;
}

/* Whether a word says only which copy or version a file is. People date and number their copies:
 * `dependencies v2 final (3).csv` is meant as dependencies.csv. One more is a word in small ASCII
 * letters. */
static bool is_mark(const char *word, size_t length)
{
    static const char *const marks[] = {
        "copy",  "copia", "copie",  "kopie",  "kopia",  "of",     "di",    "de",    "von",
        "du",    "la",    "final",  "finale", "def",    "new",    "nuovo", "neu",   "old",
        "draft", "bozza", "backup", "export", "update", "latest", "test",  "sheet", "foglio"};
    const size_t version = *word == 'v' || *word == 'q' ? 1 : 0;
    if (version < length && strspn(word + version, "0123456789") >= length - version) {
        return true; /* 1, 2021, v2, q3 */
    }
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; ++i) {
        if (strlen(marks[i]) == length && strncmp(word, marks[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether the first `length` letters of a folded text are nothing but marks. */
static bool are_marks(const char *words, size_t length)
{
    const char *end = words + length;
    while (words < end) {
        const size_t part = strcspn(words, "_");
        if (part > 0 && !is_mark(words, part)) {
            return false;
        }
        words += part + 1;
    }
    return true;
}

/* The longest run of words of `stem` that names a table: "shops - dependencies", "copy of platform
 * regions (2)". `*alone` where the others are marks. The longest, since `platform_regions` has
 * `platform` and `regions` in it, which are tables too. Of two of one length the first. */
static enum table_id find_words(const char *stem, bool *alone)
{
    enum table_id found = NO_TABLE;
    size_t longest = 0;
    *alone = false;
    for (const char *start = stem;; start += strcspn(start, "_") + 1) {
        const char *end = start;
        do {
            end += *end == '_' ? 1 : 0;
            end += strcspn(end, "_");
            const size_t length = (size_t)(end - start);
            const enum table_id table = length > longest ? find_word(start, length) : NO_TABLE;
            if (table != NO_TABLE) {
                found = table;
                longest = length;
                *alone = are_marks(stem, (size_t)(start - stem)) && are_marks(end, strlen(end));
            }
        } while (*end != '\0');
        if (start[strcspn(start, "_")] == '\0') {
            return found;
        }
    }
}

/* The table whose name differs in a few letters; shorter names than this are near to all. Only
 * names of the contract: near misses in seven languages would be near to any word. */
static enum table_id find_misspelt(const char *stem)
{
    enum { SHORTEST = 4 };
    const char *names[TABLE_COUNT];
    for (int i = 0; i < TABLE_COUNT; ++i) {
        names[i] = schema_table((enum table_id)i)->name;
    }
    const char *near =
        strlen(stem) >= SHORTEST ? text_nearest(stem, names, (size_t)TABLE_COUNT) : NULL;
    return near != NULL ? schema_find(near) : NO_TABLE;
}

/* Whether a folded stem is that of datapackage.json, but for the marks of a copy. `datapackage
 * (1).json` is what a browser makes of a second download. */
static bool is_description(const char *stem)
{
    static const char *const names[] = {"datapackage", "data_package"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        const char *found = strstr(stem, names[i]);
        const char *end = found != NULL ? found + strlen(names[i]) : "";
        if (found != NULL && are_marks(stem, (size_t)(found - stem)) &&
            are_marks(end, strlen(end))) {
            return true;
        }
    }
    return false;
}

/* ---- Unknown endings ------------------------------------------------------------------------- */

/* A copy that a program has numbered, cut short or not finished (`.csv.1`, `.csv_`, `.csv(1)`,
 * `.csv.download`), or a slip. */
static bool is_nearly_text(const char *ending)
{
    return text_starts_alike(ending, "csv", 3) || text_starts_alike(ending, "tsv", 3) ||
           text_alike(ending, "cvs");
}

/* A file that has the very name of a table before its first point, and behind it no ending of data.
 * Names of other words or languages are not looked at: `costi.db` may be anything. */
static void read_odd(struct file_name *read, const char *name)
{
    const char *point = strchr(name, '.');
    const char *last = strrchr(name, '.') + 1;
    const size_t length = (size_t)(point - name);
    if (is_among(last, text_endings, sizeof text_endings / sizeof text_endings[0])) {
        return;
    }
    for (int i = 0; i < TABLE_COUNT; ++i) {
        const char *table = schema_table((enum table_id)i)->name;
        if (strlen(table) == length && text_starts_alike(name, table, length)) {
            const bool page =
                is_among(last, page_endings, sizeof page_endings / sizeof page_endings[0]);
            read->table = (enum table_id)i;
            read->fit = page ? FILE_NEAR : FILE_MEANT;
            read->kind = is_nearly_text(point + 1) ? KIND_TEXT : KIND_OTHER;
        }
    }
}

/* ---- Price files ----------------------------------------------------------------------------- */

/* Symbols have letters, digits and a few marks: FB, ^GSPC, BRK-B, 005930.KS, EURUSD=X. A symbol
 * with a blank or a slash cannot be typed as one: such a file was meant as prices, and is not read.
 */
static void read_prices(struct file_name *read, const struct cut_name *cut)
{
    static const char prefix[] = "prices_";
    static const char marks[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "^.-_=:&+$%!@";
    const char *symbol = cut->stem + strlen(prefix);
    if (!text_starts_alike(cut->stem, prefix, strlen(prefix)) || *symbol == '\0' ||
        strlen(symbol) >= sizeof read->symbol) {
        return;
    }
    const bool is_symbol = strspn(symbol, marks) == strlen(symbol);
    read->table = PRICE_FILE;
    read->fit = is_symbol && cut->is_read ? FILE_PRICES
                : cut->has_data_ending    ? FILE_MEANT
                                          : FILE_NO_DATA;
    snprintf(read->symbol, sizeof read->symbol, "%.*s", (int)strspn(symbol, marks), symbol);
}

/* ---- Names ----------------------------------------------------------------------------------- */

const char *file_name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* What an import puts beside the tables that it makes: rows that it did not take. */
static const char not_taken[] = "not_taken";

/* From sure to unsure: prices, the exact name, a name without an ending, a description, words,
 * slips. The first answer is taken. */
struct file_name file_name_read(const char *name)
{
    const struct cut_name parts = cut(name);
    struct file_name read = {.table = NO_TABLE, .kind = parts.kind};
    char stem[STEM_SIZE] = "";
    fold(stem, parts.stem);
    read_prices(&read, &parts);
    if (read.table != PRICE_FILE && parts.is_odd) {
        read_odd(&read, parts.stem);
    }
    if (read.table == PRICE_FILE || parts.is_odd) {
        return read;
    }
    if (text_alike(parts.stem, not_taken)) {
        read.fit = FILE_NO_DATA;
        return read;
    }
    for (int i = 0; i < TABLE_COUNT && parts.is_read; ++i) {
        if (text_alike(schema_table((enum table_id)i)->name, parts.stem)) {
            read.table = (enum table_id)i;
            read.fit = FILE_TABLE;
            return read;
        }
    }
    if (!parts.has_data_ending) { /* `dependencies`, which lost its ending, but not `notes` */
        read.table = find_word(stem, strlen(stem));
        read.fit = read.table != NO_TABLE ? FILE_MEANT : FILE_NO_DATA;
        return read;
    }
    if (parts.kind == KIND_OTHER && is_description(stem)) {
        read.fit = FILE_DESCRIPTION;
        return read;
    }
    bool alone;
    read.table = find_words(stem, &alone);
    read.fit = alone ? FILE_MEANT : FILE_NEAR;
    if (read.table == NO_TABLE) {
        read.table = find_misspelt(stem);
        read.fit = read.table != NO_TABLE ? FILE_NEAR : FILE_OTHER_DATA;
    }
    return read;
}
