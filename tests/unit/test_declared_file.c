/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/declared_file: which files need a hash. What becomes of one that is not right,
 * faults.members tries with all kinds. */
#define _POSIX_C_SOURCE 200809L /* mkstemp */
#include "ingest/declared_file.h"

#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "ingest/folder.h"

/* Not that of a file of an installed package which is not newer than its description. */
static void a_file_as_old_as_its_description_is_described(void **state)
{
    char path[] = "/tmp/blackout-XXXXXX";
    const int descriptor = mkstemp(path);
    struct resource resource = {
        .present = true, .path = path, .hash_kind = HASH_SHA256, .hash = "2385"};
    (void)state;
    assert_true(descriptor >= 0);
    const int64_t modified = folder_modified(path);
    assert_true(modified > 0);
    assert_true(declared_file_needs_hash(&resource)); /* no installed package's */
    resource.described = modified - 1;
    assert_true(declared_file_needs_hash(&resource));
    resource.described = modified;
    assert_false(declared_file_needs_hash(&resource));
    resource.described = modified + 1;
    assert_false(declared_file_needs_hash(&resource));
    close(descriptor);
    unlink(path);
    assert_true(folder_modified(path) == 0);
}

static void others_need_none_or_one_of_another_kind(void **state)
{
    struct resource resource = {.present = true, .hash_kind = HASH_SHA256};
    (void)state;
    assert_false(declared_file_needs_hash(&resource));
    resource.hash = "2385";
    assert_true(declared_file_needs_hash(&resource)); /* bytes in memory */
    resource.hash_kind = HASH_MD5;
    assert_false(declared_file_needs_hash(&resource));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_as_old_as_its_description_is_described),
        cmocka_unit_test(others_need_none_or_one_of_another_kind),
    };
    return cmocka_run_group_tests_name("declared_file", tests, NULL, NULL);
}
