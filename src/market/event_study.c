/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices are read, the request is met with the catalogue, and each share is measured: with its
 * peers each on its own, and once more with them in the model. Then the cases are tested together.
 * One share is event_unit.c, several together are event_tests.c; which shares and days is
 * event_cases.c. Prices and cases are scratch: what the study keeps is copied, so that dataset and
 * request may be freed before it. */
#include "market/event_study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/day_zero.h"
#include "market/event_cases.h"
#include "market/event_unit.h"
#include "market/event_words.h"
#include "market/study_warn.h"
#include "ask/run_options.h"
#include "core/error.h"
#include "ingest/price_files.h"
#include "ingest/warning_keeper.h"

/* The study is what the caller gets; `scratch`, the book of prices and the cases end with the call.
 */
struct studying {
    blackout_study *study;
    const blackout_dataset *dataset;
    const blackout_request *request;
    struct arena scratch; /* what ends with the call */
    struct price_book book;
    struct event_cases cases;
};

static blackout_status keep(struct arena *arena, const char **text, blackout_error *error)
{
    if (*text != NULL) {
        *text = arena_copy(arena, *text, strlen(*text));
        return *text != NULL ? BLACKOUT_OK : error_memory(error);
    }
    return BLACKOUT_OK;
}

/* ---- Prices ---------------------------------------------------------------------------------- */

/* The book is scratch, the study's list of files is not. */
static blackout_status keep_inputs(struct studying *s, blackout_error *error)
{
    blackout_study *study = s->study;
    study->inputs = arena_alloc(&study->arena, s->book.input_count, sizeof *study->inputs);
    if (study->inputs == NULL) {
        return error_memory(error);
    }
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < s->book.input_count && status == BLACKOUT_OK; ++i) {
        struct price_input *input = &study->inputs[study->input_count++];
        *input = s->book.inputs[i];
        const char **texts[] = {&input->source, &input->package, &input->sha256};
        for (size_t k = 0; k < 3 && status == BLACKOUT_OK; ++k) {
            status = keep(&study->arena, texts[k], error);
        }
    }
    return status;
}

/* Files first: a series in a file goes before the package's. Warnings of the loading are the
 * study's too, since a figure rests on the rows that were left. */
static blackout_status read_prices(struct studying *s, const blackout_run_options *options,
                                   blackout_error *error)
{
    const struct name_list *paths = &s->request->prices;
    struct warning_keeper keeper = {&s->study->warnings, &s->study->arena, options, false};
    const blackout_run_options keeping = warning_keeper_options(&keeper);
    s->study->control.rejected = s->dataset->control.rejected;
    const bool kept =
        warning_add_all(&s->study->warnings, &s->study->arena, &s->dataset->warnings) == 0;
    blackout_status status =
        kept ? price_book_init(&s->book, &s->scratch, error) : error_memory(error);
    for (size_t i = 0; i < paths->count && status == BLACKOUT_OK; ++i) {
        status = price_book_read(&s->book, paths->names[i], &keeping, error);
    }
    if (status == BLACKOUT_OK) {
        status = price_book_add_package(&s->book, s->dataset, error);
    }
    if (status == BLACKOUT_OK && keeper.failed) {
        return error_memory(error);
    }
    return status == BLACKOUT_OK ? keep_inputs(s, error) : status;
}

/* ---- Money ----------------------------------------------------------------------------------- */

/* What changed by money: `value` was there before, in the share's currency; 0: not known.
 * Logarithmic returns are turned into plain ones first: money changes by exp(r) - 1. Where it is
 * not known 0 is stored and has_money says so: a report must not print it. */
static void set_money(struct study_change *change, double value, enum return_kind kind)
{
    change->has_money = value > 0;
    change->money = value * (kind == RETURN_LOG ? expm1(change->fraction) : change->fraction);
}

/* What a session changes is of the value the evening before, sums are of that before day 0. */
static void set_unit_money(struct study_unit *unit, double value, enum return_kind kind)
{
    struct study_change *changes[] = {&unit->raw, &unit->expected, &unit->abnormal};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; ++i) {
        set_money(changes[i], value, kind);
    }
    for (size_t i = 0; i < unit->window_count; ++i) {
        if (unit->windows[i].covered) {
            set_money(&unit->windows[i].change, value, kind);
        }
    }
    for (size_t i = 0; i < unit->session_count; ++i) {
        struct study_session *session = &unit->sessions[i];
        set_money(&session->raw, value * session->value_before, kind);
        set_money(&session->abnormal, value * session->value_before, kind);
        set_money(&session->raw_since, value, kind);
        set_money(&session->cumulative, value, kind);
    }
}

/* One value before for all figures of the case, in the share's currency. All of them by one figure,
 * or sums of sessions would not agree with the windows. */
