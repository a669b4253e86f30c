/* The media thread: every millisecond one of 20 slots is due, and each stream in it reads, listens and sends. */
#include "core.h"
#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define STEP_NS (FRAME_NS / SLOTS)
#define HOPELESS_NS (5 * FRAME_NS) /* further behind than this, the wheel jumps forward: a burst would help nobody */

void stream_release(stream *s)
{
    if (atomic_fetch_sub(&s->references, 1) != 1)
        return;
    pthread_mutex_destroy(&s->lock);
    prompt_release(s->out.playing);
    srtp_free(s->srtp);
    free(s);
}

void stream_finish(stream *s)
{
    if (s->closed)
        return;
    s->closed = true;
    if (s->connected)
        rtcp_send(s, true);
    close(s->rtp_fd);
    close(s->rtcp_fd);
    stream_stop_playing(s);
    feed_end(s);
    bridge_leave(s);
    if (s->recording)
        s->recorded_frames += recording_end(s->owner, s->recording);
    s->recording = NULL;
}

static bool tick(stream *s, inbox *box, int64_t now)
{
    pthread_mutex_lock(&s->lock);
    bool closed = s->closed;
    if (!closed) {
        bridge_tick(s);
        if (s->next)
            memory_expect(s->next, offsetof(stream, in.tones));
        sending_tick(s);
        if (s->feed)
            memory_expect(&s->feed->sound.codes[s->feed->sound.playout % PLACES], 2 * FRAME);
        receiving_tick(s, box, now);
        if (s->feed && s->connected)
            feed_tick(s->owner, s->feed, now);
        rtcp_tick(s, box, now);
        s->ticks++;
    }
    pthread_mutex_unlock(&s->lock);
    return !closed;
}

static void turn(core *c, int slot)
{
    int64_t now = monotonic_ns();
    for (stream **at = &c->slots[slot]; *at;) {
        stream *s = *at;
        if (tick(s, &c->inbox, now)) {
            at = &s->next;
            continue;
        }
        *at = s->next;
        pthread_mutex_lock(&c->lock);
        c->slot_counts[slot]--;
        c->live--;
        pthread_mutex_unlock(&c->lock);
        stream_release(s);
    }
}

static bool welcome(core *c, bool wait)
{
    if (!wait && !atomic_load_explicit(&c->arriving, memory_order_relaxed))
        return false;
    pthread_mutex_lock(&c->lock);
    bool waited = false;
    while (c->live == 0 && !atomic_load(&c->arriving) && !atomic_load(&c->stopping)) {
        pthread_cond_wait(&c->arrived, &c->lock);
        waited = true;
    }
    stream *fresh = atomic_exchange(&c->arriving, NULL);
    pthread_mutex_unlock(&c->lock);
    while (fresh) {
        stream *next = fresh->next;
        fresh->next = c->slots[fresh->slot];
        c->slots[fresh->slot] = fresh;
        fresh = next;
    }
    return waited;
}

/* Real-time priority where the system grants it, a better nice value where only that, else as everybody. */
static bool claim_priority(void)
{
    struct sched_param urgent = {.sched_priority = 10};
    prctl(PR_SET_TIMERSLACK, 1UL);
    if (pthread_setschedparam(pthread_self(), SCHED_RR, &urgent) == 0)
        return true;
    return setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), -10) == 0;
}

static void sleep_until(int64_t at)
{
    struct timespec when = {at / NS, at % NS};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == EINTR)
        continue;
}

static int64_t measure(core *c, int64_t due)
{
    int64_t behind = monotonic_ns() - due;
    if (behind > (int64_t)atomic_load_explicit(&c->behind_max_us, memory_order_relaxed) * 1000)
        atomic_store_explicit(&c->behind_max_us, (unsigned long)(behind / 1000), memory_order_relaxed);
    if (behind <= HOPELESS_NS)
        return due;
    atomic_fetch_add_explicit(&c->jumps, 1, memory_order_relaxed);
    return due + behind;
}

void *wheel_run(void *core_pointer)
{
    core *c = core_pointer;
    c->realtime = claim_priority();
    inbox_prepare(&c->inbox);
    int64_t due = monotonic_ns();
    for (unsigned slot = 0;; slot = (slot + 1) % SLOTS) {
        if (welcome(c, c->live == 0))
            due = monotonic_ns();
        if (atomic_load(&c->stopping) && c->live == 0)
            return NULL;
        if (slot == 0)
            sounds_wake(c);
        due += STEP_NS;
        if (!c->slots[slot])
            continue;
        sleep_until(due);
        due = measure(c, due);
        turn(c, (int)slot);
        atomic_fetch_add_explicit(&c->ticks, 1, memory_order_relaxed);
    }
}
