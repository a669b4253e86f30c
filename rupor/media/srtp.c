/* SRTP and SRTCP (RFC 3711) of one stream: encrypted, signed, counted beyond 16 bits, and nothing heard twice. */
#include "core.h"
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW 64
#define RTCP_TAG 10 /* in both suites, RFC 4568 6.2 */
#define ENCRYPTED 0x80000000U

static uint32_t get32(const uint8_t *from)
{
    uint32_t value;
    memcpy(&value, from, 4);
    return ntohl(value);
}

static void put32(uint8_t *to, uint32_t value)
{
    value = htonl(value);
    memcpy(to, &value, 4);
}

void srtp_free(srtp *s)
{
    if (!s)
        return;
    cipher_clear(&s->send_rtp);
    cipher_clear(&s->send_rtcp);
    cipher_clear(&s->receive_rtp);
    cipher_clear(&s->receive_rtcp);
    explicit_bzero(s, sizeof *s);
    free(s);
}

srtp *srtp_new(int tag_bytes, const uint8_t *send, const uint8_t *receive)
{
    srtp *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->tag = tag_bytes;
    memcpy(s->masters, send, MASTER_BYTES);
    memcpy(s->masters + MASTER_BYTES, receive, MASTER_BYTES);
    if (cipher_prepare(&s->send_rtp, send, 0) && cipher_prepare(&s->send_rtcp, send, 3)
        && cipher_prepare(&s->receive_rtp, receive, 0) && cipher_prepare(&s->receive_rtcp, receive, 3))
        return s;
    srtp_free(s);
    return NULL;
}

bool srtp_same(const srtp *a, const srtp *b)
{
    return a->tag == b->tag && cipher_same(a->masters, b->masters, sizeof a->masters);
}

/* New keys go on with the old counts: 3.3.1, they are never set back. */
void srtp_succeed(srtp *s, const srtp *before)
{
    s->rollover = before->rollover;
    s->last_sent = before->last_sent;
    s->sent_any = before->sent_any;
    s->rtcp_index = before->rtcp_index;
    s->uses = before->uses;
    memcpy(s->sources, before->sources, sizeof s->sources);
    for (int i = 0; i < SRTP_SOURCES; i++) /* what old keys signed cannot be said again */
        s->sources[i].seen = s->sources[i].rtcp_seen = 0;
}

/* `to` has room for the packet and its tag; the length on the wire, or -1. The header is not encrypted, only signed. */
int srtp_protect(srtp *s, const uint8_t *packet, int length, uint8_t *to)
{
    uint8_t digest[DIGEST_BYTES];
    uint16_t sequence = (uint16_t)(packet[2] << 8 | packet[3]);
    if (s->sent_any && sequence < s->last_sent)
        s->rollover++;
    s->sent_any = true;
    s->last_sent = sequence;
    memcpy(to, packet, 12);
    uint64_t index = (uint64_t)s->rollover << 16 | sequence;
    if (!cipher_crypt(&s->send_rtp, get32(packet + 8), index, packet + 12, to + 12, length - 12)
        || !cipher_sign(&s->send_rtp, to, length, s->rollover, digest))
        return -1;
    memcpy(to + length, digest, (size_t)s->tag);
    return length + s->tag;
}

/* The counts kept of a far source; for one not known, the place it would take: that of who was silent longest. */
static srtp_source *find_source(srtp *s, uint32_t ssrc)
{
    srtp_source *oldest = s->sources;
    for (srtp_source *at = s->sources; at < s->sources + SRTP_SOURCES; at++) {
        if (at->used && at->ssrc == ssrc)
            return at;
        oldest = at->used < oldest->used ? at : oldest;
    }
    return oldest;
}

static bool seen_before(uint64_t highest, uint64_t seen, uint64_t index)
{
    if (index > highest || !seen)
        return false;
    return highest - index >= WINDOW || (seen >> (highest - index) & 1);
}

static void remember(uint64_t *highest, uint64_t *seen, uint64_t index)
{
    if (!*seen || index > *highest) {
        uint64_t by = index - *highest;
        *seen = !*seen || by >= WINDOW ? 0 : *seen << by;
        *highest = index;
    }
    *seen |= 1ULL << (*highest - index);
}

