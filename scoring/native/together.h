/* The explanations that stand side by side in together.c. */

#ifndef MANIKIN_TOGETHER_H
#define MANIKIN_TOGETHER_H

#include "parts.h"

/* A match; what it misses and which step it is are worked out again for those that are chosen. */
typedef struct {
    int before, event;
    State reached;
} Link;

typedef struct {
    State state;
    uint32_t hash;
    int64_t key, least; /* the key so far; below `least` it cannot end */
    int back;
    unsigned char alive;
} Entry;

typedef struct {
    const Whole *whole;
    const Part *part;
    Ropes *ropes;
    PartWays ways;
    Link *links;
    int used, room, shift, narrowed;
    int64_t limit; /* the key of an explanation that is known */
    Entry *table; /* in the order in which states came in; `alive` ones count */
    int entries, table_room;
    int *order;
} Search;

/* Drop what one of the cheapest explanations so far is sure to beat, and more where there are many: see beaten.c. */
void drop_beaten(Search *search, uint64_t coming, const int *rest, int gaps, int64_t late);
void narrow(Search *search, const int *rest);

/* Closes the gaps that dropped explanations left. */
void close_up(Search *search);

#endif
