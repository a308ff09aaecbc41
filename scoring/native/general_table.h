/* The explanations that stand side by side in general.c, by their states. */

#ifndef MANIKIN_GENERAL_TABLE_H
#define MANIKIN_GENERAL_TABLE_H

#include "general.h"

typedef struct {
    int before, event, leaf, missed;
    uint64_t missing; /* the leaves missed, in protocols without choices and loops */
} Link;

typedef struct {
    Standing state;
    int64_t key, least;
    int back;
    unsigned char alive;
} Entry;

/* What is known of the events from each on: the leaves that may match, and how many events match for sure no more. */
typedef struct {
    uint64_t leaves;
    int free, bound;
} Suffix;

typedef struct {
    const General *net;
    const Acts *acts;
    Walk walk;
    int64_t per_cost, per_flaw, per_missed, most_extra, limit; /* limit: the key of an explanation that is known */
    Suffix *suffix;
    Link *links;
    int used, room, entries, table_room, before_room;
    Entry *table, *before; /* the explanations, and how they stood before an event */
    int *slots, slot_count; /* where the entries are by the hash of their state, where there are many; -1 is none */
    int64_t dropped;       /* the least key that anything dropped for want of room could reach */
} Search;

/* Room for one more than `used`; the pointer is replaced. */
int make_room(void **items, int used, int *room, size_t size);

/* An explanation comes to a state: it is kept where it is the cheapest there. */
int reach_state(Search *search, Standing state, int64_t key, Link link);
void drop_state(Search *search, Standing state);

/* Closes the gaps that dropped explanations left. */
int close_up_table(Search *search);

#endif
