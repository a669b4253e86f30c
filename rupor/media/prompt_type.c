/* Prompts for Python: sound in both laws, kept once however many calls play it. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "core.h"
#include "stream_type.h"

PyTypeObject *prompt_type;

static PyObject *prompt_object_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    const uint8_t *pcmu, *pcma;
    Py_ssize_t pcmu_length, pcma_length;
    if ((keywords && PyDict_Size(keywords)) || !PyArg_ParseTuple(args, "y#y#", &pcmu, &pcmu_length, &pcma, &pcma_length))
        return NULL;
    if (pcmu_length != pcma_length) {
        PyErr_SetString(PyExc_ValueError, "both encodings must be of one length");
        return NULL;
    }
    prompt_object *self = (prompt_object *)type->tp_alloc(type, 0);
    if (self && !(self->prompt = prompt_new(pcmu, pcma, (size_t)pcmu_length))) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static void prompt_dealloc(prompt_object *self)
{
    prompt_release(self->prompt);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *prompt_law(prompt_object *self, void *law)
{
    return PyBytes_FromStringAndSize((const char *)self->prompt->audio[law ? PCMA : PCMU], (Py_ssize_t)self->prompt->length);
}

static PyGetSetDef prompt_fields[] = {
    {"pcmu", (getter)prompt_law, NULL, NULL, NULL},
    {"pcma", (getter)prompt_law, NULL, NULL, &prompt_type},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyType_Slot prompt_slots[] = {
    {Py_tp_new, prompt_object_new},
    {Py_tp_dealloc, prompt_dealloc},
    {Py_tp_getset, prompt_fields},
    {0, NULL},
};
PyType_Spec prompt_spec = {"rupor.media._core.Prompt", sizeof(prompt_object), 0, Py_TPFLAGS_DEFAULT, prompt_slots};
