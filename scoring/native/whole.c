/* The type Part, and scoring.parts_search.explain_parts. */

#include "parts.h"

static int solve(const Part *part, const Task *task, double most_missed, Ropes *ropes, int *rest, long long *cost);

/* Children, their actions, how wide a state is, and the state in which a run begins. */
static int lay_out(Part *self)
{
    int widest = 0, together = 0;
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
        widest = part->width > widest ? part->width : widest;
    }
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
    self->parts = PyMem_Calloc((size_t)count + 1, sizeof(Part *));
    if (self->parts == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    if (kind == OF_LINE) {
        self->line = (Line *)Py_NewRef(line);
        self->actions = self->line->all;
        self->width = 1;
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
    type->tp_free(self);
    Py_DECREF(type);
}

/* Parts that share no action are explained each for itself, and what is chosen is put together again. */
static int one_by_one(const Part *part, const Task *task, double most_missed, Ropes *ropes, int *rest, long long *cost)
{
    const size_t room = (size_t)task->count + 1;
    Choice *chosen = PyMem_Malloc(room * (sizeof(Choice) + 3 * sizeof(int)));
    if (chosen == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int *numbers = (int *)(chosen + room), *at = numbers + room, *places = at + room, found = 1;
    *rest = 0;
    *cost = 0;
    for (int event = 0; event < task->count; event++)
        if (task->numbers[event] < 0 || !(part->actions >> task->numbers[event] & 1)) {
            task->chosen[event] = (Choice){NULL, 0};
            ++*cost;
        }
    for (int place = 0; place < part->count && found > 0; place++) {
        const Part *child = part->parts[place];
        Task own = {0, task->of, numbers, at, chosen};
        for (int event = 0; event < task->count; event++)
            if (task->numbers[event] >= 0 && child->actions >> task->numbers[event] & 1) {
                numbers[own.count] = task->numbers[event];
                at[own.count] = task->at[event];
                places[own.count++] = event;
            }
        int end = 0;
        long long more = 0;
        found = solve(child, &own, most_missed, ropes, &end, &more);
        for (int event = 0; event < own.count && found > 0; event++)
            task->chosen[places[event]] = chosen[event];
        *cost += more;
        if (found > 0 && (*rest = rope_join(ropes, *rest, end)) < 0)
            found = *rest;
    }
    PyMem_Free(chosen);
    return found;
}

static int solve(const Part *part, const Task *task, double most_missed, Ropes *ropes, int *rest, long long *cost)
{
    if (part->kind == OF_LINE)
        return line_solve(part->line, task, ropes, rest, cost);
    if (part->apart)
        return one_by_one(part, task, most_missed, ropes, rest, cost);
    return together_solve(part, task, most_missed, ropes, rest, cost);
}

static PyObject *part_explain(Part *self, PyObject *const *arguments, Py_ssize_t given)
{
    if (given != 3 || !PyDict_Check(arguments[0])) {
        PyErr_SetString(PyExc_TypeError, "explain takes the numbers of actions, the most missed at once, and events");
        return NULL;
    }
    const double most_missed = PyFloat_AsDouble(arguments[1]);
    PyObject *events = PyErr_Occurred() ? NULL : PySequence_Tuple(arguments[2]), *result = NULL;
    if (events == NULL)
        return NULL;
    const Py_ssize_t count = PyTuple_GET_SIZE(events);
    if (count > LONGEST || !(most_missed >= 0 && most_missed < 1e9)) {
        Py_DECREF(events);
        Py_RETURN_NONE;
    }
    Choice *chosen = PyMem_Malloc((size_t)(count + 1) * (sizeof(Choice) + 2 * sizeof(int)));
    if (chosen == NULL) {
        Py_DECREF(events);
        return PyErr_NoMemory();
    }
    int *numbers = (int *)(chosen + count + 1), *at = numbers + count + 1, rest = 0, found = -1;
    long long cost = 0;
    Ropes ropes = {0};
    Task task = {(int)count, (int)count, numbers, at, chosen};
    if (read_events(arguments[0], events, NULL, numbers, at) == 0) {
        for (Py_ssize_t event = 0; event < count; event++)
            if (numbers[event] >= 0 && !(self->actions >> numbers[event] & 1))
                numbers[event] = -1;
        found = solve(self, &task, most_missed, &ropes, &rest, &cost);
    }
    if (found > 0)
        result = explained(&ropes, ((PyTupleObject *)events)->ob_item, chosen, (int)count, rest, cost);
    else if (found == 0 || found == TOO_MANY)
        result = Py_NewRef(Py_None);
    PyMem_Free(ropes.items);
    PyMem_Free(chosen);
    Py_DECREF(events);
    return result;
}

static PyMethodDef part_methods[] = {
    {"explain", (PyCFunction)(void (*)(void))part_explain, METH_FASTCALL,
     "(moves, cost) of the best explanation of some events, or None."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot part_slots[] = {
    {Py_tp_new, part_new},
    {Py_tp_dealloc, part_dealloc},
    {Py_tp_methods, part_methods},
    {Py_tp_doc, "Part(kind, parts, line, limit, untouched, whole): a part of scoring.parts."},
    {0, NULL},
};

PyType_Spec part_spec = {
    .name = "scoring._native.Part",
    .basicsize = sizeof(Part),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = part_slots,
};
