/* Digits that arrive as RFC 4733 events: told once each, though packets repeat, change order or lose the end. */
#include "core.h"

#define END_LOST_NS (5 * FRAME_NS)
static const char KEYS[] = "0123456789*#ABCD";

/* A key is told when it goes up; how much had been played counts to when it went down. */
void digit_tell(stream *s, int key, int duration_ms)
{
    double played = stream_played(s) - duration_ms / 1000.0;
    event pressed = {.kind = DIGIT, .stream = s->id, .number = key, .duration_ms = duration_ms};
    pressed.seconds = played > 0 ? played : 0;
    events_push(&s->owner->events, pressed);
}

static void tell(stream *s)
{
    digit_in *d = &s->in.digit;
    d->open = false;
    int duration_ms = (int)((d->before + d->duration) / 8);
    digit_tell(s, KEYS[d->key], duration_ms);
    if (s->bridge)
        bridge_key(s, KEYS[d->key], duration_ms);
}

static void begin(digit_in *d, int key, uint32_t timestamp, uint32_t before)
{
    *d = (digit_in){.known = true, .open = true, .key = key, .timestamp = timestamp, .before = before};
}

void digit_packet(stream *s, const uint8_t *payload, int length, uint32_t timestamp, bool marker, int64_t now)
{
    digit_in *d = &s->in.digit;
    if (length < 4 || payload[0] > 15)
        return;
    int key = payload[0];
    uint32_t duration = (uint32_t)(payload[2] << 8 | payload[3]);
    if (!d->known || timestamp != d->timestamp) {
        int32_t step = (int32_t)(timestamp - d->timestamp);
        if (d->known && step < 0 && step > -80000) /* a straggler of an event already told */
            return;
        /* A press longer than the 16-bit duration goes on under a new timestamp, RFC 4733 2.5.1.3. */
        bool longer = d->known && d->open && key == d->key && !marker && d->duration >= 0xF000 && step <= 0x10000;
        if (d->open && !longer)
            tell(s);
        begin(d, key, timestamp, longer ? d->before + (uint32_t)step : 0);
    }
    if (!d->open)
        return;
    d->heard_ns = now;
    if (duration > d->duration)
        d->duration = duration;
    if (payload[1] & 0x80)
        tell(s);
}

void digit_tick(stream *s, int64_t now)
{
    if (s->in.digit.open && now - s->in.digit.heard_ns > END_LOST_NS)
        tell(s);
}
