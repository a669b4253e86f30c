/* The far side's sound on its way to who listens: in order, lost packets as silence, in pieces of a tenth of a second.

   Packets are waited for as long as nothing newer came, or 60 ms; when none come for 200 ms, silence flows by our clock.
   A reader that does not come keeps the newest 3.2 s and loses what is older. */
#include "core.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE (3 * FRAME)
#define QUIET_NS (10 * FRAME_NS)
#define QUIET_SAMPLES (10 * FRAME)

feed *feed_new(int stream_id, int64_t now)
{
    feed *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    atomic_init(&f->references, 1);
    mutex_prepare(&f->lock);
    f->stream = stream_id;
    f->arrived_ns = now;
    placed_reset(&f->sound);
    return f;
}

void feed_release(feed *f)
{
    if (!f || atomic_fetch_sub(&f->references, 1) != 1)
        return;
    pthread_mutex_destroy(&f->lock);
    free(f);
}

void feed_end(stream *s)
{
    if (!s->feed)
        return;
    atomic_store(&s->feed->ended, true);
    feed_release(s->feed);
    s->feed = NULL;
}

/* Tells the queue of a feed that has something; it stays there until it is emptied. */
static void announce(sound_queue *queue, feed *f)
{
    atomic_fetch_add(&f->references, 1);
    pthread_mutex_lock(&queue->lock);
    f->next = queue->ready;
    queue->ready = f;
    pthread_mutex_unlock(&queue->lock);
    atomic_store(&queue->waiting, true);
}

static void push_piece(core *c, feed *f)
{
    pthread_mutex_lock(&f->lock);
    bool fresh = f->count == 0;
    if (f->count == FEED_PIECES) {
        f->first = (f->first + 1) % FEED_PIECES;
        f->count--;
        atomic_fetch_add_explicit(&c->sounds.lost, 1, memory_order_relaxed);
    }
    memcpy(f->pieces[(f->first + f->count) % FEED_PIECES], f->piece, sizeof f->piece);
    f->count++;
    pthread_mutex_unlock(&f->lock);
    f->filled = 0;
    if (fresh)
        announce(&c->sounds, f);
}

static void move_run(core *c, feed *f, int32_t patience)
{
    int taken;
    while ((taken = placed_run(&f->sound, f->piece + f->filled, FEED_PIECE - f->filled, patience)) > 0) {
        f->filled += taken;
        if (f->filled == FEED_PIECE)
            push_piece(c, f);
    }
}

static void put_silence(core *c, feed *f, int samples)
{
    for (; samples-- > 0;) {
        f->piece[f->filled++] = 0;
        if (f->filled == FEED_PIECE)
            push_piece(c, f);
    }
}

/* A burst longer than the ring pushes the oldest on. */
void feed_put(core *c, feed *f, enum law law, const uint8_t *audio, int length, uint32_t timestamp, int64_t now)
{
    int64_t quiet = (now - f->arrived_ns) * 8 / 1000000;
    f->arrived_ns = now;
    /* After silence of our own making no packet is late: far clocks may stand still while nobody speaks. */
    if (f->silenced && (int32_t)(timestamp - f->sound.playout) < 0)
        f->sound.placed = false;
    f->silenced = false;
    if (f->sound.placed && (int32_t)(timestamp + (uint32_t)length - f->sound.playout) > PLACES)
        move_run(c, f, 0);
    placed_put(&f->sound, law, audio, length, timestamp, quiet < QUIET_SAMPLES ? (uint32_t)quiet : QUIET_SAMPLES);
}

void feed_tick(core *c, feed *f, int64_t now)
{
    bool quiet = now - f->arrived_ns > QUIET_NS;
    move_run(c, f, quiet ? 0 : PATIENCE);
    if (!quiet)
        return;
    f->silenced = true;
    f->arrived_ns += FRAME_NS;
    f->sound.playout = f->sound.newest += FRAME;
    put_silence(c, f, FRAME);
}

/* Once a turn of the wheel, however many have something: the loop is woken rarely and takes much. */
void sounds_wake(core *c)
{
    if (!atomic_exchange(&c->sounds.waiting, false))
        return;
    uint64_t one = 1;
    ssize_t written = write(c->events.wake_fd, &one, sizeof one);
    (void)written;
}

feed *sounds_take(sound_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    feed *ready = queue->ready;
    queue->ready = NULL;
    pthread_mutex_unlock(&queue->lock);
    return ready;
}
