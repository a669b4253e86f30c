/* The door from Python: types Core, Stream and Prompt of `rupor.media._core`. Rules live elsewhere; here values are unpacked. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "core.h"
#include <errno.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>
#include "stream_type.h"

static void fail(core *c)
{
    close(c->events.wake_fd);
    PyMem_Free(c);
}

static bool start_threads(core *c)
{
    int error = pthread_create(&c->media_thread, NULL, wheel_run, c);
    if (!error && (error = pthread_create(&c->writer_thread, NULL, writer_run, c))) {
        atomic_store(&c->stopping, true);
        pthread_cond_broadcast(&c->arrived);
        pthread_join(c->media_thread, NULL);
    }
    errno = error;
    return !error;
}

static PyObject *core_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"record_sync", "rtcp_seconds", "far_silent_seconds", NULL};
    int record_sync;
    double rtcp_seconds, far_silent_seconds;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "pdd", names, &record_sync, &rtcp_seconds, &far_silent_seconds))
        return NULL;
    core *c = PyMem_Calloc(1, sizeof *c);
    if (!c)
        return PyErr_NoMemory();
    c->record_sync = record_sync;
    c->rtcp_ns = (int64_t)(rtcp_seconds * 1e9);
    c->far_silent_ns = (int64_t)(far_silent_seconds * 1e9);
    mutex_prepare(&c->lock);
    mutex_prepare(&c->events.lock);
    mutex_prepare(&c->sounds.lock);
    pthread_cond_init(&c->arrived, NULL);
    pthread_cond_init(&c->recorded, NULL);
    c->events.wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (c->events.wake_fd < 0 || !start_threads(c)) {
        fail(c);
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    core_object *self = (core_object *)type->tp_alloc(type, 0);
    if (self)
        self->core = c;
    return (PyObject *)self;
}

static void stop_threads(core *c)
{
    pthread_mutex_lock(&c->lock);
    atomic_store(&c->stopping, true);
    pthread_cond_signal(&c->arrived);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->media_thread, NULL);
    pthread_mutex_lock(&c->lock);
    atomic_store(&c->media_stopped, true);
    pthread_cond_signal(&c->recorded);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->writer_thread, NULL);
}

static PyObject *core_close(core_object *self, PyObject *unused)
{
    (void)unused;
    if (!self->closed) {
        self->closed = true;
        Py_BEGIN_ALLOW_THREADS
        stop_threads(self->core);
        Py_END_ALLOW_THREADS
    }
    Py_RETURN_NONE;
}

static void core_dealloc(core_object *self)
{
    core *c = self->core;
    if (c) {
        Py_XDECREF(core_close(self, NULL));
        for (size_t i = 0; i < c->events.count; i++)
            free(c->events.items[i].path);
        free(c->events.items);
        for (feed *f = c->sounds.ready, *next; f; f = next) {
            next = f->next;
            feed_release(f);
        }
        pthread_mutex_destroy(&c->lock);
        pthread_mutex_destroy(&c->events.lock);
        pthread_mutex_destroy(&c->sounds.lock);
        pthread_cond_destroy(&c->arrived);
        pthread_cond_destroy(&c->recorded);
        fail(c);
    }
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *core_fileno(core_object *self, PyObject *unused)
{
    (void)unused;
    return PyLong_FromLong(self->core->events.wake_fd);
}

static PyObject *event_tuple(const event *e)
{
    PyObject *path = e->path ? PyUnicode_DecodeFSDefault(e->path) : Py_NewRef(Py_None);
    if (!path)
        return NULL;
    return Py_BuildValue("(iiiidNi)", e->kind, e->stream, e->number, e->duration_ms, e->seconds, path, e->error);
}

static PyObject *core_drain(core_object *self, PyObject *unused)
{
    (void)unused;
    event_queue *queue = &self->core->events;
    uint64_t told;
    ssize_t cleared = read(queue->wake_fd, &told, sizeof told);
    (void)cleared;
    pthread_mutex_lock(&queue->lock);
    event *items = queue->items;
    size_t count = queue->count;
    queue->items = NULL;
    queue->count = queue->room = 0;
    pthread_mutex_unlock(&queue->lock);
    PyObject *list = PyList_New(0);
    for (size_t i = 0; i < count; i++) {
        PyObject *item = list ? event_tuple(&items[i]) : NULL;
        if (!item || PyList_Append(list, item) < 0)
            Py_CLEAR(list);
        Py_XDECREF(item);
        free(items[i].path);
    }
    free(items);
    return list;
}

/* The sound of one feed as (stream, bytes), or nothing new where nobody listens any more. */
static bool append_sound(PyObject *list, feed *f)
{
    size_t piece = sizeof f->pieces[0];
    pthread_mutex_lock(&f->lock);
    int first = f->first, count = f->count, straight = first + count <= FEED_PIECES ? count : FEED_PIECES - first;
    PyObject *sound = atomic_load(&f->ended) ? NULL : PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(piece * (size_t)count));
    if (sound) {
        memcpy(PyBytes_AS_STRING(sound), f->pieces[first], piece * (size_t)straight);
        memcpy(PyBytes_AS_STRING(sound) + piece * (size_t)straight, f->pieces[0], piece * (size_t)(count - straight));
    }
    f->first = f->count = 0;
    pthread_mutex_unlock(&f->lock);
    if (!sound)
        return !PyErr_Occurred();
    PyObject *item = Py_BuildValue("(iN)", f->stream, sound);
    bool appended = item && PyList_Append(list, item) == 0;
    Py_XDECREF(item);
    return appended;
}

