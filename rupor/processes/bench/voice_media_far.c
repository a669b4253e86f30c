/* The far sides of the media bench, in a process of their own and without a line of the core under test.

   They speak (A-law noise in bursts, one digit a call) and judge what they hear by the kernel's own stamps: a packet more
   than 30 ms after the one before it is late. Arguments: sockets, seconds of warm-up, seconds of measurement. First line out:
   the ports; first line in: how many calls, then each call's RTP port at the core; last line out: the verdict as JSON. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SOCKETS_MAX 64
#define BATCH 64
#define SLOTS 20
#define NS 1000000000LL
#define FRAME 160

typedef struct {
    uint16_t port, expected;
    bool heard, judged;
    int64_t last_ns, worst_ns;
    unsigned long received, late, very_late, lost;
} call;

static int sockets[SOCKETS_MAX], socket_count;
static call *calls;
static int call_count, by_port[65536];
static int64_t judge_from, judge_until;
static atomic_bool over;
static unsigned long sent;

static int64_t clock_ns(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return at.tv_sec * NS + at.tv_nsec;
}

static void open_sockets(void)
{
    int on = 1, room = 8 << 20;
    for (int i = 0; i < socket_count; i++) {
        struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t length = sizeof here;
        sockets[i] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        if (setsockopt(sockets[i], SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room))
            setsockopt(sockets[i], SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
        setsockopt(sockets[i], SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
        if (bind(sockets[i], (struct sockaddr *)&here, sizeof here)) {
            perror("bind");
            exit(1);
        }
        getsockname(sockets[i], (struct sockaddr *)&here, &length);
        printf("%d ", ntohs(here.sin_port));
    }
    printf("\n");
    fflush(stdout);
}

static void judge(call *c, uint16_t sequence, int64_t at)
{
    if (at < judge_from || at > judge_until)
        return;
    if (c->judged) {
        int64_t gap = at - c->last_ns;
        c->late += gap > 30000000;
        c->very_late += gap > 60000000;
        c->worst_ns = gap > c->worst_ns ? gap : c->worst_ns;
        c->lost += (uint16_t)(sequence - c->expected) < 1000 ? (uint16_t)(sequence - c->expected) : 0;
    }
    c->judged = true;
    c->received++;
    c->last_ns = at;
    c->expected = (uint16_t)(sequence + 1);
}

/* True while it still finds what came before the end: a busy machine may keep us from reading for seconds. */
static bool read_socket(int fd)
{
    bool within = false;
    static uint8_t bytes[BATCH][256];
    static struct sockaddr_in from[BATCH];
    static char control[BATCH][64];
    struct iovec vectors[BATCH];
    struct mmsghdr messages[BATCH] = {0};
    for (int i = 0; i < BATCH; i++) {
        vectors[i] = (struct iovec){bytes[i], sizeof bytes[i]};
        messages[i].msg_hdr = (struct msghdr){&from[i], sizeof from[i], &vectors[i], 1, control[i], sizeof control[i], 0};
    }
    int count = recvmmsg(fd, messages, BATCH, MSG_DONTWAIT, NULL);
    for (int i = 0; i < count; i++) {
        int index = by_port[ntohs(from[i].sin_port)];
        struct cmsghdr *stamp = CMSG_FIRSTHDR(&messages[i].msg_hdr);
        if (index < 0 || !stamp || messages[i].msg_len < 12)
            continue;
        struct timespec at;
        memcpy(&at, CMSG_DATA(stamp), sizeof at);
        within |= at.tv_sec * NS + at.tv_nsec <= judge_until;
        judge(&calls[index], (uint16_t)(bytes[i][2] << 8 | bytes[i][3]), at.tv_sec * NS + at.tv_nsec);
    }
    return within;
}

static void *listen_all(void *unused)
{
    struct pollfd waiting[SOCKETS_MAX];
    for (int i = 0; i < socket_count; i++)
        waiting[i] = (struct pollfd){.fd = sockets[i], .events = POLLIN};
    for (bool within = true; within || !atomic_load(&over);) {
        within = false;
        if (poll(waiting, (nfds_t)socket_count, 50) <= 0)
            continue;
        for (int i = 0; i < socket_count; i++)
            if (waiting[i].revents)
                within |= read_socket(sockets[i]);
        nanosleep(&(struct timespec){0, 2000000}, NULL); /* batches: the stamps are the kernel's, haste gains nothing */
    }
    return unused;
}

