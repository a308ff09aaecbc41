/* The type Line: the tables of scoring/line.py, where the bits of all actions fit in 64. */

#include "native.h"

static int read_ways(Line *self, PyObject *rows)
{
    Py_ssize_t total = 0;
    const int size = self->actions * self->classes;
    if (PyTuple_GET_SIZE(rows) != size) {
        PyErr_SetString(PyExc_ValueError, "one row an action and class is needed");
        return -1;
    }
    for (int at = 0; at < size; at++) {
        PyObject *row = PyTuple_GET_ITEM(rows, at);
        if (!PyTuple_Check(row)) {
            PyErr_SetString(PyExc_TypeError, "a row is a tuple of ways");
            return -1;
        }
        total += PyTuple_GET_SIZE(row);
    }
    self->ways = PyMem_Malloc(sizeof(Way) * (size_t)(total + 1));
    if (self->ways == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int next = 0;
    for (int at = 0; at < size; at++) {
        PyObject *row = PyTuple_GET_ITEM(rows, at);
        self->first[at] = next;
        for (Py_ssize_t number = 0; number < PyTuple_GET_SIZE(row); number++) {
            Way *way = &self->ways[next++];
            if (!PyArg_ParseTuple(PyTuple_GET_ITEM(row, number), "iiO!O", &way->reached, &way->misses, &PyTuple_Type,
                                  &way->missed, &way->step))
                return -1;
            if (way->reached < 0 || way->reached >= self->classes || way->misses != PyTuple_GET_SIZE(way->missed)) {
                PyErr_SetString(PyExc_ValueError, "a way leads to no class, or its missed steps are not counted");
                return -1;
            }
        }
    }
    self->first[size] = next;
    return 0;
}

static void line_dealloc(Line *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(self->known);
    Py_XDECREF(self->rows);
    Py_XDECREF(self->ends);
    PyMem_Free(self->sure);
    PyMem_Free(self->first);
    PyMem_Free(self->short_ends);
    PyMem_Free(self->ways);
    PyMem_Free(self->hopes);
    PyMem_Free(self->leads);
    type->tp_free(self);
    Py_DECREF(type);
}

/* Each action's number is the place of its bit. */
static int read_bits(Line *self, PyObject *bits)
{
    uint64_t masks[WORD];
    if (read_numbers(bits, masks, self->actions) < 0)
        return -1;
    for (int number = 0; number < WORD; number++)
        self->local[number] = -1;
    for (int action = 0; action < self->actions; action++) {
        if (count_bits(masks[action]) != 1 || masks[action] & (self->all | self->end)) {
            PyErr_SetString(PyExc_ValueError, "each action has one bit of its own");
            return -1;
        }
        self->local[lowest_bit(masks[action])] = action;
        self->all |= masks[action];
    }
    return 0;
}

static int read_leads(Line *self, PyObject *leads)
{
    const Py_ssize_t size = (Py_ssize_t)self->classes * self->classes;
    if (PyTuple_GET_SIZE(leads) != size) {
        PyErr_SetString(PyExc_ValueError, "a table has the wrong size");
        return -1;
    }
    for (Py_ssize_t at = 0; at < size; at++) {
        long lead = PyLong_AsLong(PyTuple_GET_ITEM(leads, at));
        if (PyErr_Occurred())
            return -1;
        self->leads[at] = lead > 10000000 ? 10000000 : lead < -10000000 ? -10000000 : (int32_t)lead;
    }
    return 0;
}

static int fill(Line *self, PyObject *bits, PyObject *sure, PyObject *rows, PyObject *hopes, PyObject *leads)
{
    const size_t classes = (size_t)self->classes, actions = (size_t)self->actions;
    self->sure = PyMem_Malloc(actions * classes + 1);
    self->first = PyMem_Malloc(sizeof(int) * (actions * classes + 1));
    self->short_ends = PyMem_Malloc(sizeof(int) * classes);
    self->hopes = PyMem_Malloc(sizeof(uint64_t) * classes * classes * 2 * (size_t)self->gaps + 8);
    self->leads = PyMem_Malloc(sizeof(int32_t) * classes * classes);
    if (!self->sure || !self->first || !self->short_ends || !self->hopes || !self->leads) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t class = 0; class < classes; class++)
        self->short_ends[class] = (int)PyTuple_GET_SIZE(PyTuple_GET_ITEM(self->ends, (Py_ssize_t)class));
    if (PyBytes_GET_SIZE(sure) != (Py_ssize_t)(actions * classes)) {
        PyErr_SetString(PyExc_ValueError, "one byte an action and class is needed");
        return -1;
    }
    memcpy(self->sure, PyBytes_AS_STRING(sure), actions * classes);
    if (read_bits(self, bits) < 0 || read_ways(self, rows) < 0 || read_leads(self, leads) < 0)
        return -1;
    for (size_t at = 0; at < actions * classes; at++)
        if (self->sure[at] && self->first[at] == self->first[at + 1]) {
            PyErr_SetString(PyExc_ValueError, "an action is sure where there is no way");
            return -1;
        }
    return read_numbers(hopes, self->hopes, (Py_ssize_t)(classes * classes * 2 * (size_t)self->gaps));
}

