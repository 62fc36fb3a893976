/* Stands between a program and the system: fails, shortens and records what it does to files.

   Loaded by LD_PRELOAD, it sees the writes of every engine in the process, whoever makes them. Only
   what happens to paths below a root counts. Nothing happens until fault_arm or fault_record. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 0, SYNC = 1, RENAME = 2, MKDIR = 3, CREATE = 4, UNLINK = 5, TRUNCATE = 6, KINDS = 7 };
enum { SHORT = -1 };

static char root[PATH_MAX];
static int armed_kind = -1, armed_error, armed_stays;
static long armed_at, calls[KINDS];
static int record = -1;


void fault_arm(const char *below, int kind, long at, int error, int stays) {
    snprintf(root, sizeof root, "%s", below);
    memset(calls, 0, sizeof calls);
    armed_kind = kind, armed_at = at, armed_error = error, armed_stays = stays;
}
void fault_record(const char *below, int descriptor) {
    snprintf(root, sizeof root, "%s", below);
    memset(calls, 0, sizeof calls);
    record = descriptor;
}
long fault_calls(int kind) { return calls[kind]; }

static void put(const void *data, size_t size) {
    const char *next = data;
    while (size) {
        long done = syscall(SYS_write, record, next, size);
        if (done <= 0) return;
        next += done, size -= (size_t)done;
    }
}

static void note(enum kind kind, const char *path, const char *other, uint64_t offset,
                 const void *data, uint64_t size) {
    if (record < 0) return;
    uint32_t head[3] = {kind, (uint32_t)strlen(path), (uint32_t)strlen(other)};
    uint64_t tail[2] = {offset, size};
    put(head, sizeof head), put(tail, sizeof tail);
    put(path, head[1]), put(other, head[2]);
    if (data) put(data, size);
}

/* The path that a name means, beginning at an open folder; whether it lies below the root. */
static int below(int folder, const char *name, char *path) {
    if (!root[0] || !name) return 0;
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else {
        char link[64], where[PATH_MAX];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t size = readlink(link, where, sizeof where - 1);
        if (size < 0) return 0;
        where[size] = 0;
        if (name[0]) snprintf(path, PATH_MAX, "%.2000s/%.2000s", where, name);
        else snprintf(path, PATH_MAX, "%s", where);
    }
    size_t length = strlen(root);
    return !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}
static int opened_below(int descriptor, char *path) { return below(descriptor, "", path); }

/* Whether this call goes wrong: 0, an error number, or SHORT. */
static int wrong(enum kind kind) {
    long number = ++calls[kind];
    if (kind != (enum kind)armed_kind) return 0;
    return number == armed_at || (armed_stays && number > armed_at) ? armed_error : 0;
}

static ssize_t written(int descriptor, const void *data, size_t size, off_t place, int placed) {
    char path[PATH_MAX];
    int error = 0, mine = opened_below(descriptor, path);
    if (mine && (error = wrong(WRITE)) != 0) {
        /* A failing disk takes half of it; the next call says why, or this one. */
        size = size > 1 ? size / 2 : size;
    }
    off_t offset = placed ? place : lseek(descriptor, 0, SEEK_CUR);
    long done = placed ? syscall(SYS_pwrite64, descriptor, data, size, place)
                       : syscall(SYS_write, descriptor, data, size);
    if (done < 0) return -1; /* syscall has set errno */
    if (mine) note(WRITE, path, "", (uint64_t)offset, data, (uint64_t)done);
    if (error > 0) { errno = error; return -1; }
    return done;
}
ssize_t write(int descriptor, const void *data, size_t size) {
    return written(descriptor, data, size, 0, 0);
}
ssize_t pwrite(int descriptor, const void *data, size_t size, off_t place) {
    return written(descriptor, data, size, place, 1);
}
ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t place) {
    return written(descriptor, data, size, place, 1);
}
ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    ssize_t all = 0;
    for (int each = 0; each < count; each++) {
        ssize_t done = written(descriptor, parts[each].iov_base, parts[each].iov_len, 0, 0);
        if (done < 0) return all ? all : -1;
        all += done;
        if ((size_t)done < parts[each].iov_len) break;
    }
    return all;
}

static int synced(int descriptor, long call) {
    char path[PATH_MAX];
    if (opened_below(descriptor, path)) {
        int error = wrong(SYNC);
        if (error) { errno = error; return -1; }
        note(SYNC, path, "", 0, 0, 0);
    }
    return (int)syscall(call, descriptor);
}
int fsync(int descriptor) { return synced(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return synced(descriptor, SYS_fdatasync); }

static int renamed(int from, const char *old, int to, const char *new, unsigned flags) {
    char path[PATH_MAX], other[PATH_MAX];
    int mine = below(from, old, path) & below(to, new, other);
    if (mine) {
        int error = wrong(RENAME);
        if (error) { errno = error; return -1; }
    }
    int done = (int)syscall(SYS_renameat2, from, old, to, new, flags);
    if (mine && !done) note(RENAME, path, other, 0, 0, 0);
    return done;
}
int rename(const char *old, const char *new) { return renamed(AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) {
    return renamed(from, old, to, new, 0);
}
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    return renamed(from, old, to, new, flags);
}

static int made(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    int mine = below(folder, name, path);
    if (mine) {
        int error = wrong(MKDIR);
        if (error) { errno = error; return -1; }
    }
    int done = (int)syscall(SYS_mkdirat, folder, name, mode);
    if (mine && !done) note(MKDIR, path, "", 0, 0, 0);
    return done;
}
int mkdir(const char *name, mode_t mode) { return made(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return made(folder, name, mode); }

static int removed(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    int mine = below(folder, name, path);
    if (mine) {
        int error = wrong(UNLINK);
        if (error) { errno = error; return -1; }
    }
    int done = (int)syscall(SYS_unlinkat, folder, name, flags);
    if (mine && !done) note(UNLINK, path, "", 0, 0, 0);
    return done;
}
int unlink(const char *name) { return removed(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) { return removed(folder, name, flags); }
int rmdir(const char *name) { return removed(AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char *name) {
    int done = removed(AT_FDCWD, name, 0);
    return done && errno == EISDIR ? removed(AT_FDCWD, name, AT_REMOVEDIR) : done;
}

static int cut(int descriptor, off64_t size) {
    char path[PATH_MAX];
    int mine = opened_below(descriptor, path);
    if (mine) {
        int error = wrong(TRUNCATE);
        if (error) { errno = error; return -1; }
    }
    int done = (int)syscall(SYS_ftruncate, descriptor, size);
    if (mine && !done) note(TRUNCATE, path, "", 0, 0, (uint64_t)size);
    return done;
}
int ftruncate(int descriptor, off_t size) { return cut(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { return cut(descriptor, size); }

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    int creates = (flags & O_CREAT) != 0, mine = creates && below(folder, name, path);
    struct stat status;
    int fresh = mine && fstatat(folder, name, &status, 0) != 0;
    if (mine) {
        int error = wrong(CREATE);
        if (error) { errno = error; return -1; }
    }
    int done = (int)syscall(SYS_openat, folder, name, flags, mode);
    if (mine && done >= 0 && fresh) note(CREATE, path, "", 0, 0, 0);
    if (done >= 0 && !fresh && (flags & O_TRUNC) && below(folder, name, path))
        note(TRUNCATE, path, "", 0, 0, 0);
    return done;
}
#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); \
    }
int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE(flags) return opened(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE(flags) return opened(folder, name, flags, mode); }
