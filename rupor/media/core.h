/* The media core: one thread moves RTP of all calls on a wheel of 20 slots of 1 ms, another writes recordings.

   Locks, always taken in this order: stream, then core or events. None is held across a system call that may block.
   The media thread never takes Python's lock, never opens or writes a file and never waits for the recording thread. */
#ifndef RUPOR_MEDIA_CORE_H
#define RUPOR_MEDIA_CORE_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include "cipher.h"

#define SLOTS 20
#define FRAME 160 /* samples, and bytes of G.711, in 20 ms */
#define FRAME_NS 20000000LL
#define NS 1000000000LL
#define INBOX 8
#define ROUNDS 4 /* INBOX * ROUNDS packets at most are read for a stream in one tick */
#define KEYS_MAX 64
#define FAR_RING 4096 /* bytes of far audio waiting for their turn in the recording; a power of two */
#define NEAR_DELAY 10 /* frames; nobody waits for a recording, so jitter of 200 ms tears no hole in it */
#define FAR_DELAY (NEAR_DELAY * FRAME)
#define RING_FRAMES 128
#define PLACES 4096 /* samples of far sound waiting for their turn; a power of two */
#define MISSING 0xFFFF
#define FEED_PIECE 800
#define FEED_PIECES 32
#define SRTP_SOURCES 8 /* far sources whose counts are kept, so that none of them can be replayed */
#define SRTP_TAIL 14   /* at most, behind a protected packet */

enum law { PCMU, PCMA };
enum happening { DIGIT = 1, PLAY_FINISHED, SPEECH_STARTED, SPEECH_STOPPED, FAR_SILENT, RECORDING_DONE };

extern int16_t law_linear[2][256];
extern uint32_t law_energy[2][256];
extern uint8_t law_crossed[2][256];
extern const uint8_t law_silence[2];
void law_prepare(void);
uint8_t law_encode(enum law law, int sample);

typedef struct prompt {
    atomic_int references;
    size_t length;
    uint8_t *audio[2];
} prompt;
prompt *prompt_new(const uint8_t *pcmu, const uint8_t *pcma, size_t length);
void prompt_release(prompt *p);

typedef struct event {
    int kind, stream, number, duration_ms;
    double seconds;
    char *path; /* owned; freed by whoever drains */
    int error;
} event;

typedef struct event_queue {
    pthread_mutex_t lock;
    event *items;
    size_t count, room;
    int wake_fd;
    unsigned long lost;
} event_queue;
void events_push(event_queue *queue, event happened);

typedef struct ring_frame {
    uint32_t silent_before; /* frames that found the ring full: written as silence, so that time stays true */
    uint8_t far[FRAME], near[FRAME];
} ring_frame;

typedef struct recording {
    struct recording *next;
    int stream, fd, phase, error;
    char path[PATH_MAX], part[PATH_MAX + 8];
    enum law law;
    bool headed, placed; /* far audio has its place on our clock */
    uint32_t playout;   /* the far timestamp that is written next */
    int misplaced;
    uint8_t far[FAR_RING], near[NEAR_DELAY][FRAME];
    uint64_t frames, written;
    uint32_t missed;
    atomic_uint head, tail;
    atomic_bool ended;
    ring_frame ring[RING_FRAMES];
} recording;

typedef struct placed_sound {
    bool placed;
    int misplaced;
    uint32_t playout, newest; /* the far timestamp that is taken next, and the end of what came */
    uint16_t codes[PLACES];   /* law << 8 | code */
} placed_sound;

typedef struct feed {
    atomic_int references;
    atomic_bool ended;
    int stream;
    placed_sound sound; /* down to `filled` the media thread's own */
    int64_t arrived_ns;
    bool silenced; /* since the last packet silence of our own was given */
    int16_t piece[FEED_PIECE];
    int filled;
    struct feed *next; /* in the queue of those that have something */
    pthread_mutex_t lock; /* guards what follows */
    int first, count;
    int16_t pieces[FEED_PIECES][FEED_PIECE];
} feed;

typedef struct sound_queue {
    pthread_mutex_t lock;
    feed *ready;
    atomic_bool waiting;
    atomic_ulong lost;
} sound_queue;

