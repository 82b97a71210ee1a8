/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where programs that are built with AddressSanitizer look for pointers when they end and count
 * what was not freed: in stacks, registers and the data of the shared libraries, but not in the
 * program's own, where a pointer that is left is a leak as well. Beside it are 8 MB of tables of
 * the sanitizer, all zero, and to read through them took a third of the time of a short run.
 */
#define _GNU_SOURCE /* dl_iterate_phdr */
#include <link.h>
#include <sanitizer/lsan_interface.h>

const char *__lsan_default_options(void)
{
    return "use_globals=0";
}

static int register_data(struct dl_phdr_info *info, size_t size, void *user)
{
    (void)size;
    (void)user;
    for (size_t i = 0; info->dlpi_name[0] != '\0' && i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type == PT_LOAD && (segment->p_flags & PF_W) != 0) {
            const void *begin = (const char *)info->dlpi_addr + segment->p_vaddr;
            __lsan_register_root_region(begin, segment->p_memsz);
        }
    }
    return 0;
}

__attribute__((constructor)) static void register_libraries(void)
{
    dl_iterate_phdr(register_data, NULL);
}
