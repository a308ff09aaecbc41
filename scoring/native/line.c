/* scoring.line_search.explain_line, by the tables of scoring.line, where the bits of all actions fit in 64. */

#include "native.h"

/* One way: the class reached, how many steps it leaves missed, their moves, the step done (both borrowed). */
typedef struct {
    int reached, misses;
    PyObject *missed, *step;
} Way;

typedef struct {
    PyObject_HEAD
    PyObject *known; /* action -> its number */
    PyObject *rows;  /* keeps what the ways borrow */
    PyObject *ends;  /* each class's missed moves to the end */
    int classes, actions, gaps;
    uint64_t end, *bits; /* the bit of the end; each action's bit */
    unsigned char *sure; /* by action and class */
    int *first;          /* by action and class: where its ways begin */
    Way *ways;
    uint64_t *hopes; /* by class, class and gap */
} Line;

/* A match in an explanation, and the match before it (-1: none). */
typedef struct {
    int before, event;
    const Way *way;
} Link;

typedef struct {
    int64_t key;
    int state, back;
    unsigned char alive;
} Entry;

typedef struct {
    const Line *line;
    int count, shift;
    Link *links;
    int used, room;
    Entry *table; /* in the order in which classes came in; `alive` ones count */
    Entry *snapshot;
    int entries;
    int *place; /* each class's entry, or -1 */
} Search;

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

static int read_numbers(PyObject *tuple, uint64_t *numbers, Py_ssize_t size)
{
    if (PyTuple_GET_SIZE(tuple) != size) {
        PyErr_SetString(PyExc_ValueError, "a table has the wrong size");
        return -1;
    }
    for (Py_ssize_t at = 0; at < size; at++) {
        numbers[at] = PyLong_AsUnsignedLongLong(PyTuple_GET_ITEM(tuple, at));
        if (PyErr_Occurred())
            return -1;
    }
    return 0;
}

static void line_dealloc(Line *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(self->known);
    Py_XDECREF(self->rows);
    Py_XDECREF(self->ends);
    PyMem_Free(self->bits);
    PyMem_Free(self->sure);
    PyMem_Free(self->first);
    PyMem_Free(self->ways);
    PyMem_Free(self->hopes);
    type->tp_free(self);
    Py_DECREF(type);
}

