/* The two quick searches once more, for speed: scoring/quick.py and scoring/line_search.py say what they do and why.

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

extern PyTypeObject *FixedType, *LineType;
extern PyType_Spec fixed_spec, line_spec;

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
