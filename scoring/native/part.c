/* The type Part: how the parts of scoring/parts.py are laid out in a state. */

#include "parts.h"

/* Children, their actions, how wide a state is, and the state in which a run begins. */
static int lay_out(Part *self)
{
    int widest = 0, together = 0;
    self->members = 1;
    self->apart = self->kind == SIDE_BY_SIDE;
    for (int place = 0; place < self->count; place++) {
        PyObject *child = PyTuple_GET_ITEM(self->children, place);
        if (Py_TYPE(child) != PartType) {
            PyErr_SetString(PyExc_TypeError, "a part is made of parts");
            return -1;
        }
        const Part *part = self->parts[place] = (Part *)child;
        if (part->actions & self->actions)
            self->apart = 0;
        self->actions |= part->actions;
        if (self->kind == SIDE_BY_SIDE && together + part->width <= WIDEST_STATE)
            memcpy(self->start.at + together, part->start.at, sizeof(int16_t) * (size_t)part->width);
        together += part->width;
        self->members += part->members;
        widest = part->width > widest ? part->width : widest;
    }
    for (int place = self->count - 1; place > 0; place--)
        self->short_behind[place - 1] = self->short_behind[place] + self->parts[place]->short_whole;
    self->width = self->kind == SIDE_BY_SIDE ? together : 1 + widest;
    if (self->width > WIDEST_STATE) {
        PyErr_SetString(PyExc_OverflowError, "the parts of this protocol are too many");
        return -1;
    }
    if (self->kind == CHOSEN)
        self->start.at[0] = -1;
    else if (self->kind != SIDE_BY_SIDE)
        memcpy(self->start.at + 1, self->parts[0]->start.at, sizeof(int16_t) * (size_t)self->parts[0]->width);
    return 0;
}

static PyObject *part_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    PyObject *children, *line, *untouched, *whole;
    int kind, limit;
    if (keywords != NULL && PyDict_GET_SIZE(keywords) > 0) {
        PyErr_SetString(PyExc_TypeError, "Part takes no keywords");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "iO!OiO!O!:Part", &kind, &PyTuple_Type, &children, &line, &limit, &PyTuple_Type,
                          &untouched, &PyTuple_Type, &whole))
        return NULL;
    const Py_ssize_t count = PyTuple_GET_SIZE(children);
    if (kind < OF_LINE || kind > ROUNDS || (kind == OF_LINE) != (Py_TYPE(line) == LineType) || limit > 30000 ||
        (kind == OF_LINE ? count != 0 : count < 1) || count > 30000 || (kind == ROUNDS && count != 1)) {
        PyErr_SetString(PyExc_ValueError, "a part is a line or made of parts");
        return NULL;
    }
    Part *self = (Part *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->kind = kind;
    self->count = (int)count;
    self->limit = limit;
    self->children = Py_NewRef(children);
    self->untouched = Py_NewRef(untouched);
    self->whole = Py_NewRef(whole);
    self->short_whole = (int)PyTuple_GET_SIZE(whole);
    self->parts = PyMem_Calloc((size_t)count + 1, sizeof(Part *));
    self->short_behind = PyMem_Calloc((size_t)count + 1, sizeof(int));
    if (self->parts == NULL || self->short_behind == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    if (kind == OF_LINE) {
        self->line = (Line *)Py_NewRef(line);
        self->actions = self->line->all;
        self->width = self->members = 1;
        if (self->line->classes > 30000) {
            PyErr_SetString(PyExc_OverflowError, "the line is too long");
            Py_DECREF(self);
            return NULL;
        }
    } else if (lay_out(self) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void part_dealloc(Part *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(self->children);
    Py_XDECREF((PyObject *)self->line);
    Py_XDECREF(self->untouched);
    Py_XDECREF(self->whole);
    PyMem_Free(self->parts);
    PyMem_Free(self->short_behind);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot part_slots[] = {
    {Py_tp_new, part_new},
    {Py_tp_dealloc, part_dealloc},
    {Py_tp_doc, "Part(kind, parts, line, limit, untouched, whole): a part of scoring.parts."},
    {0, NULL},
};

PyType_Spec part_spec = {
    .name = "scoring._native.Part",
    .basicsize = sizeof(Part),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = part_slots,
};