typedef struct lane {
    placed_sound sound;
    int looked;
    int32_t least; /* the least that was in hand since the last look */
    int keys_count;
    char keys[KEYS_MAX];
    int16_t keys_ticks[KEYS_MAX];
} lane;

typedef struct bridge {
    atomic_int references;
    atomic_bool parted;
    lane lanes[2]; /* each far side writes its own and is heard from the other's */
} bridge;

typedef struct sending {
    enum law law;
    int event_payload; /* -1: digits leave as tones */
    uint32_t ssrc, timestamp;
    uint16_t sequence;
    bool paused, marker;
    prompt *playing;
    size_t position;
    uint64_t played; /* samples, over every round of an endless prompt */
    bool endless;
    int play_number;
    char keys[KEYS_MAX];
    int keys_count, key_ticks, key_gap, key_at, key_total;
    uint32_t key_timestamp;
    uint32_t packets, octets, packets_reported;
} sending;

typedef struct digit_in {
    bool known, open;
    int key;
    uint32_t timestamp, before, duration;
    int64_t heard_ns;
} digit_in;

typedef struct voice {
    float floor;
    int score_ms, quiet_ms;
    bool speaking;
    int64_t began_ns, voiced_ns;
} voice;

typedef struct tones {
    float samples[FRAME];
    int count, candidate, hits, misses, duration_ms;
    bool down;
} tones;

typedef struct receiving {
    bool sourced, started;
    struct sockaddr_storage source;
    uint32_t ssrc, cycles, base, received, source_packets, expected_prior, received_prior;
    uint16_t highest;
    uint32_t lost_before; /* of far sources that are gone */
    uint32_t packets, late, foreign, strange;
    double jitter;
    int64_t arrival_ns;
    uint32_t arrival_timestamp;
    bool timed;
    int64_t heard_ns, audio_ns;
    bool silent_told;
    digit_in digit;
    voice voice;
    tones tones;
} receiving;

typedef struct reports {
    int64_t next_ns, far_report_ns;
    uint32_t last_sr;
    bool known;
    double far_loss, far_rtt_ms, far_jitter_ms;
    bool far_bye;
} reports;

typedef struct srtp_source {
    uint32_t ssrc, used; /* 0: a free place; the greatest was heard last */
    uint64_t highest, seen, rtcp_highest, rtcp_seen;
} srtp_source;

typedef struct srtp {
    int tag; /* bytes of RTP's signature: 10 or 4 */
    uint8_t masters[2 * MASTER_BYTES];
    cipher send_rtp, send_rtcp, receive_rtp, receive_rtcp;
    uint32_t rollover, rtcp_index, uses;
    uint16_t last_sent;
    bool sent_any;
    srtp_source sources[SRTP_SOURCES];
} srtp;

typedef struct core core;

typedef struct stream {
    core *owner;
    struct stream *next;
    atomic_int references;
    int id, slot, rtp_fd, rtcp_fd;
    pthread_mutex_t lock;
    bool connected, closed, symmetric, inband;
    int64_t connected_ns;
    struct sockaddr_storage far, far_rtcp, signalled;
    socklen_t far_length;
    uint32_t ticks;
    uint64_t recorded_frames;
    sending out;
    receiving in;
    reports rtcp;
    recording *recording;
    feed *feed;
    bridge *bridge;
    int side; /* of the bridge */
    srtp *srtp;
} stream;

typedef struct inbox {
    struct mmsghdr messages[INBOX];
    struct iovec vectors[INBOX];
    struct sockaddr_storage from[INBOX];
    uint8_t bytes[INBOX][2048];
    union { char bytes[64]; struct cmsghdr align; } control[INBOX];
} inbox;

struct core {
    pthread_t media_thread, writer_thread;
    pthread_mutex_t lock; /* guards arriving, slot_counts, next_id and the recordings that have just begun */
    pthread_cond_t arrived, recorded;
    stream *slots[SLOTS]; /* the media thread's own */
    int slot_counts[SLOTS], next_id;
    atomic_int live;
    stream *_Atomic arriving;
    recording *_Atomic beginning;
    recording *recordings; /* the writer's own */
    atomic_bool stopping, media_stopped;
    bool record_sync, realtime;
    int64_t rtcp_ns, far_silent_ns;
    event_queue events;
    sound_queue sounds;
    inbox inbox;
    atomic_ulong sent, send_errors, received, ticks, jumps, behind_max_us, recording_missed;
    atomic_int recordings_open;
};