static blackout_status find_money(struct studying *s, struct study_case *one,
                                  const struct event_case *from, const char *where,
                                  blackout_error *error)
{
    const double close = one->unit.close_before;
    const struct market_value value = event_case_market_value(&s->cases, from, close);
    struct market_value other;
    one->has_market_cap = value.value > 0;
    one->market_cap_before = value.value;
    one->market_cap_source = value.source;
    set_unit_money(&one->unit, value.value, s->request->kind);
    set_money(&one->less_peer_mean, value.value, s->request->kind);
    if (one->has_peer_index) {
        set_unit_money(&one->peer_index, value.value, s->request->kind);
    }
    if (event_case_contradiction(&other, &value, &s->cases, from, close)) {
        char text[MARKET_VALUE_TEXT_SIZE];
        market_value_contradiction_text(text, &value, &other);
        return study_warn(s->study, "market_value_differs", where, error, "%s", text);
    }
    return BLACKOUT_OK;
}

/* ---- One case -------------------------------------------------------------------------------- */

/* The peer model needs the peers first: until then the share is measured by the market model. Peers
 * are measured as the share is, by its index, so that what is taken out of both is the same. */
static struct unit_query query_of(const struct studying *s, const struct event_case *from)
{
    enum return_model model = s->request->model;
    return (struct unit_query){.share = price_book_find(&s->book, from->symbol),
                               .index = from->index != NULL ? price_book_find(&s->book, from->index)
                                                            : NULL,
                               .model = model == MODEL_PEER ? MODEL_MARKET : model,
                               .target = from->target,
                               .role = from->role,
                               .where = from->event != NULL ? from->event : from->symbol,
                               .request = s->request};
}

/* Measures each peer on its own; those that can be are listed in `usable`, for the index. A rival
 * without prices should not stop the study of the share itself. */
static blackout_status study_peers(struct studying *s, struct study_case *one,
                                   const struct event_case *from, struct unit_query *usable,
                                   blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    one->peers = arena_alloc(&s->study->arena, from->peers.count, sizeof *one->peers);
    if (one->peers == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < from->peers.count && status == BLACKOUT_OK; ++i) {
        const char *symbol = from->peers.names[i];
        struct unit_query query = query_of(s, from);
        blackout_error why = {0};
        query.share = price_book_find(&s->book, symbol);
        query.role = "peer";
        /* What is wrong with a peer's prices leaves it out, unless the peers are the model. */
        blackout_status made =
            query.share == NULL
                ? error_set(&why, BLACKOUT_ERROR_INPUT, "there are no prices of %s", symbol)
                : event_unit_make(&one->peers[one->peer_count], s->study, &query, &why);
        if (made == BLACKOUT_OK) {
            /* A rival that was not down may have won what the owner lost: its own abnormal return
             * is no zero line. */
            one->peers[one->peer_count++].may_have_gained = true;
            usable->peers[usable->peer_count++] = query.share;
        } else if (made == BLACKOUT_ERROR_MEMORY || s->request->model == MODEL_PEER) {
            /* The message is of the peer's prices, and names them. */
            return error_set(error, made, "%.500s", why.message);
        } else {
            status = study_warn(s->study, "peer_left_out", query.where, error,
                                "the peer %s is left out: %.400s", symbol, why.message);
        }
    }
    return status;
}

/* The share beside index and peers; that it cannot be had is a warning, unless it was asked for.
 * The market's part is in that model too, so that without an index there is none. */
static blackout_status study_peer_index(struct studying *s, struct study_case *one,
                                        struct unit_query *query, blackout_error *error)
{
    blackout_error why = {0};
    if (query->peer_count == 0 || query->index == NULL) {
        return BLACKOUT_OK;
    }
    query->model = MODEL_PEER;
    blackout_status status = event_unit_make(&one->peer_index, s->study, query, &why);
    one->has_peer_index = status == BLACKOUT_OK;
    if (status == BLACKOUT_OK) {
        return status;
    }
    if (status == BLACKOUT_ERROR_MEMORY || s->request->model == MODEL_PEER) {
        return error_set(error, status, "%.500s", why.message);
    }
    return study_warn(s->study, "no_peer_index", query->where, error,
                      "the model with the peers is left out: %.400s", why.message);
}

/* Where the peers are in the model already there is nothing left to take out. The plain difference
 * (decision 0003): no regression, no standard error. */
static void find_peer_mean(struct study_case *one, enum return_model model)
{
    double sum = 0;
    for (size_t i = 0; i < one->peer_count; ++i) {
        sum += one->peers[i].abnormal.fraction;
    }
    one->has_less_peer_mean = one->peer_count > 0 && model != MODEL_PEER;
    if (one->has_less_peer_mean) {
        one->less_peer_mean.fraction = one->unit.abnormal.fraction - sum / (double)one->peer_count;
    }
}