/* The index that a 16-bit sequence number most likely stands for, 3.3.1. */
static uint64_t guess_index(uint64_t highest, uint16_t sequence)
{
    uint64_t rollover = highest >> 16;
    uint16_t last = (uint16_t)highest;
    if (last < 0x8000 && sequence - last > 0x8000 && rollover)
        rollover--;
    else if (last >= 0x8000 && last - 0x8000 > sequence)
        rollover++;
    return rollover << 16 | sequence;
}

static int payload_at(const uint8_t *packet, int length)
{
    int at = 12 + 4 * (packet[0] & 15);
    if (packet[0] & 0x10 && at + 4 <= length)
        at += 4 + 4 * (packet[at + 2] << 8 | packet[at + 3]);
    return at;
}

static bool is_signed(srtp *s, const uint8_t *packet, int length, uint64_t index)
{
    uint8_t digest[DIGEST_BYTES];
    return cipher_sign(&s->receive_rtp, packet, length, (uint32_t)(index >> 16), digest)
        && cipher_same(digest, packet + length, s->tag);
}

/* Decrypts in place; the length of the plain packet, or -1 for what is not signed with our key or was heard before. */
int srtp_unprotect(srtp *s, uint8_t *packet, int length)
{
    length -= s->tag;
    int at = length >= 12 ? payload_at(packet, length) : length + 1;
    if (at > length)
        return -1;
    uint32_t ssrc = get32(packet + 8);
    uint16_t sequence = (uint16_t)(packet[2] << 8 | packet[3]);
    srtp_source *source = find_source(s, ssrc), fresh = {.ssrc = ssrc};
    bool known = source->used && source->ssrc == ssrc;
    srtp_source *counts = known ? source : &fresh;
    uint64_t index = known ? guess_index(counts->highest, sequence) : sequence;
    bool signed_so = !seen_before(counts->highest, counts->seen, index) && is_signed(s, packet, length, index);
    if (!signed_so && !counts->seen && index >> 16) { /* many set their count back with new keys, against 3.3.1 */
        index = sequence;
        signed_so = is_signed(s, packet, length, index);
    }
    if (!signed_so || !cipher_crypt(&s->receive_rtp, ssrc, index, packet + at, packet + at, length - at))
        return -1;
    if (!known)
        *source = fresh;
    source->used = ++s->uses;
    remember(&source->highest, &source->seen, index);
    return length;
}

int srtcp_protect(srtp *s, const uint8_t *packet, int length, uint8_t *to)
{
    uint8_t digest[DIGEST_BYTES];
    uint32_t index = ++s->rtcp_index & ~ENCRYPTED;
    memcpy(to, packet, 8);
    if (!cipher_crypt(&s->send_rtcp, get32(packet + 4), index, packet + 8, to + 8, length - 8)
        || !cipher_sign(&s->send_rtcp, to, length, ENCRYPTED | index, digest))
        return -1;
    put32(to + length, ENCRYPTED | index);
    memcpy(to + length + 4, digest, RTCP_TAG);
    return length + 4 + RTCP_TAG;
}

int srtcp_unprotect(srtp *s, uint8_t *packet, int length)
{
    uint8_t digest[DIGEST_BYTES];
    length -= 4 + RTCP_TAG;
    if (length < 8)
        return -1;
    uint32_t ssrc = get32(packet + 4), word = get32(packet + length), index = word & ~ENCRYPTED;
    srtp_source *source = find_source(s, ssrc), fresh = {.ssrc = ssrc};
    bool known = source->used && source->ssrc == ssrc;
    srtp_source *counts = known ? source : &fresh;
    if (seen_before(counts->rtcp_highest, counts->rtcp_seen, index)
        || !cipher_sign(&s->receive_rtcp, packet, length, word, digest) || !cipher_same(digest, packet + length + 4, RTCP_TAG))
        return -1;
    if (word & ENCRYPTED && !cipher_crypt(&s->receive_rtcp, ssrc, index, packet + 8, packet + 8, length - 8))
        return -1;
    if (!known)
        *source = fresh;
    source->used = ++s->uses;
    remember(&source->rtcp_highest, &source->rtcp_seen, index);
    return length;
}
