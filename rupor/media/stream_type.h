/* Python's faces of a stream and a prompt. */
#ifndef RUPOR_MEDIA_STREAM_TYPE_H
#define RUPOR_MEDIA_STREAM_TYPE_H

typedef struct core_object {
    PyObject_HEAD
    core *core;
    bool closed;
} core_object;

typedef struct prompt_object {
    PyObject_HEAD
    prompt *prompt;
} prompt_object;

extern PyType_Spec stream_spec, prompt_spec;
extern PyTypeObject *stream_type, *prompt_type;
PyObject *stream_object_new(core_object *owner, int rtp_fd, int rtcp_fd);
#endif
