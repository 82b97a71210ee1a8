/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded before the C library (LD_PRELOAD): makes allocations fail, one after the other, and writes
 * down what the program did then. Not a test by itself: test_memory_faults.py starts it and judges.
 *
 * At an allocation that is to fail the process forks. In the child that allocation fails (and,
 * asked so, all later ones); the child goes on until it ends. The parent waits, notes how the child
 * ended, and goes on with memory for all. So each allocation costs what follows its failure, not a
 * run.
 *
 * A child has its own folder, and its own copy of each open file, at the same place in it: nothing
 * it reads or writes is seen by the parent. Beside a second thread a fork would lose that thread,
 * so with FAULT_MODE=threads the parent forks once for each allocation before main() begins, and
 * counts from the first thread on. pthread_create() counts as an allocation.
 *
 * Reads from the environment:
 *   FAULT_LOG     the file for one line a child, see note_child()
 *   FAULT_ROOT    a folder for those of the children
 *   FAULT_MODE    each, threads, at (no fork: FAULT_FIRST fails)
 *   FAULT_FIRST, FAULT_STEP   which allocations fail: FIRST, FIRST + STEP, ...
 *   FAULT_SEEN    a file: of the allocations that the same calls lead to only the first fails, also
 *                 over several runs
 *   FAULT_LATER   1: all later ones fail too
 *   FAULT_TRACE   1: with FAULT_MODE=at, the calls that led to the allocation, on standard error */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void __libc_free(void *memory);
void *__libc_memalign(size_t boundary, size_t size);

enum {
    LONGEST_PATH = 512,
    LONGEST_MESSAGE = 1500,
    MOST_FILES = 64,
    MOST_SITES = 64,
    HANG_SECONDS = 120, /* the slowest run takes a hundredth of it */
    LOG_DESCRIPTOR = 900
};

/* ---- What is allocated ----------------------------------------------------------------------- */

/* Before each block, so that what is left at the end can be listed with its place in the code. */
struct head {
    struct head *next;
    struct head *previous;
    void *start; /* of what the C library gave */
    size_t size;
    const void *site; /* the call of malloc() */
    size_t mark;
};

static const size_t block_mark = 0x5eedb10c;

static struct head blocks = {&blocks, &blocks, NULL, 0, NULL, 0};
static atomic_flag blocks_lock = ATOMIC_FLAG_INIT;

static void lock(void)
{
    while (atomic_flag_test_and_set(&blocks_lock)) {
    }
}

static void unlock(void)
{
    atomic_flag_clear(&blocks_lock);
}

static void *give(size_t boundary, size_t size, const void *site)
{
    size_t before = (sizeof(struct head) + boundary - 1) / boundary * boundary;
    if (size > SIZE_MAX / 2) {
        errno = ENOMEM;
        return NULL;
    }
    char *start = __libc_memalign(boundary, before + size);
    if (start == NULL) {
        return NULL;
    }
    struct head *head = (struct head *)(start + before) - 1;
    lock();
    *head = (struct head){blocks.next, &blocks, start, size, site, block_mark};
    blocks.next->previous = head;
    blocks.next = head;
    unlock();
    return head + 1;
}

static void take(void *memory)
{
    struct head *head = (struct head *)memory - 1;
    if (memory == NULL) {
        return;
    }
    if (head->mark != block_mark) {
        abort(); /* freed twice, or never allocated */
    }
    lock();
    head->mark = 0;
    head->next->previous = head->previous;
    head->previous->next = head->next;
    unlock();
    memset(memory, 0xdb, head->size); /* who reads it after this gets nonsense */
    __libc_free(head->start);
}

/* ---- Which fails ----------------------------------------------------------------------------- */

static struct {
    bool counts; /* main() has begun; with threads: the first one is started */
    bool forks;
    bool with_threads;
    bool later;
    bool is_child;
    bool has_failed;
    bool traces;
    size_t first, step, target;
    const char *root;
} plan;

static atomic_size_t allocation_count;
static atomic_int threads_running;
static _Thread_local bool is_inside; /* what the harness itself allocates is not counted */

struct left {
    bool has_ended; /* by exit(), so that what is left was noted */
    size_t count;
    struct {
        const void *site;
        size_t blocks;
    } sites[MOST_SITES];
};
static struct left *left;

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; ++i) {
        hash = (hash ^ byte[i]) * 0x100000001b3;
    }
    return hash;
}

