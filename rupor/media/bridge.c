/* Two streams that hear one another. Each far side's sound waits 40 ms in its lane and leaves with the other's packets.

   Lanes belong to the media thread alone. A lane that runs dry waits and so grows its delay by itself; one that keeps more
   than 40 ms in hand for a second leaves a frame out, so that two clocks that differ never pile sound up; after a hold all
   but the newest is left out. */
#include "core.h"
#include <stdlib.h>
#include <string.h>

#define DELAY (2 * FRAME)
#define JUMP (10 * FRAME)
#define LOOK_TICKS 50

bridge *bridge_new(void)
{
    bridge *b = calloc(1, sizeof *b);
    if (!b)
        return NULL;
    atomic_init(&b->references, 1);
    for (int i = 0; i < 2; i++) {
        placed_reset(&b->lanes[i].sound);
        b->lanes[i].least = INT32_MAX;
    }
    return b;
}

void bridge_release(bridge *b)
{
    if (b && atomic_fetch_sub(&b->references, 1) == 1)
        free(b);
}

void bridge_enter(stream *s, bridge *b, int side)
{
    bridge_leave(s);
    atomic_fetch_add(&b->references, 1);
    s->bridge = b;
    s->side = side;
}

/* The other side finds out at its next tick. */
void bridge_leave(stream *s)
{
    if (!s->bridge)
        return;
    atomic_store(&s->bridge->parted, true);
    bridge_release(s->bridge);
    s->bridge = NULL;
}

void bridge_tick(stream *s)
{
    if (s->bridge && atomic_load(&s->bridge->parted))
        bridge_leave(s);
}

void bridge_hear(stream *s, enum law law, const uint8_t *audio, int length, uint32_t timestamp)
{
    placed_sound *sound = &s->bridge->lanes[s->side].sound;
    bool dry = placed_waiting(sound) <= 0;
    if ((int32_t)(timestamp - sound->newest) > (dry ? 0 : JUMP))
        sound->placed = false;
    placed_put(sound, law, audio, length, timestamp, DELAY);
}

void bridge_forget_source(stream *s)
{
    s->bridge->lanes[s->side].sound.placed = false;
}

void bridge_key(stream *s, int key, int duration_ms)
{
    lane *l = &s->bridge->lanes[s->side];
    if (l->keys_count == KEYS_MAX)
        return;
    int ticks = (duration_ms + 10) / 20;
    l->keys_ticks[l->keys_count] = (int16_t)(ticks < 2 ? 2 : ticks > 300 ? 300 : ticks);
    l->keys[l->keys_count++] = (char)key;
}

static void leave_out(placed_sound *sound, int32_t samples)
{
    while (samples-- > 0)
        placed_take(sound);
}

static void leave_out_what_piles_up(lane *l)
{
    int32_t waiting = placed_waiting(&l->sound);
    l->least = waiting < l->least ? waiting : l->least;
    if (++l->looked < LOOK_TICKS)
        return;
    if (l->least > DELAY)
        leave_out(&l->sound, FRAME);
    l->looked = 0;
    l->least = INT32_MAX;
}

/* A key of the other far side goes on to ours when no other is under way: as an event or as tones, as ours understands. */
static void pass_key(stream *s, lane *l)
{
    sending *out = &s->out;
    if (!l->keys_count || out->keys_count)
        return;
    out->keys[0] = l->keys[0];
    out->keys_count = 1;
    out->key_ticks = l->keys_ticks[0];
    out->key_gap = 2;
    l->keys_count--;
    memmove(l->keys, l->keys + 1, (size_t)l->keys_count);
    memmove(l->keys_ticks, l->keys_ticks + 1, (size_t)l->keys_count * sizeof *l->keys_ticks);
}

/* The next 20 ms of the other far side; silence where it has none. */
void bridge_frame(stream *s, uint8_t *frame)
{
    lane *l = &s->bridge->lanes[!s->side];
    enum law law = s->out.law;
    pass_key(s, l);
    if (placed_waiting(&l->sound) > JUMP)
        leave_out(&l->sound, placed_waiting(&l->sound) - DELAY);
    for (int i = 0; i < FRAME && placed_waiting(&l->sound) > 0; i++) {
        uint16_t code = placed_take(&l->sound);
        if (code != MISSING)
            frame[i] = code >> 8 == law ? (uint8_t)code : law_crossed[code >> 8][code & 0xFF];
    }
    leave_out_what_piles_up(l);
}
