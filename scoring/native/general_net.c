/* The type General: the tables of scoring/net.py, where its masks fit, and scoring.search.best_explanation. */

#include "general.h"

static int wrong(const char *message)
{
    PyErr_SetString(PyExc_ValueError, message);
    return -1;
}

static int read_masks(PyObject *masks, General *self)
{
    uint64_t *tables[] = {self->before, self->closure, self->successors, self->calm};
    if (PyTuple_GET_SIZE(masks) != 4)
        return wrong("four tables of masks are needed");
    for (int table = 0; table < 4; table++) {
        PyObject *row = PyTuple_GET_ITEM(masks, table);
        if (!PyTuple_Check(row))
            return wrong("a table is a tuple");
        if (read_numbers(row, tables[table], self->leaves) < 0)
            return -1;
        for (int leaf = 0; leaf < self->leaves; leaf++)
            if (tables[table][leaf] & ~self->full)
                return wrong("a mask names no leaf");
    }
    return 0;
}

static int read_leaves(PyObject *leaves, General *self)
{
    for (int leaf = 0; leaf < self->leaves; leaf++) {
        long long weight;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(leaves, leaf), "OO!L", &self->step[leaf], &PyTuple_Type,
                              &self->missed[leaf], &weight))
            return -1;
        if (weight < 0 || weight > DEAREST || PyTuple_GET_SIZE(self->missed[leaf]) != 1)
            return wrong("a leaf has one missed move, and a weight that is not too large");
        self->weights[leaf] = weight;
    }
    return 0;
}

/* The tree, parents before their children: so there are no cycles in it. */
static int read_nodes(PyObject *nodes, General *self)
{
    int below = 0;
    for (int at = 0; at < self->nodes; at++) {
        Node *node = &self->node[at];
        PyObject *children;
        unsigned long long mask;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(nodes, at), "iKO!", &node->kind, &mask, &PyTuple_Type, &children))
            return -1;
        const int size = (int)PyTuple_GET_SIZE(children);
        if (node->kind < STEP || node->kind > REPEAT || mask & ~self->full || below + size > self->nodes - 1 ||
            (node->kind == STEP ? size != 0 || count_bits(mask) != 1 : size < 1))
            return wrong("a node is a leaf or has children");
        node->mask = mask;
        node->first = below;
        for (int place = 0; place < size; place++) {
            const long child = PyLong_AsLong(PyTuple_GET_ITEM(children, place));
            if (PyErr_Occurred())
                return -1;
            if (child <= at || child >= self->nodes)
                return wrong("children come behind their parents");
            self->below[below++] = (int)child;
        }
        node->end = below;
    }
    return 0;
}

static int read_above(PyObject *choices, PyObject *loops, General *self)
{
    int chosen = 0, looped = 0;
    for (int leaf = 0; leaf < self->leaves; leaf++) {
        PyObject *row = PyTuple_GET_ITEM(choices, leaf), *above = PyTuple_GET_ITEM(loops, leaf);
        if (!PyTuple_Check(row) || !PyTuple_Check(above))
            return wrong("what lies above a leaf is a tuple");
        self->first_choice[leaf] = chosen;
        self->first_loop[leaf] = looped;
        if (chosen + PyTuple_GET_SIZE(row) > (Py_ssize_t)self->leaves * self->nodes ||
            looped + PyTuple_GET_SIZE(above) > (Py_ssize_t)self->leaves * self->nodes)
            return wrong("too much lies above a leaf");
        for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(row); place++) {
            Fork *choice = &self->choice[chosen++];
            unsigned long long mask, others;
            if (!PyArg_ParseTuple(PyTuple_GET_ITEM(row, place), "KKi", &mask, &others, &choice->group))
                return -1;
            if ((mask | others) & ~self->full || choice->group < 0 || choice->group >= self->nodes)
                return wrong("a choice names no leaf or no node");
            choice->mask = mask;
            choice->others = others;
        }
        for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(above); place++) {
            const long loop = PyLong_AsLong(PyTuple_GET_ITEM(above, place));
            if (PyErr_Occurred())
                return -1;
            if (loop < 0 || loop >= self->loops)
                return wrong("there is no such loop");
            self->loop_of[looped++] = (int)loop;
        }
    }
    self->first_choice[self->leaves] = chosen;
    self->first_loop[self->leaves] = looped;
    return 0;
}

static int read_loops(PyObject *loops, PyObject *sticky, General *self)
{
    for (int at = 0; at < self->loops; at++) {
        Loop *loop = &self->loop[at];
        unsigned long long mask;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(loops, at), "Kiii", &mask, &loop->at_most, &loop->shift, &loop->width))
            return -1;
        if (mask & ~self->full || loop->at_most < -1 || loop->shift < 0 || loop->width < 0 ||
            loop->shift > WORD - 1 || loop->width > WORD - 1 - loop->shift || (loop->at_most >= 0) != (loop->width > 0))
            return wrong("a loop does not fit");
        loop->mask = mask;
    }
    for (int at = 0; at < self->stickies; at++) {
        Sticky *one = &self->sticky[at];
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(sticky, at), "iii", &one->later, &one->earlier, &one->place))
            return -1;
        if (one->later < 0 || one->later >= self->leaves || one->earlier < 0 || one->earlier >= self->leaves ||
            one->place < 0 || one->place >= WORD)
            return wrong("a pair does not fit");
    }
    return 0;
}