static const uint64_t hash_start = 0xcbf29ce484222325;

static uint64_t hash_file(int folder, const char *name, off_t *size)
{
    static unsigned char bytes[65536];
    uint64_t hash = hash_start;
    int file = openat(folder, name, O_RDONLY);
    ssize_t length;
    *size = 0;
    while (file >= 0 && (length = read(file, bytes, sizeof bytes)) > 0) {
        hash = hash_bytes(hash, bytes, (size_t)length);
        *size += length;
    }
    close(file);
    return hash;
}

static void log_text(const char *format, ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (write(LOG_DESCRIPTOR, text, length < (int)sizeof text ? (size_t)length : sizeof text) < 0) {
        _exit(99);
    }
}

/* A place in the code as LIBRARY+OFFSET. */
static void log_site(const void *site)
{
    Dl_info info;
    if (dladdr(site, &info) != 0 && info.dli_fname != NULL) {
        const char *slash = strrchr(info.dli_fname, '/');
        log_text("%s+0x%zx", slash != NULL ? slash + 1 : info.dli_fname,
                 (size_t)((const char *)site - (const char *)info.dli_fbase));
    } else {
        log_text("?");
    }
}

static void log_left(void)
{
    log_text("\t%d", left->has_ended ? 1 : 0);
    for (size_t i = 0; i < left->count; ++i) {
        log_text("\t");
        log_site(left->sites[i].site);
        log_text("*%zu", left->sites[i].blocks);
    }
}

/* Lists what is allocated by the place that allocated it. */
static void note_left(void)
{
    left->has_ended = true;
    left->count = 0;
    for (const struct head *head = blocks.next; head != &blocks; head = head->next) {
        size_t i = 0;
        while (i < left->count && left->sites[i].site != head->site) {
            ++i;
        }
        if (i < MOST_SITES - 1) {
            left->count = i == left->count ? i + 1 : left->count;
            left->sites[i].site = head->site;
            ++left->sites[i].blocks;
        }
    }
}

/* A line: number, how it ended (exit status, or -signal), hash of standard output, hash of the
 * files, their names, standard error, blocks left. */
static void note_child(size_t number, int status, int folder)
{
    char message[LONGEST_MESSAGE];
    char names[LONGEST_MESSAGE] = "";
    off_t size = 0;
    uint64_t hash = hash_start;
    int file = openat(folder, "../stderr", O_RDONLY);
    ssize_t length = read(file, message, sizeof message - 1);
    close(file);
    message[length > 0 ? length : 0] = '\0';
    for (char *c = message; *c != '\0'; ++c) {
        *c = (char)(*c == '\n' ? '|' : *c == '\t' ? ' ' : *c);
    }
    lseek(folder, 0, SEEK_SET);
    DIR *listing = fdopendir(dup(folder));
    const struct dirent *entry;
    while ((entry = readdir(listing)) != NULL) {
        if (entry->d_name[0] != '.') {
            struct stat info;
            fstatat(folder, entry->d_name, &info, AT_SYMLINK_NOFOLLOW);
            hash ^= S_ISDIR(info.st_mode) ? 1 : hash_file(folder, entry->d_name, &size);
            size_t used = strlen(names);
            snprintf(names + used, sizeof names - used, "%s ", entry->d_name);
        }
    }
    closedir(listing);
    uint64_t out = hash_file(folder, "../stdout", &size);
    log_text("%zu\t%d\t%016llx\t%016llx\t%s\t%s", number,
             WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status), (unsigned long long)out,
             (unsigned long long)hash, names, message);
    log_left();
    log_text("\n");
}

/* Empties a folder, and the ones in it. */
static void empty(int folder)
{
    lseek(folder, 0, SEEK_SET);
    DIR *listing = fdopendir(dup(folder));
    const struct dirent *entry;
    while (listing != NULL && (entry = readdir(listing)) != NULL) {
        const bool is_self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!is_self && unlinkat(folder, entry->d_name, 0) != 0) {
            int inner = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY);
            if (inner >= 0) {
                empty(inner);
                close(inner);
                unlinkat(folder, entry->d_name, AT_REMOVEDIR);
            }
        }
    }
    closedir(listing);
}

