/* What arrives: RTP checked, counted as RFC 3550 A.1, A.3 and A.8 say, and handed to digits, ears and recording. */
#include "core.h"
#include <arpa/inet.h>
#include <string.h>
#include <time.h>

#define FOREIGN_AFTER_NS NS /* how long the known far side must be silent before another address may take its place */

void inbox_prepare(inbox *box)
{
    for (int i = 0; i < INBOX; i++) {
        box->vectors[i] = (struct iovec){box->bytes[i], sizeof box->bytes[i]};
        struct msghdr *header = &box->messages[i].msg_hdr;
        header->msg_iov = &box->vectors[i];
        header->msg_iovlen = 1;
        header->msg_name = &box->from[i];
        header->msg_control = box->control[i].bytes;
    }
}

int inbox_read(inbox *box, int fd)
{
    for (int i = 0; i < INBOX; i++) {
        box->messages[i].msg_hdr.msg_namelen = sizeof box->from[i];
        box->messages[i].msg_hdr.msg_controllen = sizeof box->control[i];
    }
    return recvmmsg(fd, box->messages, INBOX, MSG_DONTWAIT, NULL);
}

/* The kernel's stamp: a tick reads up to 20 ms of arrivals at once, so our own clock would invent jitter. */
int64_t inbox_arrival(inbox *box, int index)
{
    struct msghdr *header = &box->messages[index].msg_hdr;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(header); c; c = CMSG_NXTHDR(header, c)) {
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec at;
            memcpy(&at, CMSG_DATA(c), sizeof at);
            return at.tv_sec * NS + at.tv_nsec;
        }
    }
    return realtime_ns();
}

void receiving_reset(receiving *in)
{
    memset(in, 0, sizeof *in);
    in->voice.floor = 40;
}

uint32_t receiving_lost(const receiving *in)
{
    if (!in->started)
        return in->lost_before;
    uint32_t expected = in->cycles + in->highest - in->base + 1;
    return in->lost_before + (expected > in->source_packets ? expected - in->source_packets : 0);
}

/* The first source is kept; another is heard only if it is the signalled one, or the known one has fallen silent. */
static bool accept_source(stream *s, const struct sockaddr_storage *from, int64_t now)
{
    receiving *in = &s->in;
    if (in->sourced && address_same(&in->source, from, true))
        return true;
    if (in->sourced && now - in->heard_ns < FOREIGN_AFTER_NS && !address_same(&s->signalled, from, true)) {
        in->foreign++;
        return false;
    }
    in->sourced = true;
    in->source = *from;
    if (s->symmetric && s->connected) {
        s->far = *from;
        s->far_rtcp = *from;
        address_shift_port(&s->far_rtcp, 1);
    }
    return true;
}

static void begin_source(receiving *in, uint32_t ssrc, uint16_t sequence)
{
    in->lost_before = receiving_lost(in);
    in->started = true;
    in->ssrc = ssrc;
    in->base = sequence;
    in->highest = sequence;
    in->cycles = in->source_packets = in->expected_prior = in->received_prior = 0;
    in->timed = false;
    in->digit.known = false;
}

/* False: a packet already seen. A jump too far to be loss or reordering starts the count anew. */
static bool count_sequence(receiving *in, uint16_t sequence)
{
    uint16_t ahead = (uint16_t)(sequence - in->highest);
    if (in->source_packets && ahead == 0)
        return false;
    if (ahead < 3000) {
        if (sequence < in->highest)
            in->cycles += 65536;
        in->highest = sequence;
    } else if (ahead < 65536 - 100) {
        begin_source(in, in->ssrc, sequence);
    }
    in->source_packets++;
    return true;
}

static void time_packet(receiving *in, uint32_t timestamp, int64_t arrival)
{
    if (in->timed) {
        int32_t step = (int32_t)(timestamp - in->arrival_timestamp);
        double off = (double)(arrival - in->arrival_ns) * 8e-6 - step;
        if (step > 0 && step < 80000) {
            if (off > 80) /* more than 10 ms behind its promised step: a gap over 30 ms between packets of 20 ms */
                in->late++;
            in->jitter += ((off < 0 ? -off : off) - in->jitter) / 16;
        }
    }
    in->timed = true;
    in->arrival_ns = arrival;
    in->arrival_timestamp = timestamp;
}