static inline void memory_expect(const void *place, size_t length)
{
    for (size_t at = 0; at < length; at += 64)
        __builtin_prefetch((const char *)place + at, 1);
}

int64_t monotonic_ns(void);
int64_t realtime_ns(void);
void mutex_prepare(pthread_mutex_t *mutex);

void *wheel_run(void *core_pointer);
void stream_release(stream *s);
double stream_stop_playing(stream *s);
double stream_played(const stream *s);
void stream_play(stream *s, prompt *p, size_t start, int number, bool endless);
void stream_finish(stream *s); /* closes: BYE, sockets, recording; the caller holds the lock */

void sending_tick(stream *s);
void tone_frame(enum law law, int key, int offset, uint8_t *frame);
void address_shift_port(struct sockaddr_storage *address, int by);
bool address_same(const struct sockaddr_storage *a, const struct sockaddr_storage *b, bool with_port);

void receiving_tick(stream *s, inbox *box, int64_t now);
void receiving_reset(receiving *in);
uint32_t receiving_lost(const receiving *in);
void inbox_prepare(inbox *box);
int inbox_read(inbox *box, int fd);
int64_t inbox_arrival(inbox *box, int index);
void digit_packet(stream *s, const uint8_t *payload, int length, uint32_t timestamp, bool marker, int64_t now);
void digit_tell(stream *s, int key, int duration_ms);
void digit_tick(stream *s, int64_t now);
void listen_audio(stream *s, enum law law, const uint8_t *audio, int length, int64_t now);
void listen_gap(stream *s, int64_t now);

srtp *srtp_new(int tag_bytes, const uint8_t *send, const uint8_t *receive);
void srtp_free(srtp *s);
bool srtp_same(const srtp *a, const srtp *b);
void srtp_succeed(srtp *s, const srtp *before);
int srtp_protect(srtp *s, const uint8_t *packet, int length, uint8_t *to);
int srtp_unprotect(srtp *s, uint8_t *packet, int length);
int srtcp_protect(srtp *s, const uint8_t *packet, int length, uint8_t *to);
int srtcp_unprotect(srtp *s, uint8_t *packet, int length);

void rtcp_tick(stream *s, inbox *box, int64_t now);
void rtcp_packet(stream *s, const uint8_t *bytes, int length, const struct sockaddr_storage *from, int64_t arrival);
void rtcp_send(stream *s, bool bye);

void placed_reset(placed_sound *p);
int32_t placed_waiting(const placed_sound *p);
void placed_put(placed_sound *p, enum law law, const uint8_t *audio, int length, uint32_t timestamp, uint32_t delay);
uint16_t placed_take(placed_sound *p);
int placed_run(placed_sound *p, int16_t *to, int most, int32_t patience);

feed *feed_new(int stream_id, int64_t now);
void feed_release(feed *f);
void feed_end(stream *s);
void feed_put(core *c, feed *f, enum law law, const uint8_t *audio, int length, uint32_t timestamp, int64_t now);
void feed_tick(core *c, feed *f, int64_t now);
void sounds_wake(core *c);
feed *sounds_take(sound_queue *queue);

bridge *bridge_new(void);
void bridge_release(bridge *b);
void bridge_enter(stream *s, bridge *b, int side);
void bridge_leave(stream *s);
void bridge_tick(stream *s);
void bridge_hear(stream *s, enum law law, const uint8_t *audio, int length, uint32_t timestamp);
void bridge_forget_source(stream *s);
void bridge_key(stream *s, int key, int duration_ms);
void bridge_frame(stream *s, uint8_t *frame);

recording *recording_open(const char *path, int stream_id, enum law law, int *error);
void recording_expect(const recording *r);
void recording_far(recording *r, enum law law, const uint8_t *audio, int length, uint32_t timestamp);
void recording_near(core *c, recording *r, enum law law, const uint8_t *audio); /* one tick: both sides move */
uint64_t recording_end(core *c, recording *r);
void recording_begin(core *c, recording *r);
void *writer_run(void *core_pointer);
bool recording_drain(recording *r);
int recording_finish(recording *r, bool sync);
#endif
