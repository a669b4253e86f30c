/* What leaves: one packet per stream and tick, of the prompt, of silence, of a digit (RFC 4733) or of its tones. */
#include "core.h"
#include <math.h>
#include <netinet/in.h>
#include <string.h>

static const char KEYS[] = "0123456789*#ABCD";
static const int ROWS[] = {697, 770, 852, 941}, COLUMNS[] = {1209, 1336, 1477, 1633};
static const char PAD[] = "123A456B789C*0#D";

void address_shift_port(struct sockaddr_storage *address, int by)
{
    in_port_t *port = address->ss_family == AF_INET6 ? &((struct sockaddr_in6 *)address)->sin6_port
                                                     : &((struct sockaddr_in *)address)->sin_port;
    *port = htons((uint16_t)(ntohs(*port) + by));
}

bool address_same(const struct sockaddr_storage *a, const struct sockaddr_storage *b, bool with_port)
{
    if (a->ss_family != b->ss_family)
        return false;
    if (a->ss_family == AF_INET6) {
        const struct sockaddr_in6 *x = (const void *)a, *y = (const void *)b;
        return !memcmp(&x->sin6_addr, &y->sin6_addr, sizeof x->sin6_addr) && (!with_port || x->sin6_port == y->sin6_port);
    }
    const struct sockaddr_in *x = (const void *)a, *y = (const void *)b;
    return x->sin_addr.s_addr == y->sin_addr.s_addr && (!with_port || x->sin_port == y->sin_port);
}

static void put32(uint8_t *to, uint32_t value)
{
    value = htonl(value);
    memcpy(to, &value, 4);
}

static void transmit(stream *s, uint8_t *packet, int length, int payload_type, uint32_t timestamp, bool marker)
{
    sending *out = &s->out;
    packet[0] = 0x80;
    packet[1] = (uint8_t)(payload_type | (marker ? 0x80 : 0));
    packet[2] = (uint8_t)(out->sequence >> 8);
    packet[3] = (uint8_t)out->sequence;
    put32(packet + 4, timestamp);
    put32(packet + 8, out->ssrc);
    out->sequence++;
    uint8_t wire[12 + FRAME + SRTP_TAIL];
    int size = s->srtp ? srtp_protect(s->srtp, packet, length, wire) : length;
    const uint8_t *leaves = s->srtp ? wire : packet;
    const struct sockaddr *far = (const struct sockaddr *)&s->far;
    if (size < 0 || sendto(s->rtp_fd, leaves, (size_t)size, MSG_DONTWAIT | MSG_NOSIGNAL, far, s->far_length) < 0) {
        atomic_fetch_add_explicit(&s->owner->send_errors, 1, memory_order_relaxed);
        return;
    }
    out->packets++;
    out->octets += (uint32_t)length - 12;
    atomic_fetch_add_explicit(&s->owner->sent, 1, memory_order_relaxed);
}

void tone_frame(enum law law, int key, int offset, uint8_t *frame)
{
    int at = (int)(strchr(PAD, key) - PAD);
    double row = 2 * M_PI * ROWS[at / 4] / 8000, column = 2 * M_PI * COLUMNS[at % 4] / 8000;
    for (int i = 0; i < FRAME; i++) {
        int sample = (int)(6000 * sin(row * (offset + i)) + 7000 * sin(column * (offset + i)));
        frame[i] = law_encode(law, sample);
    }
}

static void send_event(stream *s, int key, int at, int total)
{
    sending *out = &s->out;
    uint8_t packet[16];
    bool end = at >= total - 1;
    uint32_t duration = (uint32_t)(end ? total : at + 1) * FRAME;
    packet[12] = (uint8_t)(strchr(KEYS, key) - KEYS);
    packet[13] = (uint8_t)((end ? 0x80 : 0) | 10);
    packet[14] = (uint8_t)(duration >> 8);
    packet[15] = (uint8_t)duration;
    if (at == 0)
        out->key_timestamp = out->timestamp;
    transmit(s, packet, sizeof packet, out->event_payload, out->key_timestamp, at == 0);
}

/* A digit lasts `key_total` ticks, its last packet is sent three times, then comes the gap. True: this tick is taken. */
static bool send_key(stream *s, uint8_t *frame)
{
    sending *out = &s->out;
    if (!out->keys_count)
        return false;
    if (out->key_at == 0)
        out->key_total = out->key_ticks;
    int at = out->key_at++, key = out->keys[0];
    if (at + 1 >= out->key_total + out->key_gap) {
        memmove(out->keys, out->keys + 1, (size_t)--out->keys_count);
        out->key_at = 0;
    }
    if (out->event_payload < 0) {
        if (at < out->key_total)
            tone_frame(out->law, key, at * FRAME, frame);
        return false;
    }
    if (at >= out->key_total + 2)
        return false;
    send_event(s, key, at, out->key_total);
    return true;
}

static void finish_playing(stream *s)
{
    event finished = {.kind = PLAY_FINISHED, .stream = s->id, .number = s->out.play_number};
    finished.seconds = stream_stop_playing(s);
    events_push(&s->owner->events, finished);
}

static void play_frame(stream *s, uint8_t *frame)
{
    sending *out = &s->out;
    prompt *p = out->playing;
    for (size_t filled = 0; filled < FRAME;) {
        size_t left = p->length - out->position, take = left < FRAME - filled ? left : FRAME - filled;
        memcpy(frame + filled, p->audio[out->law] + out->position, take);
        out->position += take;
        out->played += take;
        filled += take;
        if (out->position < p->length)
            continue;
        if (!out->endless || !p->length) {
            finish_playing(s);
            return;
        }
        out->position = 0;
    }
}

void sending_tick(stream *s)
{
    sending *out = &s->out;
    uint8_t packet[12 + FRAME], *frame = packet + 12;
    uint8_t crossing[FRAME];
    memset(frame, law_silence[out->law], FRAME);
    memset(crossing, law_silence[out->law], FRAME);
    bool quiet = out->paused || !s->connected, taken = false;
    if (s->recording)
        recording_expect(s->recording);
    if (!quiet) {
        bool keying = out->keys_count > 0;
        taken = send_key(s, frame);
        if (s->bridge)
            bridge_frame(s, crossing);
        if (!keying && out->playing)
            play_frame(s, frame);
        else if (!keying && s->bridge)
            memcpy(frame, crossing, FRAME);
        if (!taken) {
            transmit(s, packet, sizeof packet, out->law == PCMU ? 0 : 8, out->timestamp, out->marker);
            out->marker = false;
        }
    } else {
        out->marker = true;
    }
    out->timestamp += FRAME;
    if (s->recording)
        recording_near(s->owner, s->recording, out->law, frame);
}

void stream_play(stream *s, prompt *p, size_t start, int number, bool endless)
{
    sending *out = &s->out;
    prompt_release(out->playing);
    atomic_fetch_add(&p->references, 1);
    out->playing = p;
    out->position = start < p->length ? start : p->length;
    out->played = 0;
    out->play_number = number;
    out->endless = endless;
}

double stream_played(const stream *s)
{
    return s->out.playing ? (double)s->out.played / 8000 : 0;
}

double stream_stop_playing(stream *s)
{
    double seconds = stream_played(s);
    prompt_release(s->out.playing);
    s->out.playing = NULL;
    return seconds;
}