/* By date: the days that the peers have too may be fewer. */
const struct study_session *study_peer_session(const struct study_case *one,
                                               const struct study_session *session)
{
    for (size_t i = 0; one->has_peer_index && i < one->peer_index.session_count; ++i) {
        if (one->peer_index.sessions[i].date == session->date) {
            return &one->peer_index.sessions[i];
        }
    }
    return NULL;
}

/* What a reader has to know before quoting a figure of the case. */
static blackout_status warn_case(struct studying *s, const struct study_case *one,
                                 const struct event_case *from, const char *where,
                                 blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    if (one->confounded) {
        status = study_warn(s->study, "confounded", where, error,
                            "other news moved the share at the same time: none of these figures is "
                            "due to the outage alone");
    }
    if (status == BLACKOUT_OK && from->day0_by_utc) {
        status =
            study_warn(s->study, "exchange_hours_unknown", where, error, "%s", day_zero_by_utc);
    }
    if (status == BLACKOUT_OK && one->peer_count > 0) {
        status = study_warn(s->study, "peers_may_have_gained", where, error,
                            "the peers were not down and may have gained from the outage: what "
                            "they have in common with it is taken out of the peer-adjusted change");
    }
    if (status == BLACKOUT_OK && !one->has_market_cap) {
        status = study_warn(s->study, "no_market_value", where, error,
                            "no number of shares and no market value of %s is known: amounts of "
                            "money are left out; give --shares N",
                            one->unit.symbol);
    }
    return status;
}

/* Other outages of the same owner among the sessions that are listed. Their own day 0 is what
 * counts, by the same rule. */
static blackout_status warn_neighbours(struct studying *s, const struct study_case *one,
                                       const struct event_case *from, blackout_error *error)
{
    const struct table *outages = &s->dataset->tables[OUTAGES];
    const struct study_unit *unit = &one->unit;
    blackout_status status = BLACKOUT_OK;
    instant last = unit->sessions[unit->session_count - 1].date;
    for (size_t i = 0; from->outage != NULL && i < outages->row_count && status == BLACKOUT_OK;
         ++i) {
        const struct row *other = &outages->rows[i];
        const struct cell *cells = other->cells;
        struct day_zero day_zero;
        if (other != from->outage && day_zero_of_outage(&day_zero, s->dataset, other) &&
            day_zero.date >= unit->day0 && day_zero.date <= last &&
            cells[OUTAGES_OWNER].text == from->outage->cells[OUTAGES_OWNER].text) {
            status = study_warn(s->study, "other_event", one->event, error,
                                "another outage of the same owner, %s, lies in the sessions after "
                                "day 0: they are not due to this outage alone",
                                dataset_text(s->dataset, cells[OUTAGES_EVENT].text));
        }
    }
    return status;
}

/* Copies what belongs to the dataset, to the request or to the prices. */
static blackout_status keep_texts(struct studying *s, struct study_case *one, blackout_error *error)
{
    const char **texts[] = {&one->event,    &one->owner,       &one->index,
                            &one->currency, &one->unit.symbol, &one->peer_index.symbol};
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && status == BLACKOUT_OK; ++i) {
        status = keep(&s->study->arena, texts[i], error);
    }
    for (size_t i = 0; i < one->peer_count && status == BLACKOUT_OK; ++i) {
        status = keep(&s->study->arena, &one->peers[i].symbol, error);
    }
    return status;
}

static const char *owner_text(const struct studying *s, const struct event_case *from, int column)
{
    return from->owner != NULL ? dataset_text(s->dataset, from->owner->cells[column].text) : NULL;
}

/* The share by itself, its peers by themselves, then the share with them: each needs the one
 * before. Texts are copied last, since all of them are the dataset's or the prices'. */
