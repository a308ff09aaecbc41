/* The searches once more, for speed: scoring/quick.py, scoring/line_search.py, scoring/parts_search.py and
   scoring/search.py say what they do and why.

   Both sides must give the same moves in the same order; tests/scoring/test_native.py holds them against each other.
   What does not fit here (more than 64 leaves, very long traces, too many explanations) answers None, and the Python
   side takes over; where nothing was compiled, it does all of the work. */

#ifndef MANIKIN_NATIVE_H
#define MANIKIN_NATIVE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

/* Keys of explanations are 64-bit numbers; of longer traces they might not fit. */
#define LONGEST 4000

extern PyTypeObject *FixedType, *LineType, *PartType, *WholeType, *GeneralType;
extern PyType_Spec fixed_spec, line_spec, part_spec, whole_spec, general_spec;

/* What moves are made of, taken from scoring.explanation when the module is loaded. */
extern PyTypeObject *move_type;
extern PyObject *word_matched, *word_extra;

/* Moves that are being gathered; each holds a reference. */
typedef struct {
    PyObject **items;
    Py_ssize_t size, room;
} Moves;

int moves_init(Moves *moves, Py_ssize_t room);
void moves_free(Moves *moves);
int moves_add(Moves *moves, PyObject *move);           /* takes the reference; NULL is an error that was set */
int moves_add_all(Moves *moves, PyObject *tuple);
int moves_extra(Moves *moves, PyObject **events, Py_ssize_t first, Py_ssize_t end);
PyObject *new_move(PyObject *kind, PyObject *step, Py_ssize_t event);
PyObject *moves_and_cost(Moves *moves, long long cost); /* (moves, cost), and the vector is empty */

/* Room for one more item behind `used` ones, in memory that may move: the items, or NULL with an error set. */
void *with_room(void *items, int used, int *room, size_t size);

/* Missed moves, joined without being copied: a tuple of moves, or two of these one behind the other. 0 is none. */
typedef struct {
    PyObject *tuple;
    int left, right, size;
} Rope;

typedef struct {
    Rope *items;
    int used, room;
} Ropes;

#define TOO_MANY (-2) /* so much work that Python has to say when it is enough */

int rope_of(Ropes *ropes, PyObject *tuple);          /* -1 on an error, TOO_MANY; without `ropes` none is made */
int rope_join(Ropes *ropes, int first, int second);  /* passes on what is negative */
static inline int rope_size(const Ropes *ropes, int rope) { return rope ? ropes->items[rope].size : 0; }

/* What an explanation makes of one event: a match with a step, and the moves missed just before; no step: extra. */
typedef struct {
    PyObject *step;
    int missed;
} Choice;

/* The moves of an explanation, and its cost as (moves, cost). */
PyObject *explained(const Ropes *ropes, PyObject **events, const Choice *chosen, int count, int rest, long long cost);

/* One way: the class reached, how many steps that leaves missed, their moves, the step done (both borrowed). */
typedef struct {
    int reached, misses;
    PyObject *missed, *step;
} Way;

#define WORD 64

typedef struct {
    PyObject_HEAD
    PyObject *known; /* action -> its number, the place of its bit */
    PyObject *rows;  /* keeps what the ways borrow */
    PyObject *ends;  /* each class's missed moves to the end */
    int classes, actions, gaps;
    uint64_t end, all;   /* the bit of the end; those of all actions */
    int local[WORD];     /* each number's action here, or -1 */
    unsigned char *sure; /* by action and class */
    int *first;          /* by action and class: where its ways begin */
    int *short_ends;     /* how many steps each class misses to the end */
    Way *ways;
    uint64_t *hopes; /* by class, class and gap */
    int32_t *leads;  /* by class and class */
} Line;

/* A trace: each event's number (or -1), its place in a trace of `of` events, and room for what is chosen. */
typedef struct {
    int count, of;
    const int *numbers, *at;
    Choice *chosen;
} Task;

/* 1 with `chosen`, the missed moves at the end and the cost filled in; 0 where Python has to do it; -1 on an error. */
int line_solve(const Line *line, const Task *task, Ropes *ropes, int *rest, long long *cost);

/* The shift that leaves room for ties below one unit of cost, or -1 where keys would not fit. */
int shift_of(int count, int of, double most_missed);
int read_numbers(PyObject *tuple, uint64_t *numbers, Py_ssize_t size);
int read_events(PyObject *known, PyObject *events, PyObject *places, int *numbers, int *at);

static inline int count_bits(uint64_t mask)
{
    int bits = 0;
    for (; mask; mask &= mask - 1)
        bits++;
    return bits;
}

static inline int lowest_bit(uint64_t mask)
{
#if defined(__GNUC__)
    return __builtin_ctzll(mask);
#else
    int place = 0;
    for (; !(mask & 1); mask >>= 1)
        place++;
    return place;
#endif
}

#endif