static void *room_for(Py_ssize_t count, size_t size) { return PyMem_Calloc((size_t)count + 1, size); }

static int fill(General *self, PyObject *tables)
{
    PyObject *leaves, *masks, *nodes, *choices, *loops_of, *loops, *sticky;
    if (!PyArg_ParseTuple(tables, "O!O!O!O!O!O!O!:General", &PyTuple_Type, &leaves, &PyTuple_Type, &masks,
                          &PyTuple_Type, &nodes, &PyTuple_Type, &choices, &PyTuple_Type, &loops_of, &PyTuple_Type,
                          &loops, &PyTuple_Type, &sticky))
        return -1;
    const Py_ssize_t count = PyTuple_GET_SIZE(leaves);
    if (count < 1 || count > MOST_LEAVES || PyTuple_GET_SIZE(choices) != count || PyTuple_GET_SIZE(loops_of) != count ||
        PyTuple_GET_SIZE(nodes) < 1 || PyTuple_GET_SIZE(nodes) > MOST_NODES)
        return wrong("too many leaves or nodes, or none");
    self->leaves = (int)count;
    self->nodes = (int)PyTuple_GET_SIZE(nodes);
    self->loops = (int)PyTuple_GET_SIZE(loops);
    self->stickies = (int)PyTuple_GET_SIZE(sticky);
    self->full = ((uint64_t)1 << count) - 1;
    self->node = room_for(self->nodes, sizeof(Node));
    self->below = room_for(self->nodes, sizeof(int));
    self->choice = room_for(count * self->nodes, sizeof(Fork));
    self->loop_of = room_for(count * self->nodes, sizeof(int));
    self->loop = room_for(self->loops, sizeof(Loop));
    self->sticky = room_for(self->stickies, sizeof(Sticky));
    if (!self->node || !self->below || !self->choice || !self->loop_of || !self->loop || !self->sticky) {
        PyErr_NoMemory();
        return -1;
    }
    if (read_leaves(leaves, self) < 0 || read_masks(masks, self) < 0 || read_nodes(nodes, self) < 0)
        return -1;
    return read_loops(loops, sticky, self) < 0 ? -1 : read_above(choices, loops_of, self);
}

