/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables are read in an order in which keys come before what refers to them, `dependencies` last.
 */
#include "ingest/dataset.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/options.h"
#include "ingest/business_sums.h"
#include "ingest/checks.h"
#include "ingest/declared_file.h"
#include "ingest/event_name_checks.h"
#include "ingest/exchange_checks.h"
#include "ingest/expected_totals.h"
#include "ingest/file_name.h"
#include "ingest/outage_checks.h"
#include "ingest/gathering.h"
#include "ingest/memory_tables.h"
#include "ingest/package.h"
#include "ingest/package_prices.h"
#include "ingest/reading_progress.h"
#include "ingest/rejecting.h"
#include "ingest/row_shards.h"
#include "ingest/traffic_file.h"
#include "ingest/uncertain_name_checks.h"
#include "ingest/warning_keeper.h"

/* fx first: every amount is checked against its currencies. */
static const enum table_id reading_order[TABLE_COUNT] = {
    FX,        OWNERS,     REGIONS,          ACTIVITY,       SECTORS,
    CHANNELS,  PLATFORMS,  PLATFORM_REGIONS, FALLBACKS,      TRAFFIC,
    PRICES,    OUTAGES,    EVENT_RETURNS,    MARKET_PRIOR,   OUTAGE_PRIOR,
    PUBLISHED, CREDITS,    UNCERTAINTY,      MODEL_ERROR,    POLICIES,
    COSTS,     RECOVERIES, SUPPLY,           STRAIGHT_LINES, DEPENDENCIES};

struct opening {
    blackout_dataset *dataset;
    const blackout_dataset_options *options;
    struct diagnostics diagnostics;
    struct ingest ingest;
    const blackout_shard *shard; /* of rows; NULL: all are read */
    struct row_range *range;     /* of the shard that is read; NULL */
    struct reading_progress progress;
    bool out_of_memory; /* a warning could not be kept */
};

/* Keeps warnings for the reports, and passes everything on. */
static void listen(void *user, const blackout_diagnostic *diagnostic)
{
    struct opening *opening = user;
    if (opening->dataset->arena.failed) {
        return; /* it may follow from that, and the call ends so */
    }
    if (diagnostic->severity == BLACKOUT_WARNING &&
        warning_keep(&opening->dataset->warnings, &opening->dataset->arena, diagnostic) != 0) {
        opening->out_of_memory = true;
    }
    if (opening->options->diagnostic != NULL) {
        opening->options->diagnostic(opening->options->user, diagnostic);
    }
}

static struct progress progress_of(const blackout_dataset_options *options)
{
    return (struct progress){options->progress, options->progress_user};
}

static blackout_status find_packages(struct opening *opening, const char *name,
                                     struct gathering *gathering, blackout_error *error)
{
    blackout_dataset *dataset = opening->dataset;
    *gathering = (struct gathering){.package = &dataset->package,
                                    .arena = &dataset->arena,
                                    .options = opening->options,
                                    .diagnostics = &opening->diagnostics};
    const blackout_status status = gathering_find(gathering, name, error);
    opening->ingest.own_package = gathering->has_base ? dataset->package.name : NULL;
    for (int i = 0; i < TABLE_COUNT; ++i) {
        dataset->tables[i].id = (enum table_id)i;
        dataset->tables[i].present = dataset->package.resources[i].present;
    }
    reading_progress_begin(&opening->progress, progress_of(opening->options), &dataset->package);
    return arena_judge(&dataset->arena, status, error);
}

/* ---- Tables ---------------------------------------------------------------------------------- */

/* Policies are made ready first: each business is compared with them once, while its rows are at
 * hand. */