static PyObject *line_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    PyObject *known, *bits, *sure, *rows, *ends, *hopes, *leads;
    int gaps;
    unsigned long long end;
    if (keywords != NULL && PyDict_GET_SIZE(keywords) > 0) {
        PyErr_SetString(PyExc_TypeError, "Line takes no keywords");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "O!O!O!O!O!O!O!Ki:Line", &PyDict_Type, &known, &PyTuple_Type, &bits,
                          &PyBytes_Type, &sure, &PyTuple_Type, &rows, &PyTuple_Type, &ends, &PyTuple_Type, &hopes,
                          &PyTuple_Type, &leads, &end, &gaps))
        return NULL;
    if (gaps < 1 || gaps > 64 || PyTuple_GET_SIZE(ends) < 1 || PyTuple_GET_SIZE(ends) > 10000 ||
        PyTuple_GET_SIZE(bits) > WORD) {
        PyErr_SetString(PyExc_ValueError, "too many classes or actions, or none");
        return NULL;
    }
    for (Py_ssize_t at = 0; at < PyTuple_GET_SIZE(ends); at++)
        if (!PyTuple_Check(PyTuple_GET_ITEM(ends, at))) {
            PyErr_SetString(PyExc_TypeError, "an end is a tuple of moves");
            return NULL;
        }
    Line *self = (Line *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->known = Py_NewRef(known);
    self->rows = Py_NewRef(rows);
    self->ends = Py_NewRef(ends);
    self->classes = (int)PyTuple_GET_SIZE(ends);
    self->actions = (int)PyTuple_GET_SIZE(bits);
    self->gaps = gaps;
    self->end = end;
    if (fill(self, bits, sure, rows, hopes, leads) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static PyObject *line_explain(Line *self, PyObject *const *arguments, Py_ssize_t given)
{
    if (given != 3) {
        PyErr_SetString(PyExc_TypeError, "explain takes events, their places (may be empty) and the whole's length");
        return NULL;
    }
    PyObject *events = PySequence_Tuple(arguments[0]), *places = NULL, *result = NULL;
    if (events == NULL)
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(events), of = PyLong_AsSsize_t(arguments[2]);
    if (of == -1 && PyErr_Occurred())
        goto done;
    places = PySequence_Tuple(arguments[1]);
    if (places == NULL)
        goto done;
    of = of ? of : count;
    if (count > LONGEST || of > LONGEST || of < count) {
        result = Py_NewRef(Py_None);
        goto done;
    }
    if (PyTuple_GET_SIZE(places) != 0 && PyTuple_GET_SIZE(places) != count) {
        PyErr_SetString(PyExc_ValueError, "one place an event is needed");
        goto done;
    }
    Choice *chosen = PyMem_Malloc((size_t)(count + 1) * (sizeof(Choice) + 2 * sizeof(int)));
    if (chosen == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    int *numbers = (int *)(chosen + count + 1), *at = numbers + count + 1, rest = 0, found = -1;
    long long cost = 0;
    Ropes ropes = {0};
    Task task = {(int)count, (int)of, numbers, at, chosen};
    if (read_events(self->known, events, PyTuple_GET_SIZE(places) ? places : NULL, numbers, at) == 0)
        found = line_solve(self, &task, &ropes, &rest, &cost);
    if (found > 0)
        result = explained(&ropes, ((PyTupleObject *)events)->ob_item, chosen, (int)count, rest, cost);
    else if (found == 0)
        result = Py_NewRef(Py_None);
    PyMem_Free(ropes.items);
    PyMem_Free(chosen);
done:
    Py_DECREF(events);
    Py_XDECREF(places);
    return result;
}

static PyMethodDef line_methods[] = {
    {"explain", (PyCFunction)(void (*)(void))line_explain, METH_FASTCALL,
     "(moves, cost) of the best explanation of some events, or None."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot line_slots[] = {
    {Py_tp_new, line_new},
    {Py_tp_dealloc, line_dealloc},
    {Py_tp_methods, line_methods},
    {Py_tp_doc, "Line(known, bits, sure, rows, ends, hopes, leads, end, gaps): the tables of scoring.line.Line."},
    {0, NULL},
};

PyType_Spec line_spec = {
    .name = "scoring._native.Line",
    .basicsize = sizeof(Line),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = line_slots,
};