static PyObject *general_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    PyObject *by_action, *extra, *tables, *key, *leaves;
    long long default_extra;
    unsigned long long edges, certain, looping, light, firm;
    int plain;
    if (keywords != NULL && PyDict_GET_SIZE(keywords) > 0) {
        PyErr_SetString(PyExc_TypeError, "General takes no keywords");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "O!O!LO!(KKKKK)p:General", &PyDict_Type, &by_action, &PyDict_Type, &extra,
                          &default_extra, &PyTuple_Type, &tables, &edges, &certain, &looping, &light, &firm, &plain))
        return NULL;
    General *self = (General *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->by_action = Py_NewRef(by_action);
    self->extra = Py_NewRef(extra);
    self->keep = Py_NewRef(tables);
    self->default_extra = default_extra;
    self->edges = edges;
    self->certain = certain;
    self->looping = looping;
    self->light = light;
    self->firm = firm;
    self->plain = plain;
    int right = fill(self, tables) == 0;
    for (Py_ssize_t at = 0; right && PyDict_Next(by_action, &at, &key, &leaves);)
        for (Py_ssize_t place = 0; right && place < (PyTuple_Check(leaves) ? PyTuple_GET_SIZE(leaves) : 1); place++) {
            const long leaf = PyTuple_Check(leaves) ? PyLong_AsLong(PyTuple_GET_ITEM(leaves, place)) : -1;
            right = leaf >= 0 && leaf < self->leaves;
            if (!right && !PyErr_Occurred())
                wrong("an action has no such leaf");
        }
    if (right && (default_extra < 0 || default_extra > DEAREST))
        right = wrong("an extra act is too dear") == 0;
    if (!right) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void general_dealloc(General *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(self->by_action);
    Py_XDECREF(self->extra);
    Py_XDECREF(self->keep);
    PyMem_Free(self->node);
    PyMem_Free(self->below);
    PyMem_Free(self->choice);
    PyMem_Free(self->loop_of);
    PyMem_Free(self->loop);
    PyMem_Free(self->sticky);
    type->tp_free(self);
    Py_DECREF(type);
}

/* What each event may be, and what it costs as an extra one; 1, 0 where a cost does not fit, -1 on an error. */
static int read_acts(const General *self, PyObject *events, PyObject **leaves, int64_t *extra, Py_ssize_t *matches)
{
    *matches = 0;
    for (Py_ssize_t event = 0; event < PyTuple_GET_SIZE(events); event++) {
        PyObject *name = PyTuple_GET_ITEM(events, event);
        leaves[event] = PyDict_GetItemWithError(self->by_action, name);
        if (leaves[event] == NULL && PyErr_Occurred())
            return -1;
        *matches += leaves[event] == NULL ? 0 : PyTuple_GET_SIZE(leaves[event]);
        extra[event] = self->default_extra;
        PyObject *dear = PyDict_GetItemWithError(self->extra, name);
        if (dear != NULL)
            extra[event] = PyLong_AsLongLong(dear);
        if (PyErr_Occurred())
            return -1;
        if (extra[event] < 0 || extra[event] > DEAREST)
            return 0;
    }
    return 1;
}

/* Rows of how many things are wrong with each match, one behind the other. */
static int64_t *read_flaws(PyObject *flaws, Py_ssize_t matches)
{
    if (PyTuple_GET_SIZE(flaws) != matches) {
        wrong("one number a match is needed");
        return NULL;
    }
    int64_t *numbers = room_for(matches, sizeof(int64_t));
    if (numbers == NULL)
        PyErr_NoMemory();
    for (Py_ssize_t at = 0; numbers != NULL && at < matches; at++) {
        numbers[at] = PyLong_AsLongLong(PyTuple_GET_ITEM(flaws, at));
        if (PyErr_Occurred() || numbers[at] < 0 || numbers[at] > DEAREST) {
            if (!PyErr_Occurred())
                wrong("as many flaws as that are not possible");
            PyMem_Free(numbers);
            return NULL;
        }
    }
    return numbers;
}

/* (moves, cost) as (moves, cost, bound). */
static PyObject *with_bound(PyObject *explained, long long bound)
{
    PyObject *result = NULL, *number = explained == NULL ? NULL : PyLong_FromLongLong(bound);
    if (number != NULL)
        result = PyTuple_Pack(3, PyTuple_GET_ITEM(explained, 0), PyTuple_GET_ITEM(explained, 1), number);
    Py_XDECREF(number);
    Py_XDECREF(explained);
    return result;
}

static PyObject *general_explain(General *self, PyObject *const *arguments, Py_ssize_t given)
{
    if (given != 2 || (arguments[1] != Py_None && !PyTuple_Check(arguments[1]))) {
        PyErr_SetString(PyExc_TypeError, "explain takes events and a tuple of flaws or None");
        return NULL;
    }
    PyObject *events = PySequence_Tuple(arguments[0]), *result = NULL;
    if (events == NULL)
        return NULL;
    const Py_ssize_t count = PyTuple_GET_SIZE(events);
    Choice *chosen = room_for(count, sizeof(Choice));
    PyObject **leaves = room_for(count, sizeof(PyObject *));
    int64_t *extra = room_for(count, sizeof(int64_t)), *flaws = NULL;
    Py_ssize_t matches;
    int rest = 0, found = -1;
    long long cost = 0, bound = 0;
    Ropes ropes = {0};
    if (chosen == NULL || leaves == NULL || extra == NULL)
        PyErr_NoMemory();
    else
        found = count > LONGEST ? 0 : read_acts(self, events, leaves, extra, &matches);
    if (found > 0 && arguments[1] != Py_None && (flaws = read_flaws(arguments[1], matches)) == NULL)
        found = -1;
    const Acts acts = {(int)count, leaves, extra, flaws, chosen};
    if (found > 0)
        found = general_solve(self, &acts, &ropes, &rest, &cost, &bound);
    if (found > 0)
        result = explained(&ropes, ((PyTupleObject *)events)->ob_item, chosen, (int)count, rest, cost);
    else if (found == 0)
        result = Py_NewRef(Py_None);
    if (found > 0)
        result = with_bound(result, bound);
    PyMem_Free(ropes.items);
    PyMem_Free(chosen);
    PyMem_Free(leaves);
    PyMem_Free(extra);
    PyMem_Free(flaws);
    Py_DECREF(events);
    return result;
}

static PyMethodDef general_methods[] = {
    {"explain", (PyCFunction)(void (*)(void))general_explain, METH_FASTCALL,
     "(moves, cost, bound) of the best explanation of some events, or None; none costs less than the bound."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot general_slots[] = {
    {Py_tp_new, general_new},
    {Py_tp_dealloc, general_dealloc},
    {Py_tp_methods, general_methods},
    {Py_tp_doc, "General(by_action, extra, default_extra, tables, masks, plain): a protocol as scoring.net.Net."},
    {0, NULL},
};

PyType_Spec general_spec = {
    .name = "scoring._native.General",
    .basicsize = sizeof(General),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = general_slots,
};