static blackout_status read_businesses(struct opening *opening, blackout_error *error)
{
    blackout_dataset *dataset = opening->dataset;
    const struct business_consumer consumer = business_sums_consumer(dataset);
    const struct resource *resource = &dataset->package.resources[DEPENDENCIES];
    dataset->control = (struct control_totals){.table = schema_table(DEPENDENCIES)->name,
                                               .file = resource->source,
                                               .package = resource->package,
                                               .from_base = resource->from_base};
    opening->ingest.control = &dataset->control;
    blackout_status status =
        insured_init(&dataset->insured, &dataset->arena, &dataset->tables[POLICIES], error);
    if (status == BLACKOUT_OK && opening->shard != NULL) {
        status = row_shards_check_file(resource, error);
    }
    if (status == BLACKOUT_OK && opening->shard != NULL && opening->shard->parts != NULL) {
        status = row_shards_join(dataset, &opening->ingest, opening->shard, error);
    } else if (status == BLACKOUT_OK) {
        opening->ingest.range = opening->range;
        status = dependencies_read(&dataset->tables[DEPENDENCIES], resource, &opening->ingest,
                                   &consumer, error);
    }
    if (status == BLACKOUT_OK && opening->range != NULL) {
        return status; /* the rest is judged of all shards */
    }
    if (status == BLACKOUT_OK && !business_sums_finish(dataset)) {
        status = error_memory(error);
    }
    if (!dataset->tables[DEPENDENCIES].present) { /* none of its rows is left */
        dataset->control = (struct control_totals){0};
    }
    if (status == BLACKOUT_OK) {
        insured_check(&dataset->insured, &opening->ingest.context);
    }
    return status;
}

/* Of a package without businesses, policies are judged all the same. */
static blackout_status judge_policies(struct opening *opening, blackout_error *error)
{
    blackout_dataset *dataset = opening->dataset;
    if (opening->shard != NULL) {
        return row_shards_check_file(&dataset->package.resources[DEPENDENCIES], error);
    }
    blackout_status status =
        insured_init(&dataset->insured, &dataset->arena, &dataset->tables[POLICIES], error);
    if (status == BLACKOUT_OK) {
        insured_check(&dataset->insured, &opening->ingest.context);
    }
    return status;
}

static blackout_status read_table(struct opening *opening, enum table_id id, blackout_error *error)
{
    blackout_dataset *dataset = opening->dataset;
    struct table *table = &dataset->tables[id];
    const struct resource *resource = &dataset->package.resources[id];
    if (id == DEPENDENCIES) {
        return read_businesses(opening, error);
    }
    if (id == TRAFFIC) {
        return traffic_read(&dataset->traffic, table, resource, &opening->ingest, error);
    }
    return table_read(table, resource, &opening->ingest, NULL, NULL, error);
}

static void check_declared(struct opening *opening)
{
    const blackout_dataset *dataset = opening->dataset;
    const struct package *package = &dataset->package;
    for (int i = 0; i < TABLE_COUNT; ++i) {
        if (i == DEPENDENCIES && opening->range != NULL) {
            continue; /* a shard is no file that is described */
        }
        checks_rows(&opening->ingest.context, (enum table_id)i);
        declared_file_check(&dataset->tables[i], &package->resources[i], &opening->diagnostics);
    }
    for (size_t i = 0; i < dataset->price_file_count; ++i) {
        declared_file_check(&dataset->price_files[i], &package->prices[i].resource,
                            &opening->diagnostics);
    }
}

/* What a table has to say may be found when a later one is read (the sum of an owner's platforms),
 * so that nothing is told before all small tables are read. */