static void copy_into(int to, int from, off_t size)
{
    char bytes[65536];
    off_t at = 0;
    ssize_t length;
    while (at < size && (length = pread(from, bytes, sizeof bytes, at)) > 0) {
        if (write(to, bytes, (size_t)length) != length) {
            _exit(98);
        }
        at += length;
    }
}

/* Gives a child its own copy of an open file: of one in the folder of the parent a copy by the same
 * name, of one that is read the same file, of any other one without a name. */
static void part_file(int descriptor, const char *here, int folder)
{
    char link[64];
    char path[LONGEST_PATH] = "";
    struct stat info;
    const int flags = fcntl(descriptor, F_GETFL);
    const off_t place = lseek(descriptor, 0, SEEK_CUR);
    if (flags < 0 || fstat(descriptor, &info) != 0 ||
        (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))) {
        return;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    const size_t here_length = strlen(here);
    const bool is_here = strncmp(path, here, here_length) == 0 && path[here_length] == '/';
    int own;
    if ((flags & O_ACCMODE) == O_RDONLY) {
        own = open(link, flags & ~O_CREAT);
    } else {
        own = is_here ? openat(folder, path + here_length + 1, O_CREAT | O_RDWR, 0666)
                      : memfd_create("copy", 0);
        int from = open(link, O_RDONLY);
        copy_into(own, from, info.st_size);
        close(from);
    }
    lseek(own, place, SEEK_SET);
    if (own < 0 || dup2(own, descriptor) < 0) {
        _exit(97);
    }
    close(own);
}

