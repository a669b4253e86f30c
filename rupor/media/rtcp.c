/* RTCP (RFC 3550, 6): our report every few seconds, BYE at the end, and what the far side says of us. */
#include "core.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define NTP_EPOCH 2208988800ULL
enum { SR = 200, RR = 201, SDES = 202, BYE = 203 };

static uint8_t *put32(uint8_t *to, uint32_t value)
{
    value = htonl(value);
    memcpy(to, &value, 4);
    return to + 4;
}

static uint32_t get32(const uint8_t *from)
{
    uint32_t value;
    memcpy(&value, from, 4);
    return ntohl(value);
}

static uint8_t *put_header(uint8_t *to, int count, int type, int words)
{
    return put32(to, 0x80000000U | (uint32_t)count << 24 | (uint32_t)type << 16 | (uint32_t)(words - 1));
}

static uint64_t ntp(int64_t at_ns)
{
    uint64_t seconds = (uint64_t)(at_ns / NS) + NTP_EPOCH;
    return seconds << 32 | ((uint64_t)(at_ns % NS) << 32) / (uint64_t)NS;
}

static uint32_t fraction_lost(receiving *in, uint32_t expected)
{
    uint32_t wanted = expected - in->expected_prior, got = in->source_packets - in->received_prior;
    in->expected_prior = expected;
    in->received_prior = in->source_packets;
    return wanted && wanted > got ? ((wanted - got) << 8) / wanted : 0;
}

static uint8_t *put_block(uint8_t *to, stream *s, int64_t now)
{
    receiving *in = &s->in;
    uint32_t expected = in->cycles + in->highest - in->base + 1, fraction = fraction_lost(in, expected);
    int64_t lost = (int64_t)expected - in->source_packets;
    lost = lost > 0x7FFFFF ? 0x7FFFFF : lost < -0x800000 ? -0x800000 : lost;
    to = put32(to, in->ssrc);
    to = put32(to, (fraction > 255 ? 255 : fraction) << 24 | ((uint32_t)lost & 0xFFFFFF));
    to = put32(to, in->cycles + in->highest);
    to = put32(to, (uint32_t)in->jitter);
    to = put32(to, s->rtcp.last_sr);
    uint64_t delay = s->rtcp.last_sr ? (uint64_t)(now - s->rtcp.far_report_ns) * 65536 / (uint64_t)NS : 0;
    return put32(to, (uint32_t)delay);
}

static uint8_t *put_report(uint8_t *to, stream *s, int64_t now)
{
    sending *out = &s->out;
    bool sent = out->packets != out->packets_reported, heard = s->in.started;
    out->packets_reported = out->packets;
    to = put_header(to, heard, sent ? SR : RR, 2 + (sent ? 5 : 0) + (heard ? 6 : 0));
    to = put32(to, out->ssrc);
    if (sent) {
        uint64_t at = ntp(now);
        to = put32(to, (uint32_t)(at >> 32));
        to = put32(to, (uint32_t)at);
        to = put32(to, out->timestamp);
        to = put32(to, out->packets);
        to = put32(to, out->octets);
    }
    return heard ? put_block(to, s, now) : to;
}

static uint8_t *put_name(uint8_t *to, stream *s)
{
    to = put_header(to, 1, SDES, 5);
    to = put32(to, s->out.ssrc);
    char item[13] = {0};
    item[0] = 1; /* CNAME; the last of the twelve bytes stays zero and ends the list */
    item[1] = 8;
    snprintf(item + 2, 9, "%08x", s->out.ssrc);
    item[10] = item[11] = 0;
    memcpy(to, item, 12);
    return to + 12;
}

void rtcp_send(stream *s, bool bye)
{
    uint8_t packet[128], *end = put_name(put_report(packet, s, realtime_ns()), s);
    if (bye) {
        end = put_header(end, 1, BYE, 2);
        end = put32(end, s->out.ssrc);
    }
    uint8_t wire[sizeof packet + SRTP_TAIL];
    int length = (int)(end - packet);
    if (s->srtp && (length = srtcp_protect(s->srtp, packet, length, wire)) < 0)
        return;
    sendto(s->rtcp_fd, s->srtp ? wire : packet, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&s->far_rtcp, s->far_length);
}

static void take_block(stream *s, const uint8_t *block, int64_t arrival)
{
    reports *r = &s->rtcp;
    if (get32(block) != s->out.ssrc)
        return;
    r->known = true;
    r->far_loss = block[4] / 256.0;
    r->far_jitter_ms = get32(block + 12) / 8.0;
    uint32_t last = get32(block + 16), delay = get32(block + 20);
    uint32_t trip = (uint32_t)(ntp(arrival) >> 16) - last - delay;
    if (last && trip < 60U << 16)
        r->far_rtt_ms = trip * 1000.0 / 65536;
}

static void take_part(stream *s, const uint8_t *part, int size, int64_t arrival)
{
    int blocks = part[0] & 31, at = part[1] == SR ? 28 : 8;
    if (part[1] == BYE)
        s->rtcp.far_bye = true;
    if (part[1] != SR && part[1] != RR)
        return;
    if (part[1] == SR && size >= 28) {
        s->rtcp.last_sr = get32(part + 10);
        s->rtcp.far_report_ns = arrival;
    }
    for (; blocks-- && at + 24 <= size; at += 24)
        take_block(s, part + at, arrival);
}

/* Reports count only from the host that sends the audio, or was signalled: anybody can guess a port. */
void rtcp_packet(stream *s, const uint8_t *bytes, int length, const struct sockaddr_storage *from, int64_t arrival)
{
    const struct sockaddr_storage *known = s->in.sourced ? &s->in.source : &s->signalled;
    if (!s->connected || !address_same(known, from, false))
        return;
    for (int at = 0; at + 8 <= length;) {
        int size = 4 * ((bytes[at + 2] << 8 | bytes[at + 3]) + 1);
        if (bytes[at] >> 6 != 2 || at + size > length)
            return;
        take_part(s, bytes + at, size, arrival);
        at += size;
    }
}

void rtcp_tick(stream *s, inbox *box, int64_t now)
{
    if (s->ticks % 10 == 0) {
        int count = inbox_read(box, s->rtcp_fd);
        for (int i = 0; i < count; i++) {
            int length = (int)box->messages[i].msg_len;
            if (s->srtp)
                length = srtcp_unprotect(s->srtp, box->bytes[i], length);
            rtcp_packet(s, box->bytes[i], length, &box->from[i], inbox_arrival(box, i));
        }
    }
    if (s->connected && now >= s->rtcp.next_ns) {
        s->rtcp.next_ns = now + s->owner->rtcp_ns;
        rtcp_send(s, false);
    }
}