static blackout_status study_case(struct studying *s, const struct event_case *from,
                                  blackout_error *error)
{
    struct study_case *one = &s->study->cases[s->study->case_count++];
    struct unit_query query = query_of(s, from);
    *one = (struct study_case){.event = from->event,
                               .index = query.index != NULL ? from->index : NULL,
                               .owner = owner_text(s, from, OWNERS_OWNER),
                               .currency = owner_text(s, from, OWNERS_CURRENCY),
                               .day0_rule = from->day0_rule,
                               .confounded = from->confounded};
    /* The owner may have no row in force, and still be named by the catalogue. */
    if (one->owner == NULL && from->outage != NULL) {
        one->owner = dataset_text(s->dataset, from->outage->cells[OUTAGES_OWNER].text);
    }
    blackout_status status = event_unit_make(&one->unit, s->study, &query, error);
    if (status == BLACKOUT_OK) {
        status = study_peers(s, one, from, &query, error);
    }
    if (status == BLACKOUT_OK) {
        status = study_peer_index(s, one, &query, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    find_peer_mean(one, s->request->model);
    /* The market model was the way to the peers; what was asked for is the model with them. */
    if (s->request->model == MODEL_PEER) {
        one->unit = one->peer_index;
    }
    status = find_money(s, one, from, query.where, error);
    if (status == BLACKOUT_OK) {
        status = warn_case(s, one, from, query.where, error);
    }
    if (status == BLACKOUT_OK) {
        status = warn_neighbours(s, one, from, error);
    }
    if (status == BLACKOUT_OK) {
        status = keep_texts(s, one, error);
    }
    one->verdict = event_words_verdict(&s->study->arena, one);
    return status == BLACKOUT_OK && one->verdict == NULL ? error_memory(error) : status;
}

/* ---- Together -------------------------------------------------------------------------------- */

/* Only units whose window is covered by prices. Prices may end within a window of one share; the
 * others are tested all the same, and `units` says how many. */
static blackout_status test_window(struct studying *s, size_t window, blackout_error *error)
{
    blackout_study *study = s->study;
    struct study_tests *tests = &study->tests[study->test_count++];
    struct event_sample_unit *units = arena_alloc(&s->scratch, study->case_count, sizeof *units);
    if (units == NULL) {
        return error_memory(error);
    }
    tests->days = s->request->windows[window];
    for (size_t i = 0; i < study->case_count; ++i) {
        const struct study_unit *unit = &study->cases[i].unit;
        if (!unit->windows[window].covered) {
            continue;
        }
        units[tests->units++] = (struct event_sample_unit){
            .estimation = unit->estimation_returns,
            .dates = unit->estimation_dates,
            .days = unit->estimation.days,
            .window = unit->window_returns[window],
            .window_days = (size_t)(tests->days.last - tests->days.first) + 1,
            .window_first = unit->window_first[window],
            .window_last = unit->window_last[window],
            .sum = unit->windows[window].sum};
    }
    return event_tests_run(tests->tests, &s->study->arena, units, tests->units, error);
}

/* Days of a window must not be days that the normal return was estimated on. Else the event would
 * be in the normal return that it is measured against. */
static blackout_status check_windows(const blackout_request *request, blackout_error *error)
{
    for (size_t i = 0; i < request->window_count; ++i) {
        if (request->windows[i].first <= request->estimation.last) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "windows",
                               "the window [%d,%d] reaches into the estimation, which ends on day "
                               "%d; give a later window, or an earlier --estimation",
                               request->windows[i].first, request->windows[i].last,
                               request->estimation.last);
        }
    }
    return BLACKOUT_OK;
}

/* Prices come before cases, whose shares are chosen by what has prices. */
static blackout_status run(struct studying *s, const blackout_run_options *options,
                           blackout_error *error)
{
    blackout_study *study = s->study;
    blackout_status status = check_windows(s->request, error);
    if (status == BLACKOUT_OK) {
        status = read_prices(s, options, error);
    }
    s->cases = (struct event_cases){
        .arena = &s->scratch, .dataset = s->dataset, .request = s->request, .book = &s->book};
    if (status == BLACKOUT_OK) {
        status = event_cases_resolve(&s->cases, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    study->cases = arena_alloc(&study->arena, s->cases.count, sizeof *study->cases);
    study->tests = arena_alloc(&study->arena, s->request->window_count, sizeof *study->tests);
    if (study->cases == NULL || study->tests == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < s->cases.count && status == BLACKOUT_OK; ++i) {
        status = study_case(s, &s->cases.cases[i], error);
    }
    for (size_t i = 0; i < s->request->window_count && status == BLACKOUT_OK; ++i) {
        status = test_window(s, i, error);
    }
    return status;
}

blackout_status blackout_event_study(blackout_study **study, const blackout_dataset *dataset,
                                     const blackout_request *request,
                                     const blackout_run_options *options, blackout_error *error)
{
    struct studying s = {.dataset = dataset, .request = request};
    blackout_run_options taken;
    *study = NULL;
    blackout_status status = run_options_take(&taken, options, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    s.study = calloc(1, sizeof *s.study);
    if (s.study == NULL) {
        return error_memory(error);
    }
    s.study->model = request->model;
    s.study->kind = request->kind;
    s.study->estimation = request->estimation;
    status = arena_end(&s.scratch, run(&s, &taken, error), error);
    status = arena_judge(&s.study->arena, status, error);
    if (status != BLACKOUT_OK) {
        blackout_study_free(s.study);
        return status;
    }
    run_options_report(&taken, &s.study->warnings);
    *study = s.study;
    return BLACKOUT_OK;
}

void blackout_study_free(blackout_study *study)
{
    if (study != NULL) {
        arena_free(&study->arena);
        free(study);
    }
}
