/* The type Whole: a protocol put together from parts, and scoring.parts_search.explain_parts. */

#include "parts.h"

static int solve(const Whole *whole, const Part *part, const Task *task, Ropes *ropes, int *rest, long long *cost);

/* Parts that share no action are explained each for itself, and what is chosen is put together again. */
static int one_by_one(const Whole *whole, const Part *part, const Task *task, Ropes *ropes, int *rest, long long *cost)
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
        found = solve(whole, child, &own, ropes, &end, &more);
        for (int event = 0; event < own.count && found > 0; event++)
            task->chosen[places[event]] = chosen[event];
        *cost += more;
        if (found > 0 && (*rest = rope_join(ropes, *rest, end)) < 0)
            found = *rest;
    }
    PyMem_Free(chosen);
    return found;
}

static int solve(const Whole *whole, const Part *part, const Task *task, Ropes *ropes, int *rest, long long *cost)
{
    if (whole->total)
        return together_solve(whole, part, task, ropes, rest, cost);
    if (part->kind == OF_LINE)
        return line_solve(part->line, task, ropes, rest, cost);
    return (part->apart ? one_by_one : together_solve)(whole, part, task, ropes, rest, cost);
}

static PyObject *whole_explain(Whole *self, PyObject *argument)
{
    PyObject *events = PySequence_Tuple(argument), *result = NULL;
    if (events == NULL)
        return NULL;
    const Py_ssize_t count = PyTuple_GET_SIZE(events);
    if (count > LONGEST) {
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
    if (read_events(self->numbers, events, NULL, numbers, at) == 0) {
        for (Py_ssize_t event = 0; event < count; event++)
            if (numbers[event] >= 0 && !(self->part->actions >> numbers[event] & 1))
                numbers[event] = -1;
        found = solve(self, self->part, &task, &ropes, &rest, &cost);
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

/* Rows of (number, missed move in a tuple): those of each number, then all of them. */
static int read_needs(Whole *self, PyObject *rows)
{
    int total = 0;
    for (Py_ssize_t row = 0; row < PyTuple_GET_SIZE(rows); row++) {
        if (!PyTuple_Check(PyTuple_GET_ITEM(rows, row))) {
            PyErr_SetString(PyExc_TypeError, "needs are rows of pairs");
            return -1;
        }
        total += (int)PyTuple_GET_SIZE(PyTuple_GET_ITEM(rows, row));
    }
    self->needs = PyMem_Malloc(sizeof(Need) * (size_t)(total + 1));
    if (self->needs == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t row = 0; row < PyTuple_GET_SIZE(rows); row++) {
        PyObject *pairs = PyTuple_GET_ITEM(rows, row);
        self->first[row] = self->total;
        for (Py_ssize_t at = 0; at < PyTuple_GET_SIZE(pairs); at++) {
            Need *need = &self->needs[self->total++];
            if (!PyArg_ParseTuple(PyTuple_GET_ITEM(pairs, at), "iO!", &need->number, &PyTuple_Type, &need->missed))
                return -1;
            if (need->number < 0 || need->number >= WORD || !(self->part->actions >> need->number & 1)) {
                PyErr_SetString(PyExc_ValueError, "no such action is needed");
                return -1;
            }
        }
    }
    return 0;
}

static PyObject *whole_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    PyObject *part, *numbers, *rows;
    double most_missed;
    if (keywords != NULL && PyDict_GET_SIZE(keywords) > 0) {
        PyErr_SetString(PyExc_TypeError, "Whole takes no keywords");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "O!O!dO!:Whole", PartType, &part, &PyDict_Type, &numbers, &most_missed,
                          &PyTuple_Type, &rows))
        return NULL;
    if (!(most_missed >= 0 && most_missed < 1e9) || PyTuple_GET_SIZE(rows) != WORD + 1) {
        PyErr_SetString(PyExc_ValueError, "one row of needs a number, one of all, and a number of steps are wanted");
        return NULL;
    }
    Whole *self = (Whole *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->part = (Part *)Py_NewRef(part);
    self->numbers = Py_NewRef(numbers);
    self->keep = Py_NewRef(rows);
    self->most_missed = most_missed;
    if (read_needs(self, rows) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void whole_dealloc(Whole *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF((PyObject *)self->part);
    Py_XDECREF(self->numbers);
    Py_XDECREF(self->keep);
    PyMem_Free(self->needs);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef whole_methods[] = {
    {"explain", (PyCFunction)whole_explain, METH_O, "(moves, cost) of the best explanation of some events, or None."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot whole_slots[] = {
    {Py_tp_new, whole_new},
    {Py_tp_dealloc, whole_dealloc},
    {Py_tp_methods, whole_methods},
    {Py_tp_doc, "Whole(part, numbers, most_missed, needs): a protocol as scoring.whole.Whole."},
    {0, NULL},
};

PyType_Spec whole_spec = {
    .name = "scoring._native.Whole",
    .basicsize = sizeof(Whole),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = whole_slots,
};
