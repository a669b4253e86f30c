/* The media thread's half of a recording: far audio put in its place by timestamp, both sides pushed into a ring.

   Far audio waits 200 ms for stragglers; ours waits as long, so that both channels keep their true distance in time. */
#include "core.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#define MISPLACED_MAX 5

recording *recording_open(const char *path, int stream_id, enum law law, int *error)
{
    recording *r = calloc(1, sizeof *r);
    *error = ENOMEM;
    if (!r)
        return NULL;
    *error = ENAMETOOLONG;
    if (strlen(path) >= sizeof r->path) {
        free(r);
        return NULL;
    }
    strcpy(r->path, path);
    snprintf(r->part, sizeof r->part, "%s.part", path);
    r->fd = open(r->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    *error = errno;
    if (r->fd < 0) {
        free(r);
        return NULL;
    }
    r->stream = stream_id;
    r->law = law;
    memset(r->far, law_silence[law], sizeof r->far);
    memset(r->near, law_silence[law], sizeof r->near);
    return r;
}

static void put_run(const recording *r, uint8_t *to, enum law law, const uint8_t *audio, int length)
{
    if (law == r->law)
        memcpy(to, audio, (size_t)length);
    else
        for (int i = 0; i < length; i++)
            to[i] = law_crossed[law][audio[i]];
}

void recording_far(recording *r, enum law law, const uint8_t *audio, int length, uint32_t timestamp)
{
    int32_t ahead = (int32_t)(timestamp - r->playout);
    if (!r->placed || ((ahead < 0 || ahead + length > FAR_RING) && ++r->misplaced >= MISPLACED_MAX)) {
        r->playout = timestamp - FAR_DELAY;
        r->placed = true;
        ahead = FAR_DELAY;
        memset(r->far, law_silence[r->law], sizeof r->far);
    }
    if (ahead < 0 || ahead + length > FAR_RING)
        return;
    r->misplaced = 0;
    int at = (int)(timestamp % FAR_RING), first = length < FAR_RING - at ? length : FAR_RING - at;
    put_run(r, r->far + at, law, audio, first);
    put_run(r, r->far, law, audio + first, length - first);
}

/* Rings of a thousand calls are not in the processor's cache: asked for before a system call, they are there after it. */
void recording_expect(const recording *r)
{
    unsigned head = atomic_load_explicit(&r->head, memory_order_relaxed);
    memory_expect(&r->ring[head % RING_FRAMES], sizeof *r->ring);
    memory_expect(&r->far[r->playout % FAR_RING], FRAME);
    memory_expect(r->near[r->frames % NEAR_DELAY], FRAME);
}

static void take_far(recording *r, uint8_t *frame)
{
    size_t at = r->playout % FAR_RING, first = FAR_RING - at < FRAME ? FAR_RING - at : FRAME;
    memcpy(frame, r->far + at, first);
    memcpy(frame + first, r->far, FRAME - first);
    memset(r->far + at, law_silence[r->law], first);
    memset(r->far, law_silence[r->law], FRAME - first);
    r->playout += FRAME;
}

void recording_near(core *c, recording *r, enum law law, const uint8_t *audio)
{
    uint8_t *near = r->near[r->frames % NEAR_DELAY];
    unsigned head = atomic_load_explicit(&r->head, memory_order_relaxed);
    uint8_t unheard[FRAME];
    if (r->frames < NEAR_DELAY) { /* nothing of the call has come through the delay yet */
        take_far(r, unheard);
    } else if (head - atomic_load_explicit(&r->tail, memory_order_acquire) < RING_FRAMES) {
        ring_frame *slot = &r->ring[head % RING_FRAMES];
        take_far(r, slot->far);
        memcpy(slot->near, near, FRAME);
        slot->silent_before = r->missed;
        r->missed = 0;
        atomic_store_explicit(&r->head, head + 1, memory_order_release);
    } else {
        take_far(r, unheard);
        r->missed++;
        atomic_fetch_add_explicit(&c->recording_missed, 1, memory_order_relaxed);
    }
    put_run(r, near, law, audio, FRAME);
    r->frames++;
}

void recording_begin(core *c, recording *r)
{
    atomic_fetch_add(&c->recordings_open, 1);
    pthread_mutex_lock(&c->lock);
    r->phase = r->stream;
    r->next = atomic_load(&c->beginning);
    atomic_store(&c->beginning, r);
    pthread_cond_signal(&c->recorded);
    pthread_mutex_unlock(&c->lock);
}

/* Pushes what still waits in the delays; from here on the recording belongs to the writer alone. */
uint64_t recording_end(core *c, recording *r)
{
    uint8_t silence[FRAME];
    memset(silence, law_silence[r->law], FRAME);
    for (int i = 0; i < NEAR_DELAY; i++)
        recording_near(c, r, r->law, silence);
    uint64_t frames = r->frames - NEAR_DELAY;
    atomic_store_explicit(&r->ended, true, memory_order_release);
    return frames;
}
