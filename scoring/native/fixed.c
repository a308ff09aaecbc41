/* scoring.quick.explain_fixed for protocols of at most 64 leaves: a state is a 64-bit set of the leaves that fired. */

#include "native.h"

#define WIDEST 48 /* as in scoring/quick.py */

typedef struct {
    PyObject_HEAD
    PyObject *known;  /* action -> leaf */
    PyObject *steps;  /* each leaf's step */
    PyObject *missed; /* each leaf's missed move */
    int size;
    uint64_t full, closure[64], before[64];
} Fixed;

/* How an explanation was reached: a match, the leaves missed just before it, and the explanation before (-1: none). */
typedef struct {
    int before, leaf, event;
    uint64_t missing;
} Link;

typedef struct {
    uint64_t state;
    int64_t key;
    int back;
} Entry;

typedef struct {
    const Fixed *fixed;
    int count;
    int *acts;        /* each event's leaf, -1 for none */
    uint64_t *coming; /* for each event the leaves that may still be matched from it on, and 0 behind the last */
    Link *links;
    int used, room;
    Entry table[2 * WIDEST + 2];
    int entries;
} Search;

typedef struct {
    int event, back;
    uint64_t state;
} Settled;

static PyObject *fixed_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    PyObject *known, *steps, *closure, *before, *missed;
    if (keywords != NULL && PyDict_GET_SIZE(keywords) > 0) {
        PyErr_SetString(PyExc_TypeError, "Fixed takes no keywords");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "O!O!O!O!O!:Fixed", &PyDict_Type, &known, &PyTuple_Type, &steps, &PyTuple_Type,
                          &closure, &PyTuple_Type, &before, &PyTuple_Type, &missed))
        return NULL;
    Py_ssize_t size = PyTuple_GET_SIZE(missed);
    if (size > 64 || PyTuple_GET_SIZE(steps) != size) {
        PyErr_SetString(PyExc_ValueError, "at most 64 leaves, each with its step");
        return NULL;
    }
    Fixed *self = (Fixed *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->known = Py_NewRef(known);
    self->steps = Py_NewRef(steps);
    self->missed = Py_NewRef(missed);
    self->size = (int)size;
    self->full = size == 64 ? ~(uint64_t)0 : ((uint64_t)1 << size) - 1;
    if (read_numbers(closure, self->closure, self->size) < 0 || read_numbers(before, self->before, self->size) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void fixed_dealloc(Fixed *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(self->known);
    Py_XDECREF(self->steps);
    Py_XDECREF(self->missed);
    type->tp_free(self);
    Py_DECREF(type);
}

/* Adds the missed moves of some leaves, in an order in which they could have been done after `state`. */
static int add_missed(Moves *moves, const Fixed *fixed, uint64_t mask, uint64_t state)
{
    while (mask) {
        uint64_t rest = mask;
        int leaf = lowest_bit(rest);
        while (fixed->before[leaf] & ~state) {
            rest &= rest - 1;
            if (!rest) {
                PyErr_SetString(PyExc_ValueError, "leaves wait for each other");
                return -1;
            }
            leaf = lowest_bit(rest);
        }
        if (moves_add(moves, Py_NewRef(PyTuple_GET_ITEM(fixed->missed, leaf))) < 0)
            return -1;
        state |= (uint64_t)1 << leaf;
        mask &= ~((uint64_t)1 << leaf);
    }
    return 0;
}

static void find_coming(Search *search)
{
    uint64_t mask = 0;
    search->coming[search->count] = 0;
    for (int event = search->count - 1; event >= 0; event--) {
        if (search->acts[event] >= 0)
            mask |= (uint64_t)1 << search->acts[event];
        search->coming[event] = mask;
    }
}

static int new_link(Search *search, int before, int leaf, int event, uint64_t missing)
{
    Link *links = with_room(search->links, search->used, &search->room, sizeof(Link));
    if (links == NULL)
        return -1;
    search->links = links;
    search->links[search->used] = (Link){before, leaf, event, missing};
    return search->used++;
}

static int place_of(const Search *search, uint64_t state)
{
    for (int at = 0; at < search->entries; at++)
        if (search->table[at].state == state)
            return at;
    return -1;
}

/* Drop what the most promising explanation is sure to beat: `_drop_beaten` of scoring/quick.py. */
static void drop_beaten(Search *search, uint64_t coming, int64_t per_cost, int64_t late, int64_t per_missed)
{
    int64_t promise = INT64_MAX;
    int best = 0;
    for (int at = 0; at < search->entries; at++) {
        int64_t hoped = search->table[at].key - count_bits(search->table[at].state & ~coming) * per_cost;
        if (hoped < promise) {
            promise = hoped;
            best = at;
        }
    }
    const uint64_t champion = search->table[best].state;
    const int64_t limit = search->table[best].key + per_missed, behind = per_cost + late;
    int kept = 0;
    for (int at = 0; at < search->entries; at++) {
        const Entry entry = search->table[at];
        const uint64_t ahead = champion & ~entry.state;
        const int64_t lead = count_bits(ahead & coming) - count_bits(ahead & ~coming);
        const int64_t worst = limit + lead * per_cost + count_bits(entry.state & ~champion) * behind;
        if (entry.key < worst || at == best)
            search->table[kept++] = entry;
    }
    search->entries = kept;
}

/* Match one event in all explanations; returns whether any changed, -1 on an error. */
static int match(Search *search, int event, int64_t gain, int64_t late)
{
    const int leaf = search->acts[event];
    const uint64_t bit = (uint64_t)1 << leaf, closure = search->fixed->closure[leaf];
    const uint64_t after = search->coming[event + 1];
    const int standing = search->entries;
    unsigned char gone[WIDEST + 1] = {0};
    int changed = 0;
    for (int at = 0; at < standing; at++) {
        const Entry entry = search->table[at];
        if (entry.state & bit)
            continue;
        changed = 1;
        const uint64_t missing = closure & ~entry.state;
        int64_t key = entry.key + gain;
        if (missing)
            key += count_bits(missing) * late;
        gone[at] = !missing || !((missing | bit) & after);
        const uint64_t reached = entry.state | missing | bit;
        int place = place_of(search, reached);
        if (place >= 0 && key >= search->table[place].key)
            continue;
        int back = new_link(search, entry.back, leaf, event, missing);
        if (back < 0)
            return -1;
        if (place < 0)
            place = search->entries++;
        search->table[place] = (Entry){reached, key, back};
    }
    int kept = 0;
    for (int at = 0; at < search->entries; at++)
        if (at >= standing || !gone[at])
            search->table[kept++] = search->table[at];
    search->entries = kept;
    return changed;
}

/* Go on with several explanations until one is left or the trace ends: 1, or 0 where too many stand side by side. */
static int side_by_side(Search *search, uint64_t state, int event, Settled *settled)
{
    const int count = search->count;
    const int64_t per_missed = (int64_t)(count + 1) * (count + 1);
    const int64_t per_cost = per_missed * (count + 2) * (search->fixed->size + 2);
    search->used = 0;
    search->entries = 1;
    search->table[0] = (Entry){state, 0, -1};
    for (; event < count; event++) {
        if (search->acts[event] < 0)
            continue;
        int changed = match(search, event, event - per_cost, per_cost + (count - event) * per_missed);
        if (changed < 0)
            return -1;
        if (changed && search->entries > 1) {
            drop_beaten(search, search->coming[event + 1], per_cost, (count - event - 1) * per_missed, per_missed);
            if (search->entries > WIDEST)
                return 0;
        }
        if (search->entries == 1) {
            *settled = (Settled){event + 1, search->table[0].back, search->table[0].state};
            return 1;
        }
    }
    int best = 0;
    int64_t least = INT64_MAX;
    for (int at = 0; at < search->entries; at++) {
        int64_t total = search->table[at].key - count_bits(search->table[at].state) * per_cost;
        if (total < least) {
            least = total;
            best = at;
        }
    }
    *settled = (Settled){count, search->table[best].back, search->table[best].state};
    return 1;
}

/* Adds the moves of a settled stretch that began at event `first`; returns the number of matches, -1 on an error. */
static int add_settled(Search *search, Moves *moves, PyObject **events, uint64_t state, int first, Settled settled)
{
    int matches = 0, later = -1;
    /* Turn the chain round: from here on `before` leads to the link behind. */
    for (int at = settled.back; at >= 0;) {
        int before = search->links[at].before;
        search->links[at].before = later;
        later = at;
        at = before;
    }
    for (int at = later; at >= 0; at = search->links[at].before) {
        const Link link = search->links[at];
        if (moves_extra(moves, events, first, link.event) < 0 ||
            add_missed(moves, search->fixed, link.missing, state) < 0 ||
            moves_add(moves, new_move(word_matched, PyTuple_GET_ITEM(search->fixed->steps, link.leaf), link.event)) < 0)
            return -1;
        state |= link.missing | (uint64_t)1 << link.leaf;
        first = link.event + 1;
        matches++;
    }
    return moves_extra(moves, events, first, settled.event) < 0 ? -1 : matches;
}

/* All of explain_fixed: 1, 0 where Python has to do it, -1 on an error. */
static int explain(Search *search, Moves *moves, PyObject **events, long long *cost)
{
    const Fixed *fixed = search->fixed;
    const int count = search->count;
    uint64_t state = 0;
    int matched = 0, event = 0, looked = 0;
    while (event < count) {
        const int leaf = search->acts[event];
        const uint64_t bit = leaf < 0 ? 0 : (uint64_t)1 << leaf;
        if (leaf < 0 || state & bit) {
            if (moves_extra(moves, events, event, event + 1) < 0)
                return -1;
            event++;
            continue;
        }
        const uint64_t missing = fixed->closure[leaf] & ~state;
        if (missing && !looked) {
            find_coming(search);
            looked = 1;
        }
        if (missing && (missing | bit) & search->coming[event + 1]) {
            Settled settled;
            int found = side_by_side(search, state, event, &settled);
            if (found <= 0)
                return found;
            int matches = add_settled(search, moves, events, state, event, settled);
            if (matches < 0)
                return -1;
            matched += matches;
            state = settled.state;
            event = settled.event;
            continue;
        }
        if (add_missed(moves, fixed, missing, state) < 0 ||
            moves_add(moves, new_move(word_matched, PyTuple_GET_ITEM(fixed->steps, leaf), event)) < 0)
            return -1;
        state |= missing | bit;
        matched++;
        event++;
    }
    *cost = count + fixed->size - 2 * matched;
    return add_missed(moves, fixed, fixed->full & ~state, state) < 0 ? -1 : 1;
}

static int read_acts(const Fixed *fixed, PyObject **events, int count, int *acts)
{
    for (int event = 0; event < count; event++) {
        PyObject *leaf = PyDict_GetItemWithError(fixed->known, events[event]);
        if (leaf == NULL && PyErr_Occurred())
            return -1;
        acts[event] = -1;
        if (leaf != NULL) {
            long place = PyLong_AsLong(leaf);
            if (place < 0 || place >= fixed->size) {
                if (!PyErr_Occurred())
                    PyErr_SetString(PyExc_ValueError, "no such leaf");
                return -1;
            }
            acts[event] = (int)place;
        }
    }
    return 0;
}

static PyObject *fixed_explain(Fixed *self, PyObject *argument)
{
    PyObject *events = PySequence_Tuple(argument);
    if (events == NULL)
        return NULL;
    Search search = {.fixed = self, .count = (int)PyTuple_GET_SIZE(events)};
    Moves moves = {0};
    PyObject *result = NULL;
    if (PyTuple_GET_SIZE(events) > LONGEST) {
        Py_DECREF(events);
        Py_RETURN_NONE;
    }
    search.acts = PyMem_Malloc((sizeof(int) + sizeof(uint64_t)) * (size_t)(search.count + 2));
    if (search.acts == NULL) {
        Py_DECREF(events);
        return PyErr_NoMemory();
    }
    search.coming = (uint64_t *)search.acts;
    search.acts = (int *)(search.coming + search.count + 1);
    PyObject **items = ((PyTupleObject *)events)->ob_item;
    long long cost = 0;
    if (moves_init(&moves, search.count + self->size) == 0 && read_acts(self, items, search.count, search.acts) == 0) {
        int found = explain(&search, &moves, items, &cost);
        if (found > 0)
            result = moves_and_cost(&moves, cost);
        else if (found == 0)
            result = Py_NewRef(Py_None);
    }
    moves_free(&moves);
    PyMem_Free(search.links);
    PyMem_Free(search.coming);
    Py_DECREF(events);
    return result;
}

static PyMethodDef fixed_methods[] = {
    {"explain", (PyCFunction)fixed_explain, METH_O, "(moves, cost) of the best explanation of some events, or None."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot fixed_slots[] = {
    {Py_tp_new, fixed_new},
    {Py_tp_dealloc, fixed_dealloc},
    {Py_tp_methods, fixed_methods},
    {Py_tp_doc, "Fixed(known, steps, closure, before, missed): the tables of scoring.quick.Fixed."},
    {0, NULL},
};

PyType_Spec fixed_spec = {
    .name = "scoring._native.Fixed",
    .basicsize = sizeof(Fixed),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = fixed_slots,
};