/* Files of the parent's folder that are not open: a new package is written one by one. */
static void copy_folder(int from, int to)
{
    lseek(from, 0, SEEK_SET);
    DIR *listing = fdopendir(dup(from));
    const struct dirent *entry;
    while (listing != NULL && (entry = readdir(listing)) != NULL) {
        struct stat info;
        if (entry->d_name[0] == '.' ||
            fstatat(from, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        int source = openat(from, entry->d_name, O_RDONLY);
        if (S_ISDIR(info.st_mode)) {
            mkdirat(to, entry->d_name, 0777);
            int inner = openat(to, entry->d_name, O_RDONLY | O_DIRECTORY);
            copy_folder(source, inner);
            close(inner);
        } else {
            int copy = openat(to, entry->d_name, O_CREAT | O_WRONLY | O_TRUNC, info.st_mode);
            copy_into(copy, source, info.st_size);
            close(copy);
        }
        close(source);
    }
    closedir(listing);
}

/* What is on standard output so far goes to the child's. */
static void part_standard(int descriptor, const char *name, int folder)
{
    char link[64];
    struct stat info;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    int own = openat(folder, name, O_CREAT | O_RDWR | O_TRUNC | O_APPEND, 0666);
    int from = open(link, O_RDONLY);
    if (from >= 0 && fstat(from, &info) == 0 && S_ISREG(info.st_mode)) {
        copy_into(own, from, info.st_size);
    }
    close(from);
    dup2(own, descriptor);
    close(own);
}

static void print_calls(void)
{
    enum { MOST_CALLS = 24 };
    void *calls[MOST_CALLS];
    is_inside = true;
    backtrace_symbols_fd(calls, backtrace(calls, MOST_CALLS), STDERR_FILENO);
    is_inside = false;
}

/* Where a child crashed goes with its messages. */
static void on_crash(int number)
{
    print_calls();
    signal(number, SIG_DFL);
    raise(number);
}

static void become_child(int folder)
{
    char here[LONGEST_PATH];
    plan.is_child = true;
    if (getcwd(here, sizeof here) == NULL) {
        _exit(96);
    }
    int from = open(".", O_RDONLY | O_DIRECTORY);
    copy_folder(from, folder);
    close(from);
    for (int i = 3; i < MOST_FILES; ++i) {
        if (i != folder) {
            part_file(i, here, folder);
        }
    }
    part_standard(1, "../stdout", folder);
    part_standard(2, "../stderr", folder);
    if (fchdir(folder) != 0) {
        _exit(95);
    }
    close(folder);
    signal(SIGSEGV, on_crash);
    alarm(HANG_SECONDS);
}

/* Returns true in the child. */
static bool fork_child(size_t number)
{
    is_inside = true;
    const int error = errno;
    char path[LONGEST_PATH];
    snprintf(path, sizeof path, "%s/in", plan.root);
    mkdir(path, 0777);
    int folder = open(path, O_RDONLY | O_DIRECTORY);
    empty(folder);
    memset(left, 0, sizeof *left);
    pid_t child = fork();
    if (child == 0) {
        become_child(folder);
        is_inside = false;
        return true;
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    note_child(number, status, folder);
    close(folder);
    is_inside = false;
    errno = error;
    return false;
}

/* Calls of one kind, over all runs: a table in a file, by open addressing. */
enum { SEEN_SLOTS = 1 << 20, SEEN_CALLS = 12 };
static uint64_t *seen;

static void open_seen(const char *path)
{
    int file = path != NULL ? open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0666) : -1;
    if (file >= 0 && ftruncate(file, SEEN_SLOTS * sizeof *seen) == 0) {
        void *map =
            mmap(NULL, SEEN_SLOTS * sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        void *calls[1];
        seen = map != MAP_FAILED ? map : NULL;
        is_inside = true;
        backtrace(calls, 1); /* loads the unwinder, which allocates */
        is_inside = false;
    }
    close(file);
}

/* Whether the same calls have led to an allocation before. */
static bool was_seen(void)
{
    void *calls[SEEN_CALLS];
    if (seen == NULL) {
        return false;
    }
    is_inside = true;
    int count = backtrace(calls, SEEN_CALLS);
    is_inside = false;
    uint64_t hash = hash_bytes(hash_start, calls, (size_t)count * sizeof *calls);
    hash = hash != 0 ? hash : 1;
    size_t slot = hash % SEEN_SLOTS;
    while (seen[slot] != 0 && seen[slot] != hash) {
        slot = (slot + 1) % SEEN_SLOTS;
    }
    const bool known = seen[slot] == hash;
    seen[slot] = hash;
    return known;
}

/* Whether this allocation is to fail. */
static bool fails(void)
{
    if (!plan.counts || is_inside) {
        return false;
    }
    const size_t number = atomic_fetch_add(&allocation_count, 1) + 1;
    if (plan.is_child || !plan.forks) {
        if (plan.has_failed) {
            return plan.later;
        }
        plan.has_failed = number == plan.target;
        if (plan.has_failed && plan.traces) {
            print_calls();
        }
        return plan.has_failed;
    }
    if (number < plan.first || (number - plan.first) % plan.step != 0 ||
        atomic_load(&threads_running) > 0 || was_seen()) {
        return false;
    }
    plan.has_failed = fork_child(number);
    return plan.has_failed;
}

static void *allocate(size_t boundary, size_t size, const void *site)
{
    if (fails()) {
        errno = ENOMEM;
        return NULL;
    }
    return give(boundary, size, site);
}

/* ---- The functions that are replaced --------------------------------------------------------- */

void *malloc(size_t size)
{
    void *memory = allocate(alignof(max_align_t), size, __builtin_return_address(0));
    if (memory != NULL) {
        memset(memory, 0xda, size);
    }
    return memory;
}

void *calloc(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size) {
        errno = ENOMEM;
        return NULL;
    }
    void *memory = allocate(alignof(max_align_t), count * size, __builtin_return_address(0));
    return memory != NULL ? memset(memory, 0, count * size) : NULL;
}

void *realloc(void *old, size_t size)
{
    void *memory = allocate(alignof(max_align_t), size, __builtin_return_address(0));
    if (memory != NULL && old != NULL) {
        const size_t had = ((struct head *)old - 1)->size;
        memcpy(memory, old, had < size ? had : size);
        take(old);
    }
    return memory;
}

void free(void *memory)
{
    take(memory);
}

void *memalign(size_t boundary, size_t size)
{
    return allocate(boundary, size, __builtin_return_address(0));
}

void *aligned_alloc(size_t boundary, size_t size)
{
    return allocate(boundary, size, __builtin_return_address(0));
}

int posix_memalign(void **memory, size_t boundary, size_t size)
{
    *memory = allocate(boundary, size, __builtin_return_address(0));
    return *memory != NULL ? 0 : ENOMEM;
}

struct started {
    void *(*start)(void *);
    void *argument;
};

static void *run_thread(void *user)
{
    struct started started = *(struct started *)user;
    __libc_free(user);
    return started.start(started.argument);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                   void *argument)
{
    static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (real == NULL) {
        real = (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))dlsym(
            RTLD_NEXT, "pthread_create");
    }
    plan.counts = plan.counts || plan.with_threads;
    if (fails()) {
        return EAGAIN;
    }
    struct started *started = __libc_malloc(sizeof *started);
    *started = (struct started){start, argument};
    atomic_fetch_add(&threads_running, 1);
    return real(thread, attributes, run_thread, started);
}

int pthread_join(pthread_t thread, void **result)
{
    static int (*real)(pthread_t, void **);
    if (real == NULL) {
        real = (int (*)(pthread_t, void **))dlsym(RTLD_NEXT, "pthread_join");
    }
    int joined = real(thread, result);
    atomic_fetch_sub(&threads_running, 1);
    return joined;
}

/* A lock for reading and writing notes which thread has it, by a number that a child has not: after
 * a fork in between it could not be released. One thread needs no locks. */
typedef int lock_function(pthread_rwlock_t *);

static int lock_call(const char *name, pthread_rwlock_t *called)
{
    lock_function *real = plan.forks ? NULL : (lock_function *)dlsym(RTLD_NEXT, name);
    return real != NULL ? real(called) : 0;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *called)
{
    return lock_call("pthread_rwlock_rdlock", called);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *called)
{
    return lock_call("pthread_rwlock_wrlock", called);
}

int pthread_rwlock_unlock(pthread_rwlock_t *called)
{
    return lock_call("pthread_rwlock_unlock", called);
}

/* ---- Start and end --------------------------------------------------------------------------- */

static size_t number_of(const char *name)
{
    const char *text = getenv(name);
    return text != NULL ? strtoul(text, NULL, 10) : 0;
}

static void prepare(void)
{
    const char *mode = getenv("FAULT_MODE");
    int log = open(getenv("FAULT_LOG"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0666);
    dup2(log, LOG_DESCRIPTOR);
    close(log);
    plan.root = getenv("FAULT_ROOT");
    plan.first = number_of("FAULT_FIRST");
    plan.step = number_of("FAULT_STEP");
    plan.step = plan.step > 0 ? plan.step : 1;
    plan.later = number_of("FAULT_LATER") != 0;
    plan.target = plan.first;
    plan.traces = number_of("FAULT_TRACE") != 0;
    plan.with_threads = strcmp(mode, "threads") == 0;
    plan.forks = strcmp(mode, "each") == 0;
    left = mmap(NULL, sizeof *left, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    open_seen(getenv("FAULT_SEEN"));
    plan.counts = !plan.with_threads;
}

/* Runs main() once in each of several children, until one ends before its allocation comes. */
static void fork_runs(void)
{
    enum { MOST_RUNS = 100000 };
    for (size_t number = 0; number < MOST_RUNS;
         number = number == 0 ? plan.first : number + plan.step) {
        if (fork_child(number)) {
            plan.target = number > 0 ? number : SIZE_MAX;
            return;
        }
        if (number > 0 && left->has_ended && left->sites[MOST_SITES - 1].blocks == SIZE_MAX) {
            return;
        }
    }
}

static int (*program_main)(int, char **, char **);

static int run_main(int count, char **arguments, char **environment)
{
    prepare();
    if (plan.forks && fork_child(0)) {
        plan.target = SIZE_MAX; /* the run to compare with */
    }
    if (plan.with_threads) {
        fork_runs();
        plan.target = plan.is_child ? plan.target : SIZE_MAX;
    }
    return program_main(count, arguments, environment);
}

int __libc_start_main(int (*main)(int, char **, char **), int count, char **arguments,
                      void (*init)(void), void (*fini)(void), void (*loader)(void), void *stack)
{
    typedef int starter(int (*)(int, char **, char **), int, char **, void (*)(void),
                        void (*)(void), void (*)(void), void *);
    starter *real = (starter *)dlsym(RTLD_NEXT, "__libc_start_main");
    program_main = main;
    return real(run_main, count, arguments, init, fini, loader, stack);
}

/* After main(), before standard output is flushed for the last time. */
__attribute__((destructor)) static void at_end(void)
{
    if (left == NULL) {
        return;
    }
    note_left();
    if (plan.is_child && !plan.has_failed) {
        left->sites[MOST_SITES - 1].blocks = SIZE_MAX; /* there is no such allocation */
    }
    if (!plan.is_child) {
        log_text("end\t%zu", atomic_load(&allocation_count));
        log_left();
        log_text("\n");
    }
}
