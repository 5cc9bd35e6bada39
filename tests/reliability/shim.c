/* Kills the process that preloads it at the n-th call that writes, once it is armed.
 *
 * Calls of the C library that change a file are counted: on regular files only, so that what is
 * said to a pipe is none. With `torn`, half of a write is done before. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static volatile long left = 0;  /* 0: not armed */
static volatile long seen = 0;
static volatile int torn = 0;

void shim_arm(long n, int half) { seen = 0; torn = half; left = n; }
long shim_seen(void) { return seen; }

static int due(void) { seen++; return left && seen == left; }
static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }
static int regular(int fd) { struct stat s; return fstat(fd, &s) == 0 && S_ISREG(s.st_mode); }

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *b, size_t n) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (regular(fd) && due()) { if (torn && n > 1) real(fd, b, n / 2); die(); }
    return real(fd, b, n);
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    if (regular(fd) && due()) { if (torn && n > 1) real(fd, b, n / 2, at); die(); }
    return real(fd, b, n, at);
}
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    if (regular(fd) && due()) { if (torn && n > 1) real(fd, b, n / 2, at); die(); }
    return real(fd, b, n, at);
}
int fsync(int fd) { REAL(int, fsync, int); if (due()) die(); return real(fd); }
int fdatasync(int fd) { REAL(int, fdatasync, int); if (due()) die(); return real(fd); }
int ftruncate(int fd, off_t n) { REAL(int, ftruncate, int, off_t); if (due()) die(); return real(fd, n); }
int ftruncate64(int fd, off64_t n) { REAL(int, ftruncate64, int, off64_t); if (due()) die(); return real(fd, n); }
int unlink(const char *p) { REAL(int, unlink, const char *); if (due()) die(); return real(p); }
int unlinkat(int d, const char *p, int f) { REAL(int, unlinkat, int, const char *, int); if (due()) die(); return real(d, p, f); }
int rmdir(const char *p) { REAL(int, rmdir, const char *); if (due()) die(); return real(p); }
int mkdir(const char *p, mode_t m) { REAL(int, mkdir, const char *, mode_t); if (due()) die(); return real(p, m); }
int rename(const char *a, const char *b) { REAL(int, rename, const char *, const char *); if (due()) die(); return real(a, b); }
int chmod(const char *p, mode_t m) { REAL(int, chmod, const char *, mode_t); if (due()) die(); return real(p, m); }