/* Where the payload lies, or a negative length for what is not RTP. */
static int find_payload(const uint8_t *bytes, int length, const uint8_t **payload)
{
    int at = 12 + 4 * (bytes[0] & 15);
    if (bytes[0] & 0x10) {
        if (at + 4 > length)
            return -1;
        at += 4 + 4 * (bytes[at + 2] << 8 | bytes[at + 3]);
    }
    int end = length;
    if (bytes[0] & 0x20)
        end -= bytes[length - 1];
    *payload = bytes + at;
    return end - at;
}

static uint32_t get32(const uint8_t *from)
{
    uint32_t value;
    memcpy(&value, from, 4);
    return ntohl(value);
}

static void hear_audio(stream *s, enum law law, const uint8_t *audio, int length, uint32_t timestamp, int64_t now)
{
    listen_audio(s, law, audio, length, now);
    if (s->feed)
        feed_put(s->owner, s->feed, law, audio, length, timestamp, now);
    if (s->bridge)
        bridge_hear(s, law, audio, length, timestamp);
    if (s->recording)
        recording_far(s->recording, law, audio, length, timestamp);
}

static void handle_packet(stream *s, const uint8_t *bytes, int length, int64_t arrival, int64_t now)
{
    receiving *in = &s->in;
    const uint8_t *payload;
    int type = bytes[1] & 0x7F, size = find_payload(bytes, length, &payload);
    bool audio = type == 0 || type == 8, digit = type == s->out.event_payload;
    if (size < 0 || (!audio && !digit && type != 13)) {
        in->strange++;
        return;
    }
    uint32_t ssrc = get32(bytes + 8), timestamp = get32(bytes + 4);
    if (!in->started || ssrc != in->ssrc) {
        begin_source(in, ssrc, (uint16_t)(bytes[2] << 8 | bytes[3]));
        if (s->recording)
            s->recording->placed = false;
        if (s->feed)
            s->feed->sound.placed = false;
        if (s->bridge)
            bridge_forget_source(s);
    }
    in->packets++;
    if (!count_sequence(in, (uint16_t)(bytes[2] << 8 | bytes[3])))
        return;
    if (digit) {
        digit_packet(s, payload, size, timestamp, bytes[1] & 0x80, now);
        in->timed = false;
    } else if (audio && size > 0) {
        time_packet(in, timestamp, arrival);
        in->audio_ns = now;
        hear_audio(s, type == 0 ? PCMU : PCMA, payload, size, timestamp, now);
    }
}

static void take_packet(stream *s, inbox *box, int index, int64_t now)
{
    uint8_t *bytes = box->bytes[index];
    int length = (int)box->messages[index].msg_len;
    if (length < 12 || bytes[0] >> 6 != 2 || !s->connected || box->messages[index].msg_hdr.msg_flags & MSG_TRUNC) {
        s->in.strange++;
        return;
    }
    int64_t arrival = inbox_arrival(box, index);
    bool report = bytes[1] >= 192 && bytes[1] <= 223; /* RTCP on the same port, RFC 5761 */
    if (s->srtp && (length = (report ? srtcp_unprotect : srtp_unprotect)(s->srtp, bytes, length)) < 0) {
        s->in.strange++;
        return;
    }
    if (report) {
        rtcp_packet(s, bytes, length, &box->from[index], arrival);
        return;
    }
    if (!accept_source(s, &box->from[index], now))
        return;
    s->in.heard_ns = now;
    s->in.silent_told = false;
    handle_packet(s, bytes, length, arrival, now);
}

static void watch_silence(stream *s, int64_t now)
{
    receiving *in = &s->in;
    if (!s->connected || in->silent_told || now - in->heard_ns < s->owner->far_silent_ns)
        return;
    in->silent_told = true;
    event silent = {.kind = FAR_SILENT, .stream = s->id, .seconds = (double)(now - in->heard_ns) / 1e9};
    events_push(&s->owner->events, silent);
}

void receiving_tick(stream *s, inbox *box, int64_t now)
{
    for (int round = 0; round < ROUNDS; round++) {
        int count = inbox_read(box, s->rtp_fd);
        if (count > 0)
            atomic_fetch_add_explicit(&s->owner->received, (unsigned long)count, memory_order_relaxed);
        for (int i = 0; i < count; i++)
            take_packet(s, box, i, now);
        if (count < INBOX)
            break;
    }
    digit_tick(s, now);
    if (s->connected && now - s->in.audio_ns > 3 * FRAME_NS)
        listen_gap(s, now);
    watch_silence(s, now);
}