static blackout_status read_all(struct opening *opening, const char *name, blackout_error *error)
{
    struct gathering gathering;
    blackout_status status = find_packages(opening, name, &gathering, error);
    if (status == BLACKOUT_OK) {
        if (!opening->dataset->package.unclear) {
            checks_required_tables(&opening->ingest.context,
                                   gathering.has_base ? NULL : gathering.path);
        }
        diagnostics_flush(&opening->diagnostics);
    }
    for (int i = 0; i < TABLE_COUNT && status == BLACKOUT_OK; ++i) {
        enum table_id id = reading_order[i];
        if (opening->dataset->tables[id].present) {
            status = read_table(opening, id, error);
        } else if (id == DEPENDENCIES) {
            status = judge_policies(opening, error);
        }
        if (opening->dataset->tables[id].present && status == BLACKOUT_OK) {
            status = checks_table(&opening->ingest.context, id, error);
        }
        if (id == PRICES && status == BLACKOUT_OK) {
            status = package_prices_read(opening->dataset, &opening->ingest, error);
        }
        status = arena_judge(&opening->dataset->arena, status, error);
    }
    if (status == BLACKOUT_OK) {
        outage_checks(&opening->ingest.context);
        event_name_checks(&opening->ingest);
        status = uncertain_name_checks(&opening->ingest, error);
    }
    if (status == BLACKOUT_OK) {
        exchange_checks(&opening->ingest.context);
        check_declared(opening);
        if (opening->diagnostics.fault_count == 0 && opening->range == NULL) {
            /* faults say better what is wrong, and a shard has not all rows */
            expected_totals_compare(opening->dataset, opening->options, &opening->diagnostics);
        }
    }
    status = diagnostics_judge(&opening->diagnostics, status, error);
    if (status != BLACKOUT_ERROR_MEMORY) { /* else they may follow from that */
        diagnostics_flush(&opening->diagnostics);
    }
    return status;
}

/* The one resource of a file of traffic, or of that table in memory. */
static blackout_status find_traffic(struct opening *opening, const char *path,
                                    blackout_error *error)
{
    blackout_dataset *dataset = opening->dataset;
    struct package *package = &dataset->package;
    struct resource *resource = &package->resources[TRAFFIC];
    const size_t memory_count = opening->options->memory_table_count;
    package->name = memory_package_name;
    memory_tables_place(package, opening->options);
    if (path == NULL ? memory_count != 1 || !resource->present : memory_count > 0) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                           "traffic is to be of one file, or of one table in memory ('%zu'); give "
                           "either the path or the table traffic",
                           memory_count);
    }
    if (path == NULL) {
        return BLACKOUT_OK;
    }
    const char *name = file_name_of(path);
    name = arena_copy(&dataset->arena, name, strlen(name));
    path = arena_copy(&dataset->arena, path, strlen(path));
    if (name == NULL || path == NULL) {
        return error_memory(error);
    }
    package->name = name;
    *resource = (struct resource){.present = true, .path = path, .source = name, .package = name};
    return BLACKOUT_OK;
}

