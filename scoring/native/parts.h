/* scoring/parts.py: a protocol put together from lines. A state is a row of small numbers, as many as its part is wide.

   A line needs one, its class. Parts side by side stand one behind the other in the row. What is at most one of
   several at a time has which it is (-1: none yet), then the state of that one, then zeros. */

#ifndef MANIKIN_PARTS_H
#define MANIKIN_PARTS_H

#include "native.h"

#define WIDEST_STATE 30

typedef struct {
    int16_t at[WIDEST_STATE];
} State;

enum { OF_LINE, SIDE_BY_SIDE, ONE_BEHIND_OTHER, CHOSEN, ROUNDS };

typedef struct Part {
    PyObject_HEAD
    int kind, width, count, limit; /* limit: of rounds, -1 for none */
    int apart;                     /* side by side, and no action belongs to two */
    int members;                   /* the part and all parts within it, in the order in which they are laid out */
    int short_whole;               /* how many steps all of it misses at least */
    int *short_behind;             /* in sequence: the same for all that lies behind each child */
    uint64_t actions;
    PyObject *children; /* a tuple that keeps the parts */
    const struct Part **parts;
    Line *line;
    PyObject *untouched; /* of a choice: the missed moves where none is begun */
    PyObject *whole;     /* the missed moves of all of it */
    State start;
} Part;

/* A step that must be behind a run before something else may be done, as an `after` edge asks, and its missed move. */
typedef struct {
    int number;
    PyObject *missed;
} Need;

/* A protocol: its parts, its actions, and what each action needs besides what lies before it in its part.

   Needed steps are done once in every run, so a part either is behind such a step or has just one way to do it. */
typedef struct {
    PyObject_HEAD
    Part *part;
    PyObject *numbers; /* action -> its number */
    PyObject *keep;    /* what `needs` borrow */
    double most_missed;
    int first[WORD + 1]; /* each number's needs; behind all of them stands every needed step, in order */
    int total;
    Need *needs;
} Whole;

/* One way to do an action: the state reached, how many steps that leaves missed, their moves, the step done. */
typedef struct {
    State reached;
    int misses, missed;
    PyObject *step;
} PartWay;

typedef struct {
    PartWay *items;
    int used, room;
} PartWays;

/* States are short: a call would take longer than the comparison. */
static inline int same(const int16_t *one, const int16_t *other, int width)
{
    for (int at = 0; at < width; at++)
        if (one[at] != other[at])
            return 0;
    return 1;
}

/* Appends the ways to do an action; 1, or what went wrong. `sure`: doing it here is always right. Without `ropes` the
   missed steps are only counted. */
int part_ways(const Part *part, const int16_t *state, int action, Ropes *ropes, PartWays *ways, int *sure);

/* Is a step that every run does once behind a run? */
int part_is_behind(const Part *part, const int16_t *state, int action);

/* How many steps are missed at least to the end of the part. */
int part_short(const Part *part, const int16_t *state);

/* The missed moves to the end of the part. */
int part_end(const Part *part, const int16_t *state, Ropes *ropes);

/* As `Line.hopes`, by gap; NULL where nothing is known. */
const uint64_t *part_hopes(const Part *part, const int16_t *better, const int16_t *other);

/* How much dearer a run ends from `better` than from `other`, at most. `rest`: how many of the events still to come
   each member of the part has an action for. */
int64_t part_lead(const Part *part, const int16_t *better, const int16_t *other, const int *rest);

/* How many more of the events still to come a run can match than it misses steps, at most. */
int64_t part_gain(const Part *part, const int16_t *state, const int *rest);

/* Add to `rest` what one event counts. */
void part_count(const Part *part, int action, int more, int *rest);

/* As `line_solve`, for a part of a protocol that is more than a line. */
int together_solve(const Whole *whole, const Part *part, const Task *task, Ropes *ropes, int *rest, long long *cost);

#endif
