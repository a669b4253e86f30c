/* The writer's half of a recording: a thread that empties the rings into stereo 16-bit WAV files.

   A file grows under the name `….part` and takes its own name when whole: who finds the name finds a complete recording. */
#include "core.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PASS_NS FRAME_NS
#define PHASES 20 /* each file is written once in 20 passes: every 400 ms */
#define FRAME_BYTES (FRAME * 4)
#define HEADER_BYTES 44
#define SILENCE_FRAMES 50

static void put(recording *r, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length && !r->error) {
        ssize_t gone = write(r->fd, at, length);
        if (gone < 0 && errno != EINTR)
            r->error = errno;
        if (gone > 0) {
            at += gone;
            length -= (size_t)gone;
        }
    }
}

static void put_header(recording *r)
{
    uint32_t size = (uint32_t)(r->written * FRAME_BYTES);
    uint32_t words[11] = {0x46464952, size + 36, 0x45564157, 0x20746d66, 16, 2 << 16 | 1, 8000, 32000, 16 << 16 | 4, 0x61746164, size};
    put(r, words, HEADER_BYTES);
}

static void put_silence(recording *r, uint32_t frames)
{
    static const char silence[SILENCE_FRAMES * FRAME_BYTES];
    r->written += frames;
    for (; frames; ) {
        uint32_t some = frames < SILENCE_FRAMES ? frames : SILENCE_FRAMES;
        put(r, silence, some * FRAME_BYTES);
        frames -= some;
    }
}

static void interleave(const ring_frame *from, enum law law, int16_t *to)
{
    const int16_t *linear = law_linear[law];
    for (int i = 0; i < FRAME; i++) {
        *to++ = linear[from->far[i]];
        *to++ = linear[from->near[i]];
    }
}

/* True once nothing more will come. */
bool recording_drain(recording *r)
{
    static int16_t samples[RING_FRAMES * FRAME * 2];
    bool ended = atomic_load_explicit(&r->ended, memory_order_acquire);
    unsigned tail = atomic_load_explicit(&r->tail, memory_order_relaxed);
    unsigned head = atomic_load_explicit(&r->head, memory_order_acquire);
    size_t filled = 0;
    if (!r->headed)
        put_header(r);
    r->headed = true;
    for (; tail != head; tail++) {
        const ring_frame *frame = &r->ring[tail % RING_FRAMES];
        if (frame->silent_before) {
            put(r, samples, filled * FRAME_BYTES);
            put_silence(r, frame->silent_before);
            filled = 0;
        }
        interleave(frame, r->law, samples + filled * FRAME * 2);
        filled++;
        r->written++;
    }
    put(r, samples, filled * FRAME_BYTES);
    atomic_store_explicit(&r->tail, tail, memory_order_release);
    return ended;
}

static int sync_folder(const char *path)
{
    char folder[PATH_MAX];
    strcpy(folder, path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = 0;
    else
        strcpy(folder, ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int error = fsync(fd) ? errno : 0;
    close(fd);
    return error;
}

int recording_finish(recording *r, bool sync)
{
    put_silence(r, r->missed);
    if (!r->error && lseek(r->fd, 0, SEEK_SET) < 0)
        r->error = errno;
    put_header(r);
    if (!r->error && sync && fdatasync(r->fd))
        r->error = errno;
    if (close(r->fd) && !r->error)
        r->error = errno;
    if (!r->error && rename(r->part, r->path))
        r->error = errno;
    if (!r->error && sync)
        r->error = sync_folder(r->path);
    return r->error;
}

static void finish(core *c, recording *r)
{
    event done = {.kind = RECORDING_DONE, .stream = r->stream};
    done.error = recording_finish(r, c->record_sync);
    done.seconds = (double)r->written * FRAME / 8000;
    done.path = strdup(r->path);
    free(r);
    atomic_fetch_sub(&c->recordings_open, 1);
    events_push(&c->events, done);
}

static void adopt(core *c)
{
    pthread_mutex_lock(&c->lock);
    while (!c->recordings && !atomic_load(&c->beginning) && !atomic_load(&c->media_stopped))
        pthread_cond_wait(&c->recorded, &c->lock);
    recording *fresh = atomic_exchange(&c->beginning, NULL);
    pthread_mutex_unlock(&c->lock);
    while (fresh) {
        recording *next = fresh->next;
        fresh->next = c->recordings;
        c->recordings = fresh;
        fresh = next;
    }
}

static void pass(core *c, int phase)
{
    for (recording **at = &c->recordings; *at;) {
        recording *r = *at;
        bool ended = atomic_load(&r->ended);
        if (ended || r->phase % PHASES == phase)
            ended = recording_drain(r);
        if (ended) {
            *at = r->next;
            finish(c, r);
        } else {
            at = &r->next;
        }
    }
}

void *writer_run(void *core_pointer)
{
    core *c = core_pointer;
    /* Behind the media thread, before the machine's other work: a writer that starves leaves holes in recordings. */
    setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), -5);
    for (int phase = 0;; phase = (phase + 1) % PHASES) {
        adopt(c);
        if (!c->recordings && atomic_load(&c->media_stopped))
            return NULL;
        pass(c, phase);
        nanosleep(&(struct timespec){0, PASS_NS}, NULL);
    }
}