/* A file of traffic alone: nothing else is there, and nothing else is missed. */
static blackout_status read_traffic_file(struct opening *opening, const char *path,
                                         blackout_error *error)
{
    blackout_dataset *dataset = opening->dataset;
    for (int i = 0; i < TABLE_COUNT; ++i) {
        dataset->tables[i].id = (enum table_id)i;
    }
    blackout_status status = find_traffic(opening, path, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    package_written_as(&dataset->package, opening->options->encoding,
                       opening->options->decimal_mark);
    reading_progress_begin(&opening->progress, progress_of(opening->options), &dataset->package);
    status = traffic_read_bare(&dataset->traffic, &dataset->tables[TRAFFIC],
                               &dataset->package.resources[TRAFFIC], &opening->ingest, error);
    status = diagnostics_judge(&opening->diagnostics, status, error);
    if (status != BLACKOUT_ERROR_MEMORY) {
        diagnostics_flush(&opening->diagnostics);
    }
    return status;
}

typedef blackout_status reading_function(struct opening *opening, const char *path,
                                         blackout_error *error);

/* Reads into an empty dataset. `rejecting` NULL: what is found goes to the caller. Warnings while
 * rejects are looked for go nowhere: the reading that follows gives them once more. */
static blackout_status read_by(blackout_dataset *opened, reading_function *reading,
                               const char *path, const blackout_dataset_options *options,
                               struct rejecting *rejecting, blackout_error *error)
{
    struct opening opening = {.dataset = opened, .options = options};
    opening.diagnostics = (struct diagnostics){.function = listen, .user = &opening};
    opening.ingest.context = (struct table_context){.arena = &opened->arena,
                                                    .strings = &opened->strings,
                                                    .diagnostics = &opening.diagnostics,
                                                    .tables = opened->tables};
    opening.ingest.rejects = opened->rejects;
    opening.ingest.threads = options->threads;
    opening.ingest.block_bytes = opened->block_bytes;
    opening.shard = options->shard;
    opening.range = row_shards_range(opened, options->shard);
    opened->no_checksums = options->no_checksums != 0;
    opening.ingest.no_checksums = opened->no_checksums && options->shard == NULL;
    opened->threads = options->threads;
    opened->cells.arena = &opened->arena;
    if (rejecting != NULL) {
        rejecting_listen(rejecting, &opening.diagnostics);
        opening.diagnostics.function = NULL;
    }
    bool ready = strings_init(&opened->strings, &opened->arena) == 0 && dataset_know_words(opened);
    blackout_status status = ready ? reading(&opening, path, error) : error_memory(error);
    if (status == BLACKOUT_OK &&
        (opening.out_of_memory || (rejecting != NULL && rejecting->failed))) {
        status = error_memory(error);
    }
    if (status == BLACKOUT_OK && opening.diagnostics.fault_count > 0) {
        status = error_set(error, BLACKOUT_ERROR_INPUT, "%zu %s in the package '%s'",
                           opening.diagnostics.fault_count,
                           opening.diagnostics.fault_count == 1 ? "fault" : "faults",
                           opened->package.name);
    }
    status = arena_judge(&opened->arena, status, error);
    if (status == BLACKOUT_OK && opening.range != NULL) {
        status = row_shards_write(opened, opening.range, opening.shard, error);
    }
    reading_progress_end(&opening.progress, &opened->package, status != BLACKOUT_OK);
    opened->control.rejected = opened->rejects != NULL ? rejects_met(opened->rejects) : 0;
    diagnostics_free(&opening.diagnostics);
    return status;
}

/* The same options for a reading that is a part of all; they live as long as the part. */
static blackout_dataset_options reports_to(const blackout_dataset_options *options,
                                           struct progress_part *part)
{
    blackout_dataset_options of_part = *options;
    if (options->progress != NULL) {
        of_part.progress = progress_in_part;
        of_part.progress_user = part;
    }
    return of_part;
}

/* Finds the rows to be left out, which `rejects` gets. What no row is to blame for is left for the
 * reading that follows. Repeated, since what refers to a rejected row is then a fault too; it ends
 * with the first reading that finds no new one. Each reading is of an empty dataset: what a row
 * left behind in sums cannot be taken back. */
static blackout_status find_rejects(struct rejects *rejects, reading_function *reading,
                                    const char *path, const blackout_dataset_options *options,
                                    struct progress_part *rest, blackout_error *error)
{
    /* each reading blames one row of a business for shares over 1: there are rarely more */
    enum { MOST_READINGS = 64 };
    blackout_status status = BLACKOUT_ERROR_INPUT;
    bool goes_on = true;
    for (int i = 0; i < MOST_READINGS && goes_on; ++i) {
        struct rejecting rejecting = {.rejects = rejects, .again = i > 0};
        struct progress_part round = progress_round_of(progress_of(options), (size_t)i);
        const blackout_dataset_options of_round = reports_to(options, &round);
        blackout_dataset *tried = calloc(1, sizeof *tried);
        if (tried == NULL) {
            return error_memory(error);
        }
        tried->rejects = rejects;
        status = read_by(tried, reading, path, &of_round, &rejecting, error);
        tried->rejects = NULL;
        blackout_dataset_free(tried);
        goes_on = status == BLACKOUT_ERROR_INPUT && rejecting.added > 0;
        rest->first = round.first + round.length;
        rest->length = 1 - rest->first;
    }
    return status == BLACKOUT_ERROR_INPUT ? BLACKOUT_OK : status;
}

static blackout_status fill(blackout_dataset *opened, reading_function *reading, const char *path,
                            const blackout_dataset_options *options, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    struct progress_part rest = {.whole = progress_of(options), .length = 1};
    const blackout_dataset_options last = reports_to(options, &rest);
    if (options->reject != 0) {
        opened->rejects = calloc(1, sizeof *opened->rejects);
        status = opened->rejects != NULL
                     ? find_rejects(opened->rejects, reading, path, options, &rest, error)
                     : error_memory(error);
    }
    return status == BLACKOUT_OK ? read_by(opened, reading, path, &last, NULL, error) : status;
}

struct reading_way {
    reading_function *function;
    size_t block_bytes; /* see struct ingest */
};

/* The caller's options are checked before any file is opened: a wrong option is not to cost the
 * reading of a large package. */
static blackout_status open_by(blackout_dataset **dataset, struct reading_way way, const char *path,
                               const blackout_dataset_options *options, blackout_error *error)
{
    static const struct options_kind kind = {sizeof *options, "blackout_dataset_options",
                                             "BLACKOUT_DATASET_OPTIONS_INIT"};
    blackout_dataset_options taken;
    *dataset = NULL;
    blackout_status status = options_take(&taken, options, &kind, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    blackout_shard shard;
    status = row_shards_take(&taken, &shard, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    status = expected_totals_check(&taken, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    blackout_dataset *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return error_memory(error);
    }
    status = memory_tables_take(&taken, &opened->arena, error);
    if (status == BLACKOUT_OK) {
        opened->block_bytes = way.block_bytes;
        status = fill(opened, way.function, path, &taken, error);
    }
    if (status != BLACKOUT_OK) {
        blackout_dataset_free(opened);
        return status;
    }
    *dataset = opened;
    return BLACKOUT_OK;
}

blackout_status blackout_dataset_open(blackout_dataset **dataset, const char *name,
                                      const blackout_dataset_options *options,
                                      blackout_error *error)
{
    return open_by(dataset, (struct reading_way){read_all, 0}, name, options, error);
}

blackout_status dataset_open_in_blocks(blackout_dataset **dataset, const char *name,
                                       const blackout_dataset_options *options, size_t block_bytes,
                                       blackout_error *error)
{
    return open_by(dataset, (struct reading_way){read_all, block_bytes}, name, options, error);
}

blackout_status blackout_dataset_open_traffic(blackout_dataset **dataset, const char *path,
                                              const blackout_dataset_options *options,
                                              blackout_error *error)
{
    return open_by(dataset, (struct reading_way){read_traffic_file, 0}, path, options, error);
}

void blackout_dataset_free(blackout_dataset *dataset)
{
    if (dataset != NULL) {
        rejects_free(dataset->rejects);
        largest_businesses_free(&dataset->largest);
        arena_free(&dataset->arena);
        free(dataset);
    }
}

size_t blackout_dataset_warning_count(const blackout_dataset *dataset)
{
    return dataset->warnings.count;
}

/* A second reading; nothing is added to the dataset, which other threads may be reading. */
blackout_status dataset_each_business(const blackout_dataset *dataset,
                                      const struct business_consumer *consumer,
                                      blackout_error *error)
{
    const struct table *read_before = &dataset->tables[DEPENDENCIES];
    struct table tables[TABLE_COUNT];
    struct diagnostics silent = {0};
    struct arena arena = {0};
    struct strings strings = dataset->strings; /* looked up, never added to */
    memcpy(tables, dataset->tables, sizeof tables);
    tables[DEPENDENCIES] = (struct table){.id = DEPENDENCIES, .present = true};
    struct ingest ingest = {.context = {.arena = &arena,
                                        .strings = &strings,
                                        .strings_frozen = true,
                                        .diagnostics = &silent,
                                        .tables = tables},
                            .own_package = dataset->package.name,
                            .rejects = dataset->rejects,
                            .threads = dataset->threads,
                            .block_bytes = dataset->block_bytes,
                            .no_checksums = dataset->no_checksums};
    blackout_status status = dependencies_read(
        &tables[DEPENDENCIES], &dataset->package.resources[DEPENDENCIES], &ingest, consumer, error);
    status = arena_judge(&arena, status, error);
    if (status == BLACKOUT_OK && declared_file_has_changed(&tables[DEPENDENCIES], read_before)) {
        status = error_at(
            error, BLACKOUT_ERROR_INPUT, read_before->source, 0, 0,
            "the file has changed while it was being read; start again when nothing writes it");
    }
    diagnostics_free(&silent);
    return arena_end(&arena, status, error);
}
