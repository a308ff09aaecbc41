/* The general search: scoring/net.py, scoring/moves.py and scoring/search.py say what it does and why.

   Where a protocol is too free to be searched whole the best explanation found is told with a bound from below. */

#ifndef MANIKIN_GENERAL_H
#define MANIKIN_GENERAL_H

#include "native.h"

#define MOST_LEAVES 63
#define MOST_NODES 1000
#define DEAREST 1000000

/* A state: leaves that fired, leaves skipped for good, and behind them counters of rounds and what is remembered. */
typedef struct {
    uint64_t fired, skipped, more;
} Standing;

enum { STEP, SEQUENCE, ANY_ORDER, ONE_OF, OPTIONALLY, REPEAT };

/* A node of the tree; its children are numbers in `General.below`. */
typedef struct {
    int kind, first, end;
    uint64_t mask;
} Node;

typedef struct {
    uint64_t mask, others;
    int group;
} Fork;

typedef struct {
    uint64_t mask;
    int at_most, shift, width; /* at_most -1: no limit; the counter's place in `more` */
} Loop;

typedef struct {
    int later, earlier, place;
} Sticky;

typedef struct {
    PyObject_HEAD
    PyObject *by_action, *extra, *keep; /* action -> its leaves; action -> its cost; what is borrowed below */
    int leaves, nodes, loops, stickies, plain;
    int64_t default_extra;
    uint64_t full, edges, certain, looping, light, firm;
    uint64_t before[MOST_LEAVES], closure[MOST_LEAVES], successors[MOST_LEAVES], calm[MOST_LEAVES];
    int64_t weights[MOST_LEAVES];
    PyObject *step[MOST_LEAVES], *missed[MOST_LEAVES];        /* each leaf's step, and its missed move in a tuple */
    int first_choice[MOST_LEAVES + 1], first_loop[MOST_LEAVES + 1]; /* each leaf's, the innermost first */
    Node *node;
    int *below, *loop_of;
    Fork *choice;
    Loop *loop;
    Sticky *sticky;
} General;

/* A way to a state: what it costs, and the missed moves. */
typedef struct {
    Standing state;
    int64_t cost;
    int missed;
} Path;

#define FEW 6

/* Ways in the order in which they were found; `items` is `few` as long as they are few. */
typedef struct {
    Path *items, few[FEW];
    int used, room;
} Paths;

/* `trouble`: 0, -1 (an error was set) or TOO_MANY. `cut`: not all ways could be followed. */
typedef struct {
    const General *net;
    Ropes *ropes;
    int trouble, cut;
    int64_t settled; /* how often leaves were settled: the work that was done */
} Walk;

void paths_begin(Paths *ways);
void paths_free(Paths *ways);

/* Of two ways to one state the cheaper, in the place of the first. */
void add_cheapest(Walk *walk, Paths *ways, Standing state, int64_t cost, int missed);

/* Fire a pending leaf after whatever must be settled first; `busy`: leaves that wait for this one (cycles). */
void fire(Walk *walk, Standing state, int leaf, uint64_t busy, Paths *found);

/* All ways to settle the leaves in `need`; ways that meet go on as one, the one whose first open leaf comes first. */
void settle(Walk *walk, Standing state, uint64_t need, uint64_t busy, Paths *found);

/* Can the node of this number still be done, given what fired and what was given up? */
int can_finish(const General *net, int number, Standing state);

/* Every cheapest way to make a leaf fire; the cheapest way to finish a run (0 where there is none). */
void jumps(Walk *walk, Standing state, int leaf, Paths *found);
int ending(Walk *walk, Standing state, Path *best);

int64_t weight_of(const General *net, uint64_t mask);

/* Python's order of the numbers that states are there. */
int compare_states(const Standing *one, const Standing *other);

static inline uint64_t settled(Standing state) { return state.fired | state.skipped; }
static inline int same_standing(Standing one, Standing other)
{
    return one.fired == other.fired && one.skipped == other.skipped && one.more == other.more;
}

/* `leaves`: each event's leaves as a tuple or NULL; `flaws`: for each of them, a row an event behind the other, or
   NULL. */
typedef struct {
    int count;
    PyObject **leaves;
    const int64_t *extra, *flaws;
    Choice *chosen;
} Acts;

/* As `line_solve`, with a cost below which there is no explanation: the best one found may not be the cheapest. */
int general_solve(const General *net, const Acts *acts, Ropes *ropes, int *rest, long long *cost, long long *bound);

#endif
