/* G.711 (both laws) as tables, prompts encoded in both and shared between calls, and the clocks. */
#include "core.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

int16_t law_linear[2][256];
uint32_t law_energy[2][256];
uint8_t law_crossed[2][256];
const uint8_t law_silence[2] = {0xFF, 0xD5};

static int decode_mu(int code)
{
    code = ~code & 0xFF;
    int magnitude = ((((code & 15) << 3) + 132) << (code >> 4 & 7)) - 132;
    return code & 0x80 ? -magnitude : magnitude;
}

static int decode_a(int code)
{
    code ^= 0x55;
    int segment = code >> 4 & 7, magnitude = ((code & 15) << 4) + 8;
    if (segment)
        magnitude = (magnitude + 256) << (segment - 1);
    return code & 0x80 ? magnitude : -magnitude;
}

static int top_bit(int value)
{
    return 31 - __builtin_clz((unsigned)value);
}

uint8_t law_encode(enum law law, int sample)
{
    int negative = sample < 0, magnitude = negative ? -sample : sample;
    if (law == PCMU) {
        magnitude = (magnitude > 32635 ? 32635 : magnitude) + 132;
        int segment = top_bit(magnitude) - 7;
        return (uint8_t)~(negative << 7 | segment << 4 | (magnitude >> (segment + 3) & 15));
    }
    magnitude = magnitude > 32767 ? 32767 : magnitude;
    int segment = magnitude < 256 ? 0 : top_bit(magnitude) - 7;
    int step = segment ? segment + 3 : 4;
    return (uint8_t)(((negative ? 0 : 0x80) | segment << 4 | (magnitude >> step & 15)) ^ 0x55);
}

void law_prepare(void)
{
    for (int code = 0; code < 256; code++) {
        law_linear[PCMU][code] = (int16_t)decode_mu(code);
        law_linear[PCMA][code] = (int16_t)decode_a(code);
        for (int law = 0; law < 2; law++) {
            int level = law_linear[law][code] / 8;
            law_energy[law][code] = (uint32_t)(level * level);
            law_crossed[law][code] = law_encode(law == PCMU ? PCMA : PCMU, law_linear[law][code]);
        }
    }
}

prompt *prompt_new(const uint8_t *pcmu, const uint8_t *pcma, size_t length)
{
    prompt *p = malloc(sizeof *p + 2 * length);
    if (!p)
        return NULL;
    atomic_init(&p->references, 1);
    p->length = length;
    p->audio[PCMU] = (uint8_t *)(p + 1);
    p->audio[PCMA] = p->audio[PCMU] + length;
    memcpy(p->audio[PCMU], pcmu, length);
    memcpy(p->audio[PCMA], pcma, length);
    return p;
}

void prompt_release(prompt *p)
{
    if (p && atomic_fetch_sub(&p->references, 1) == 1)
        free(p);
}

static int64_t clock_ns(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return at.tv_sec * NS + at.tv_nsec;
}

int64_t monotonic_ns(void)
{
    return clock_ns(CLOCK_MONOTONIC);
}

int64_t realtime_ns(void)
{
    return clock_ns(CLOCK_REALTIME);
}

void mutex_prepare(pthread_mutex_t *mutex)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    /* A preempted Python thread that holds a lock is lifted, so that the media thread does not wait for its turn. */
    pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    pthread_mutex_init(mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
}