static int fill(Line *self, PyObject *bits, PyObject *sure, PyObject *rows, PyObject *hopes)
{
    const size_t classes = (size_t)self->classes, actions = (size_t)self->actions;
    self->bits = PyMem_Malloc(sizeof(uint64_t) * (actions + 1));
    self->sure = PyMem_Malloc(actions * classes + 1);
    self->first = PyMem_Malloc(sizeof(int) * (actions * classes + 1));
    self->hopes = PyMem_Malloc(sizeof(uint64_t) * classes * classes * 2 * (size_t)self->gaps + 8);
    if (self->bits == NULL || self->sure == NULL || self->first == NULL || self->hopes == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (PyBytes_GET_SIZE(sure) != (Py_ssize_t)(actions * classes)) {
        PyErr_SetString(PyExc_ValueError, "one byte an action and class is needed");
        return -1;
    }
    memcpy(self->sure, PyBytes_AS_STRING(sure), actions * classes);
    if (read_numbers(bits, self->bits, self->actions) < 0 || read_ways(self, rows) < 0)
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
    PyObject *known, *bits, *sure, *rows, *ends, *hopes;
    int gaps;
    unsigned long long end;
    if (keywords != NULL && PyDict_GET_SIZE(keywords) > 0) {
        PyErr_SetString(PyExc_TypeError, "Line takes no keywords");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "O!O!O!O!O!O!Ki:Line", &PyDict_Type, &known, &PyTuple_Type, &bits, &PyBytes_Type,
                          &sure, &PyTuple_Type, &rows, &PyTuple_Type, &ends, &PyTuple_Type, &hopes, &end, &gaps))
        return NULL;
    if (gaps < 1 || gaps > 64 || PyTuple_GET_SIZE(ends) < 1 || PyTuple_GET_SIZE(ends) > 10000 ||
        PyTuple_GET_SIZE(bits) > 64) {
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
    if (fill(self, bits, sure, rows, hopes) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static int new_link(Search *search, int before, int event, const Way *way)
{
    if (search->used == search->room) {
        int room = 2 * search->room + 64;
        Link *links = PyMem_Realloc(search->links, sizeof(Link) * (size_t)room);
        if (links == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        search->links = links;
        search->room = room;
    }
    search->links[search->used] = (Link){before, event, way};
    return search->used++;
}

static int reach(Search *search, const Entry *from, const Way *way, int event, int64_t key)
{
    const int place = search->place[way->reached];
    if (place >= 0 && key >= search->table[place].key)
        return 0;
    int back = new_link(search, from->back, event, way);
    if (back < 0)
        return -1;
    if (place < 0)
        search->place[way->reached] = search->entries;
    search->table[place < 0 ? search->entries++ : place] = (Entry){key, way->reached, back, 1};
    return 0;
}

static void remove_state(Search *search, int state)
{
    if (search->place[state] >= 0)
        search->table[search->place[state]].alive = 0;
    search->place[state] = -1;
}

/* Closes the gaps that removed classes left. */
static void close_up(Search *search)
{
    int kept = 0;
    for (int at = 0; at < search->entries; at++)
        if (search->table[at].alive) {
            search->place[search->table[at].state] = kept;
            search->table[kept++] = search->table[at];
        }
    search->entries = kept;
}

/* Match one event in all explanations; returns whether any changed, -1 on an error. */
static int match(Search *search, int action, int event, int64_t gain, int64_t late)
{
    const Line *line = search->line;
    const int standing = search->entries;
    int changed = 0;
    const int only = action * line->classes + search->table[0].state;
    if (standing == 1 && line->sure[only]) {
        const Way *way = &line->ways[line->first[only]];
        const Entry from = search->table[0];
        remove_state(search, from.state);
        search->entries = 0;
        return reach(search, &from, way, event, from.key + gain) < 0 ? -1 : 1;
    }
    memcpy(search->snapshot, search->table, sizeof(Entry) * (size_t)standing);
    for (int at = 0; at < standing; at++) {
        const Entry *from = &search->snapshot[at];
        const int row = action * line->classes + from->state;
        if (line->first[row] == line->first[row + 1])
            continue;
        changed = 1;
        if (line->sure[row])
            remove_state(search, from->state);
        for (int number = line->first[row]; number < line->first[row + 1]; number++) {
            const Way *way = &line->ways[number];
            if (reach(search, from, way, event, from->key + gain + way->misses * late) < 0)
                return -1;
        }
    }
    close_up(search);
    return changed;
}

/* Drop what the cheapest explanation so far is sure to beat: `_drop_beaten` of scoring/line_search.py. */
static void drop_beaten(Search *search, uint64_t coming, int64_t late)
{
    const Line *line = search->line;
    int best = 0;
    for (int at = 1; at < search->entries; at++)
        if (search->table[at].key < search->table[best].key)
            best = at;
    const int64_t least = search->table[best].key, cost = least >> search->shift;
    const size_t row = (size_t)search->table[best].state * (size_t)line->classes;
    for (int at = 0; at < search->entries; at++) {
        const Entry *entry = &search->table[at];
        const int64_t gap = (entry->key >> search->shift) - cost;
        int64_t place = gap < line->gaps ? gap : line->gaps - 1;
        if (least + gap * late <= entry->key)
            place += line->gaps;
        const size_t hope = (row + (size_t)entry->state) * 2 * (size_t)line->gaps + (size_t)place;
        if (!(line->hopes[hope] & coming))
            remove_state(search, entry->state);
    }
    close_up(search);
}

/* Adds the moves of the best explanation, whose last match is `back`. */
static int add_moves(Search *search, Moves *moves, PyObject **events, int back)
{
    int later = -1, first = 0;
    /* Turn the chain round: from here on `before` leads to the link behind. */
    while (back >= 0) {
        int before = search->links[back].before;
        search->links[back].before = later;
        later = back;
        back = before;
    }
    for (int at = later; at >= 0; at = search->links[at].before) {
        const Link link = search->links[at];
        if (moves_extra(moves, events, first, link.event) < 0 || moves_add_all(moves, link.way->missed) < 0 ||
            moves_add(moves, new_move(word_matched, link.way->step, link.event)) < 0)
            return -1;
        first = link.event + 1;
    }
    return moves_extra(moves, events, first, search->count);
}

/* `numbers[event]` is its action's number or -1, `at[event]` its place in a trace of `of`; `coming` as in Python. */
static PyObject *explain(Search *search, PyObject **events, const int *numbers, const int *at, int of, uint64_t *coming)
{
    const Line *line = search->line;
    const int count = search->count;
    const int64_t per_missed = (int64_t)(of + 1) * (of + 1), per_cost = (int64_t)1 << search->shift;
    coming[count] = line->end;
    for (int event = count - 1; event >= 0; event--)
        coming[event] = coming[event + 1] | (numbers[event] < 0 ? 0 : line->bits[numbers[event]]);
    for (int state = 0; state < line->classes; state++)
        search->place[state] = -1;
    search->place[0] = 0;
    search->table[0] = (Entry){0, 0, -1, 1};
    search->entries = 1;
    for (int event = 0; event < count; event++) {
        if (numbers[event] < 0)
            continue;
        const int64_t gain = at[event] - per_cost, late = per_cost + (of - at[event]) * per_missed;
        int changed = match(search, numbers[event], event, gain, late);
        if (changed < 0)
            return NULL;
        if (changed && search->entries > 1)
            drop_beaten(search, coming[event + 1], late - per_missed);
    }
    int64_t least = INT64_MAX;
    int best = 0;
    for (int number = 0; number < search->entries; number++) {
        const Entry *entry = &search->table[number];
        int64_t total = entry->key + PyTuple_GET_SIZE(PyTuple_GET_ITEM(line->ends, entry->state)) * per_cost;
        if (total < least) {
            least = total;
            best = number;
        }
    }
    PyObject *rest = PyTuple_GET_ITEM(line->ends, search->table[best].state), *result = NULL;
    Moves moves;
    if (moves_init(&moves, count + line->classes) < 0)
        return NULL;
    if (add_moves(search, &moves, events, search->table[best].back) == 0 && moves_add_all(&moves, rest) == 0)
        result = moves_and_cost(&moves, (least >> search->shift) + count);
    moves_free(&moves);
    return result;
}

static int read_events(const Line *line, PyObject *events, PyObject *places, int *numbers, int *at)
{
    for (Py_ssize_t event = 0; event < PyTuple_GET_SIZE(events); event++) {
        PyObject *number = PyDict_GetItemWithError(line->known, PyTuple_GET_ITEM(events, event));
        if (number == NULL && PyErr_Occurred())
            return -1;
        long value = number == NULL ? -1 : PyLong_AsLong(number);
        long place = places == NULL ? (long)event : PyLong_AsLong(PyTuple_GET_ITEM(places, event));
        if (PyErr_Occurred())
            return -1;
        if (value < -1 || value >= line->actions || place < 0 || place > LONGEST) {
            PyErr_SetString(PyExc_ValueError, "no such action or place");
            return -1;
        }
        numbers[event] = (int)value;
        at[event] = (int)place;
    }
    return 0;
}

/* The shift that leaves room for ties below one unit of cost, or -1 where keys would not fit. */
static int shift_of(const Line *line, int count, int of)
{
    int shift = 0, bits = 0;
    double ties = (double)(of + 1) * (of + 1) * (of + 1) * (of + 1) * (line->classes + 1);
    if (ties > 9e15)
        return -1;
    for (uint64_t value = (uint64_t)ties; value; value >>= 1)
        shift++;
    for (uint64_t most = (uint64_t)(count + 2) * (uint64_t)(line->classes + 2); most; most >>= 1)
        bits++;
    return shift + bits < 62 ? shift : -1;
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
    Search search = {.line = self, .count = (int)count, .shift = shift_of(self, (int)count, (int)of)};
    if (search.shift < 0) {
        result = Py_NewRef(Py_None);
        goto done;
    }
    const size_t classes = (size_t)self->classes, length = (size_t)count + 1;
    uint64_t *coming = PyMem_Malloc(length * (sizeof(uint64_t) + 2 * sizeof(int)) +
                                    classes * (4 * sizeof(Entry) + sizeof(int)));
    if (coming == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    search.table = (Entry *)(coming + length);
    search.snapshot = search.table + 3 * classes;
    int *numbers = (int *)(search.snapshot + classes), *at = numbers + length;
    search.place = at + length;
    if (read_events(self, events, PyTuple_GET_SIZE(places) ? places : NULL, numbers, at) == 0)
        result = explain(&search, ((PyTupleObject *)events)->ob_item, numbers, at, (int)of, coming);
    PyMem_Free(search.links);
    PyMem_Free(coming);
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
    {Py_tp_doc, "Line(known, bits, sure, rows, ends, hopes, end, gaps): the tables of scoring.line.Line."},
    {0, NULL},
};

PyType_Spec line_spec = {
    .name = "scoring._native.Line",
    .basicsize = sizeof(Line),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = line_slots,
};
