/* Streams for Python: each method takes the stream's lock for a few assignments and lets go. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "core.h"
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/random.h>
#include "stream_type.h"

typedef struct stream_object {
    PyObject_HEAD
    core_object *owner; /* keeps the core alive while a stream can be reached */
    stream *stream;
} stream_object;

PyTypeObject *stream_type;

static void assign_slot(core *c, stream *s)
{
    pthread_mutex_lock(&c->lock);
    s->id = ++c->next_id;
    for (int i = 1; i < SLOTS; i++)
        if (c->slot_counts[i] < c->slot_counts[s->slot])
            s->slot = i;
    c->slot_counts[s->slot]++;
    atomic_fetch_add(&c->live, 1);
    s->next = atomic_load(&c->arriving);
    atomic_store(&c->arriving, s);
    pthread_cond_signal(&c->arrived);
    pthread_mutex_unlock(&c->lock);
}

PyObject *stream_object_new(core_object *owner, int rtp_fd, int rtcp_fd)
{
    int on = 1;
    setsockopt(rtp_fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    setsockopt(rtcp_fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    stream_object *self = (stream_object *)stream_type->tp_alloc(stream_type, 0);
    stream *s = calloc(1, sizeof *s);
    if (!self || !s) {
        free(s);
        Py_XDECREF(self);
        return PyErr_NoMemory();
    }
    struct { uint32_t ssrc, timestamp; uint16_t sequence; } chance;
    if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
        chance.ssrc = (uint32_t)monotonic_ns();
    atomic_init(&s->references, 2);
    mutex_prepare(&s->lock);
    s->owner = owner->core;
    s->rtp_fd = rtp_fd;
    s->rtcp_fd = rtcp_fd;
    s->out.ssrc = chance.ssrc;
    s->out.timestamp = chance.timestamp;
    s->out.sequence = chance.sequence;
    s->out.marker = true;
    s->out.law = PCMA;
    s->out.event_payload = -1;
    receiving_reset(&s->in);
    self->stream = s;
    self->owner = (core_object *)Py_NewRef(owner);
    assign_slot(owner->core, s);
    return (PyObject *)self;
}

static void stream_dealloc(stream_object *self)
{
    if (self->stream) {
        pthread_mutex_lock(&self->stream->lock);
        stream_finish(self->stream);
        pthread_mutex_unlock(&self->stream->lock);
        stream_release(self->stream);
    }
    Py_XDECREF(self->owner);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static bool resolve(const char *host, int port, struct sockaddr_storage *address, socklen_t *length)
{
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_DGRAM}, *found;
    char service[12];
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(host, service, &hints, &found)) {
        PyErr_Format(PyExc_ValueError, "not a numeric address: %s", host);
        return false;
    }
    memset(address, 0, sizeof *address);
    memcpy(address, found->ai_addr, found->ai_addrlen);
    *length = found->ai_addrlen;
    freeaddrinfo(found);
    return true;
}

static void take_address(stream *s, const struct sockaddr_storage *address, socklen_t length, int64_t now)
{
    if (s->connected && address_same(&s->signalled, address, true))
        return;
    s->signalled = s->far = s->far_rtcp = *address;
    s->far_length = length;
    address_shift_port(&s->far_rtcp, 1);
    s->in.sourced = false;
    s->in.heard_ns = s->in.audio_ns = now;
    s->in.silent_told = false;
    if (s->connected)
        return;
    s->connected = true;
    s->connected_ns = now;
    s->rtcp.next_ns = now + s->owner->rtcp_ns / 2;
}

/* The same keys again, as in a session's refresh, leave all counts as they are. */
static void take_keys(stream *s, srtp *fresh)
{
    srtp *before = s->srtp;
    if (fresh && before && srtp_same(fresh, before)) {
        srtp_free(fresh);
        return;
    }
    if (fresh && before)
        srtp_succeed(fresh, before);
    if (fresh && !s->out.packets) /* RFC 3711 3.3.1: so that no early loss makes the far side miscount */
        s->out.sequence &= 0x7FFF;
    s->srtp = fresh;
    srtp_free(before);
}

/* NULL without an error where no keys are given. */
static srtp *make_keys(int tag, const Py_buffer *send, const Py_buffer *receive)
{
    if (!tag)
        return NULL;
    if ((tag != 10 && tag != 4) || send->len != MASTER_BYTES || receive->len != MASTER_BYTES) {
        PyErr_SetString(PyExc_ValueError, "SRTP takes a tag of 10 or 4 bytes and master keys of 30 bytes");
        return NULL;
    }
    srtp *made = cipher_library() ? NULL : srtp_new(tag, send->buf, receive->buf);
    if (!made)
        PyErr_SetString(PyExc_RuntimeError, cipher_library() ? cipher_library() : "libcrypto refused the keys");
    return made;
}

static PyObject *stream_connect(stream_object *self, PyObject *args)
{
    const char *host;
    int port, law, event_payload, symmetric, inband, tag;
    Py_buffer send, receive;
    if (!PyArg_ParseTuple(args, "siiipp(iy*y*)", &host, &port, &law, &event_payload, &symmetric, &inband, &tag, &send, &receive))
        return NULL;
    srtp *keys = make_keys(tag, &send, &receive);
    PyBuffer_Release(&send);
    PyBuffer_Release(&receive);
    if (PyErr_Occurred())
        return NULL;
    struct sockaddr_storage address;
    socklen_t length;
    if (!resolve(host, port, &address, &length)) {
        srtp_free(keys);
        return NULL;
    }
    stream *s = self->stream;
    pthread_mutex_lock(&s->lock);
    s->symmetric = symmetric;
    s->inband = inband;
    s->out.law = law ? PCMA : PCMU;
    s->out.event_payload = event_payload;
    take_keys(s, keys);
    take_address(s, &address, length, monotonic_ns());
    pthread_mutex_unlock(&s->lock);
    Py_RETURN_NONE;
}

static PyObject *stream_play_method(stream_object *self, PyObject *args)
{
    prompt_object *audio;
    Py_ssize_t start;
    int number, endless;
    if (!PyArg_ParseTuple(args, "O!nip", prompt_type, &audio, &start, &number, &endless))
        return NULL;
    pthread_mutex_lock(&self->stream->lock);
    if (!self->stream->closed)
        stream_play(self->stream, audio->prompt, (size_t)start, number, endless);
    pthread_mutex_unlock(&self->stream->lock);
    Py_RETURN_NONE;
}

static PyObject *stream_stop_method(stream_object *self, PyObject *unused)
{
    (void)unused;
    pthread_mutex_lock(&self->stream->lock);
    double seconds = stream_stop_playing(self->stream);
    pthread_mutex_unlock(&self->stream->lock);
    return PyFloat_FromDouble(seconds);
}

static PyObject *stream_played_method(stream_object *self, PyObject *unused)
{
    (void)unused;
    pthread_mutex_lock(&self->stream->lock);
    double seconds = stream_played(self->stream);
    pthread_mutex_unlock(&self->stream->lock);
    return PyFloat_FromDouble(seconds);
}

static PyObject *stream_listen(stream_object *self, PyObject *flag)
{
    stream *s = self->stream;
    feed *fresh = PyObject_IsTrue(flag) == 1 ? feed_new(s->id, monotonic_ns()) : NULL;
    if (!fresh && PyObject_IsTrue(flag) == 1)
        return PyErr_NoMemory();
    pthread_mutex_lock(&s->lock);
    feed_end(s);
    if (!s->closed)
        s->feed = fresh;
    pthread_mutex_unlock(&s->lock);
    if (s->feed != fresh)
        feed_release(fresh);
    Py_RETURN_NONE;
}

static void enter(stream *s, bridge *b, int side)
{
    pthread_mutex_lock(&s->lock);
    stream_stop_playing(s);
    if (s->closed)
        atomic_store(&b->parted, true);
    else
        bridge_enter(s, b, side);
    pthread_mutex_unlock(&s->lock);
}

static PyObject *stream_join(stream_object *self, PyObject *other)
{
    stream *s = self->stream;
    if (other == Py_None) {
        pthread_mutex_lock(&s->lock);
        bridge_leave(s);
        pthread_mutex_unlock(&s->lock);
        Py_RETURN_NONE;
    }
    if (!Py_IS_TYPE(other, stream_type) || other == (PyObject *)self || ((stream_object *)other)->owner != self->owner) {
        PyErr_SetString(PyExc_ValueError, "a stream is joined with another stream of its own core");
        return NULL;
    }
    bridge *b = bridge_new();
    if (!b)
        return PyErr_NoMemory();
    enter(s, b, 0);
    enter(((stream_object *)other)->stream, b, 1);
    bridge_release(b);
    Py_RETURN_NONE;
}

static PyObject *stream_send_digits(stream_object *self, PyObject *args)
{
    const char *keys;
    Py_ssize_t count;
    int ticks, gap;
    if (!PyArg_ParseTuple(args, "y#ii", &keys, &count, &ticks, &gap))
        return NULL;
    sending *out = &self->stream->out;
    pthread_mutex_lock(&self->stream->lock);
    bool fits = out->keys_count + count <= KEYS_MAX;
    if (fits) {
        memcpy(out->keys + out->keys_count, keys, (size_t)count);
        out->keys_count += (int)count;
        out->key_ticks = ticks;
        out->key_gap = gap;
    }
    pthread_mutex_unlock(&self->stream->lock);
    return PyBool_FromLong(fits);
}

static void end_recording(stream *s)
{
    if (s->recording)
        s->recorded_frames += recording_end(s->owner, s->recording);
    s->recording = NULL;
}

static PyObject *stream_record(stream_object *self, PyObject *args)
{
    const char *path;
    if (!PyArg_ParseTuple(args, "y", &path))
        return NULL;
    stream *s = self->stream;
    recording *r;
    int error;
    Py_BEGIN_ALLOW_THREADS
    r = recording_open(path, s->id, s->out.law, &error);
    Py_END_ALLOW_THREADS
    if (!r) {
        errno = error;
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    }
    pthread_mutex_lock(&s->lock);
    end_recording(s);
    recording_begin(s->owner, r);
    if (s->closed)
        recording_end(s->owner, r);
    else
        s->recording = r;
    pthread_mutex_unlock(&s->lock);
    Py_RETURN_NONE;
}

static PyObject *stream_stop_recording(stream_object *self, PyObject *unused)
{
    (void)unused;
    pthread_mutex_lock(&self->stream->lock);
    end_recording(self->stream);
    pthread_mutex_unlock(&self->stream->lock);
    Py_RETURN_NONE;
}

static PyObject *stream_pause(stream_object *self, PyObject *flag)
{
    pthread_mutex_lock(&self->stream->lock);
    self->stream->out.paused = PyObject_IsTrue(flag) == 1;
    pthread_mutex_unlock(&self->stream->lock);
    Py_RETURN_NONE;
}

static PyObject *stream_close(stream_object *self, PyObject *unused)
{
    (void)unused;
    stream *s = self->stream;
    pthread_mutex_lock(&s->lock);
    stream_finish(s);
    const reports *r = &s->rtcp;
    PyObject *report = Py_BuildValue(
        "(IIIIdOddddII)", s->out.packets, s->in.packets, s->in.late, receiving_lost(&s->in), s->in.jitter / 8,
        r->known ? Py_True : Py_False, r->far_loss, r->far_rtt_ms, r->far_jitter_ms, (double)s->recorded_frames * FRAME / 8000,
        s->in.foreign, s->in.strange);
    pthread_mutex_unlock(&s->lock);
    return report;
}

static PyObject *stream_id(stream_object *self, void *unused)
{
    (void)unused;
    return PyLong_FromLong(self->stream->id);
}

static PyMethodDef stream_methods[] = {
    {"connect", (PyCFunction)stream_connect, METH_VARARGS, NULL},
    {"play", (PyCFunction)stream_play_method, METH_VARARGS, NULL},
    {"stop_playing", (PyCFunction)stream_stop_method, METH_NOARGS, NULL},
    {"played", (PyCFunction)stream_played_method, METH_NOARGS, NULL},
    {"listen", (PyCFunction)stream_listen, METH_O, NULL},
    {"join", (PyCFunction)stream_join, METH_O, NULL},
    {"send_digits", (PyCFunction)stream_send_digits, METH_VARARGS, NULL},
    {"record", (PyCFunction)stream_record, METH_VARARGS, NULL},
    {"stop_recording", (PyCFunction)stream_stop_recording, METH_NOARGS, NULL},
    {"pause_sending", (PyCFunction)stream_pause, METH_O, NULL},
    {"close", (PyCFunction)stream_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static PyGetSetDef stream_fields[] = {{"id", (getter)stream_id, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};
static PyType_Slot stream_slots[] = {
    {Py_tp_dealloc, stream_dealloc},
    {Py_tp_methods, stream_methods},
    {Py_tp_getset, stream_fields},
    {0, NULL},
};
PyType_Spec stream_spec = {"rupor.media._core.Stream", sizeof(stream_object), 0,
                           Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, stream_slots};