static PyObject *core_sounds(core_object *self, PyObject *unused)
{
    (void)unused;
    PyObject *list = PyList_New(0);
    for (feed *f = list ? sounds_take(&self->core->sounds) : NULL, *next; f; f = next) {
        next = f->next;
        if (list && !append_sound(list, f))
            Py_CLEAR(list);
        feed_release(f);
    }
    return list;
}

static PyObject *core_stream(core_object *self, PyObject *args)
{
    int rtp_fd, rtcp_fd;
    if (!PyArg_ParseTuple(args, "ii", &rtp_fd, &rtcp_fd))
        return NULL;
    if (self->closed) {
        PyErr_SetString(PyExc_RuntimeError, "the media core is closed");
        return NULL;
    }
    return stream_object_new(self, rtp_fd, rtcp_fd);
}

static double thread_seconds(pthread_t thread)
{
    clockid_t clock;
    struct timespec used;
    if (pthread_getcpuclockid(thread, &clock) || clock_gettime(clock, &used))
        return 0;
    return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

static PyObject *core_stats(core_object *self, PyObject *unused)
{
    (void)unused;
    core *c = self->core;
    double media = self->closed ? 0 : thread_seconds(c->media_thread);
    double writer = self->closed ? 0 : thread_seconds(c->writer_thread);
    return Py_BuildValue(
        "{s:i,s:i,s:k,s:k,s:k,s:k,s:k,s:k,s:k,s:k,s:k,s:O,s:d,s:d}", "streams", atomic_load(&c->live), "recordings",
        atomic_load(&c->recordings_open), "packets_sent", atomic_load(&c->sent), "packets_received", atomic_load(&c->received),
        "send_errors", atomic_load(&c->send_errors), "ticks", atomic_load(&c->ticks), "jumps", atomic_load(&c->jumps),
        "behind_max_us", atomic_load(&c->behind_max_us), "frames_missed", atomic_load(&c->recording_missed), "events_lost",
        c->events.lost, "sounds_lost", atomic_load(&c->sounds.lost), "realtime", c->realtime ? Py_True : Py_False, "media_cpu_seconds", media, "writer_cpu_seconds", writer);
}

static PyMethodDef core_methods[] = {
    {"fileno", (PyCFunction)core_fileno, METH_NOARGS, NULL},
    {"drain", (PyCFunction)core_drain, METH_NOARGS, NULL},
    {"sounds", (PyCFunction)core_sounds, METH_NOARGS, NULL},
    {"stream", (PyCFunction)core_stream, METH_VARARGS, NULL},
    {"stats", (PyCFunction)core_stats, METH_NOARGS, NULL},
    {"close", (PyCFunction)core_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot core_slots[] = {
    {Py_tp_new, core_new},
    {Py_tp_dealloc, core_dealloc},
    {Py_tp_methods, core_methods},
    {0, NULL},
};
static PyType_Spec core_spec = {"rupor.media._core.Core", sizeof(core_object), 0, Py_TPFLAGS_DEFAULT, core_slots};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "_core", .m_size = -1};

static int add_type(PyObject *module, PyType_Spec *spec, PyTypeObject **kept)
{
    PyObject *type = PyType_FromSpec(spec);
    if (!type)
        return -1;
    if (kept)
        *kept = (PyTypeObject *)type;
    return PyModule_AddType(module, (PyTypeObject *)type);
}

PyMODINIT_FUNC PyInit__core(void)
{
    law_prepare();
    PyObject *module = PyModule_Create(&definition);
    if (!module)
        return NULL;
    if (add_type(module, &core_spec, NULL) < 0 || add_type(module, &prompt_spec, &prompt_type) < 0
        || add_type(module, &stream_spec, &stream_type) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