/* A burst of noise for a second, a second of quiet; each call presses «5» once, about two seconds in. */
static int make_packet(uint8_t *packet, int index, uint32_t tick)
{
    int32_t pressing = (int32_t)tick - 100 - index % 50;
    bool digit = pressing >= 0 && pressing < 8;
    uint32_t stamp = htonl(160 * (digit ? tick - (uint32_t)pressing : tick)), ssrc = htonl(0x70000000U + (uint32_t)index);
    packet[0] = 0x80;
    packet[1] = (uint8_t)(digit ? 101 | (pressing == 0 ? 0x80 : 0) : 8);
    packet[2] = (uint8_t)(tick >> 8);
    packet[3] = (uint8_t)tick;
    memcpy(packet + 4, &stamp, 4);
    memcpy(packet + 8, &ssrc, 4);
    if (digit) {
        uint32_t lasted = (uint32_t)(pressing < 5 ? pressing + 1 : 6) * FRAME;
        packet[12] = 5;
        packet[13] = pressing < 5 ? 10 : 0x8A;
        packet[14] = (uint8_t)(lasted >> 8);
        packet[15] = (uint8_t)lasted;
        return 16;
    }
    uint32_t chance = tick * 2654435761U + (uint32_t)index;
    for (int i = 0; i < FRAME; i++) {
        chance = chance * 1664525U + 1013904223U;
        packet[12 + i] = (tick + (uint32_t)index) / 50 % 2 ? 0xD5 : (uint8_t)((chance >> 24 & 0xBF) ^ 0x55);
    }
    return 12 + FRAME;
}

static void speak_slot(int slot, uint32_t tick)
{
    uint8_t packet[12 + FRAME];
    for (int i = slot; i < call_count; i += SLOTS) {
        struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(calls[i].port)};
        int length = make_packet(packet, i, tick);
        sent += sendto(sockets[i % socket_count], packet, (size_t)length, MSG_DONTWAIT, (struct sockaddr *)&to, sizeof to) > 0;
    }
}

static void speak(int64_t until)
{
    int64_t due = clock_ns(CLOCK_MONOTONIC);
    for (uint32_t step = 0; clock_ns(CLOCK_REALTIME) < until; step++) {
        due += NS / 1000;
        struct timespec when = {due / NS, due % NS};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL);
        speak_slot((int)(step % SLOTS), step / SLOTS);
    }
}

static void report(void)
{
    unsigned long received = 0, late = 0, very_late = 0, lost = 0;
    int silent = 0;
    int64_t worst = 0;
    for (int i = 0; i < call_count; i++) {
        received += calls[i].received;
        late += calls[i].late;
        very_late += calls[i].very_late;
        lost += calls[i].lost;
        silent += !calls[i].received;
        worst = calls[i].worst_ns > worst ? calls[i].worst_ns : worst;
    }
    printf("{\"received\": %lu, \"late\": %lu, \"very_late\": %lu, \"lost\": %lu, \"silent\": %d, \"worst_ms\": %.1f, \"sent\": %lu}\n",
           received, late, very_late, lost, silent, (double)worst / 1e6, sent);
}

int main(int count, char **arguments)
{
    if (count != 4)
        return 2;
    setpriority(PRIO_PROCESS, 0, -5); /* where allowed: equipment that measures must not be what is late */
    socket_count = atoi(arguments[1]) < SOCKETS_MAX ? atoi(arguments[1]) : SOCKETS_MAX;
    double warm_up = atof(arguments[2]), seconds = atof(arguments[3]);
    open_sockets();
    if (scanf("%d", &call_count) != 1 || !(calls = calloc((size_t)call_count, sizeof *calls)))
        return 1;
    memset(by_port, -1, sizeof by_port);
    for (int i = 0; i < call_count; i++) {
        int port;
        if (scanf("%d", &port) != 1)
            return 1;
        calls[i].port = (uint16_t)port;
        by_port[port & 0xFFFF] = i;
    }
    judge_from = clock_ns(CLOCK_REALTIME) + (int64_t)(warm_up * 1e9);
    judge_until = judge_from + (int64_t)(seconds * 1e9);
    pthread_t listener;
    pthread_create(&listener, NULL, listen_all, NULL);
    speak(judge_until + NS / 5);
    atomic_store(&over, true);
    pthread_join(listener, NULL);
    report();
    fflush(stdout);
    while (getchar() != EOF) /* whoever asked still reads our processor time */
        continue;
    return 0;
}
