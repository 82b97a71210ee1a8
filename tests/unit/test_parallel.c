/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/parallel: every piece is done once, by a worker that there is, whatever the threads. */
#include "core/parallel.h"

#include <stdatomic.h>
#include <unistd.h>

#include "check.h"

enum { MOST_PIECES = 4099 };

struct work {
    size_t threads;
    atomic_int done[MOST_PIECES];
    atomic_int strangers; /* workers that are not below `threads` */
};

static void do_piece(void *user, size_t index, size_t worker)
{
    struct work *work = user;
    atomic_fetch_add(&work->done[index], 1);
    atomic_fetch_add(&work->strangers, worker < work->threads ? 0 : 1);
}

/* By the crew, or where it is NULL by one for these pieces alone. */
static void check_run(struct crew *crew, size_t threads, size_t count)
{
    static struct work work;
    work.threads = threads > 0 ? threads : 1;
    atomic_store(&work.strangers, 0);
    for (size_t i = 0; i < MOST_PIECES; ++i) {
        atomic_store(&work.done[i], 0);
    }
    if (crew != NULL) {
        crew_do(crew, count, do_piece, &work);
    } else {
        parallel_for(threads, count, do_piece, &work);
    }
    for (size_t i = 0; i < MOST_PIECES; ++i) {
        assert_int_equal(atomic_load(&work.done[i]), i < count ? 1 : 0);
    }
    assert_int_equal(atomic_load(&work.strangers), 0);
}

static void every_piece_is_done_once(void **state)
{
    static const size_t threads[] = {0, 1, 2, 3, 7, 16, 61};
    static const size_t counts[] = {0, 1, 5, 168, MOST_PIECES};
    (void)state;
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; ++i) {
        for (size_t k = 0; k < sizeof counts / sizeof counts[0]; ++k) {
            check_run(NULL, threads[i], counts[k]);
        }
    }
}

static void a_crew_does_one_lot_after_the_other(void **state)
{
    static const size_t counts[] = {168, 0, 1, 2, MOST_PIECES, 5, 3};
    (void)state;
    assert_null(crew_open(0));
    assert_null(crew_open(1));
    crew_close(NULL);
    for (size_t threads = 2; threads <= 17; threads += 5) {
        struct crew *crew = crew_open(threads);
        assert_non_null(crew);
        for (size_t i = 0; i < 40 * sizeof counts / sizeof counts[0]; ++i) {
            check_run(crew, threads, counts[i % (sizeof counts / sizeof counts[0])]);
        }
        crew_close(crew);
    }
}

static void note_worker(void *user, size_t index, size_t worker)
{
    size_t *workers = user;
    workers[index] = worker + 1;
}

/* One piece, and the pieces of no crew, in order, without waking anybody. */
static void the_caller_works_alone(void **state)
{
    size_t workers[3] = {0};
    struct crew *crew = crew_open(4);
    (void)state;
    crew_do(NULL, 3, note_worker, workers);
    assert_int_equal(workers[0] + workers[1] + workers[2], 3);
    crew_do(crew, 1, note_worker, workers);
    assert_int_equal(workers[0], 1);
    crew_close(crew);
}

/* More threads than there is room for: the surplus is left out. */
static void too_many_threads_are_cut(void **state)
{
    (void)state;
    check_run(NULL, 1000, 2385);
}

/* Expected: the header's rule; 256 is the most of the implementation. */
static void chooses_the_number_of_threads(void **state)
{
    (void)state;
    size_t processors = (size_t)sysconf(_SC_NPROCESSORS_ONLN);
    assert_int_equal(parallel_threads(7, 168), 7);
    assert_int_equal(parallel_threads(7, 5), 5);
    assert_int_equal(parallel_threads(7, 0), 1);
    assert_int_equal(parallel_threads(1, 168), 1);
    assert_int_equal(parallel_threads(100000, 2385), 256);
    assert_int_equal(parallel_threads(0, 1), 1);
    assert_int_equal(parallel_threads(0, 2385), processors < 256 ? processors : 256);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_done_once),
        cmocka_unit_test(a_crew_does_one_lot_after_the_other),
        cmocka_unit_test(the_caller_works_alone),
        cmocka_unit_test(too_many_threads_are_cut),
        cmocka_unit_test(chooses_the_number_of_threads),
    };
    return cmocka_run_group_tests_name("parallel", tests, NULL, NULL);
}
