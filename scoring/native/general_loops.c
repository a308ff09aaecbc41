/* Rounds of loops, and all ways to make a leaf fire: the other half of scoring/moves.py. */

#include "general.h"

/* Leaves of a loop that may not come again, since a later leaf outside it has fired. */
static uint64_t banned_by(const General *net, Standing state, const Loop *loop)
{
    uint64_t banned = 0;
    for (uint64_t rest = loop->mask; rest; rest &= rest - 1)
        if (net->successors[lowest_bit(rest)] & ~loop->mask & state.fired)
            banned |= rest & (~rest + 1);
    return banned;
}

/* A new round: nothing in it is settled, and inner loops count anew; what may not come again is `banned`. */
static Standing fresh_round(const General *net, Standing state, const Loop *loop, uint64_t *banned)
{
    int within = 1; /* of loops with the same leaves the inner ones come first */
    state.fired &= ~loop->mask;
    state.skipped &= ~loop->mask;
    for (int at = 0; at < net->loops; at++) {
        const Loop *inner = &net->loop[at];
        if (inner == loop)
            within = 0;
        else if (inner->width && !(inner->mask & ~loop->mask) && (within || inner->mask != loop->mask))
            state.more &= ~((((uint64_t)1 << inner->width) - 1) << inner->shift);
    }
    if (loop->width)
        state.more += (uint64_t)1 << loop->shift;
    *banned = banned_by(net, state, loop);
    for (int at = 0; at < net->stickies; at++) {
        const Sticky *sticky = &net->sticky[at];
        if (loop->mask >> sticky->later & loop->mask >> sticky->earlier & 1)
            state.more &= ~((uint64_t)1 << sticky->place);
        else if (loop->mask >> sticky->earlier & state.more >> sticky->place & 1)
            *banned |= (uint64_t)1 << sticky->earlier;
    }
    return state;
}

/* Finish the present round of a loop, begin a new one, and fire the leaf in it. */
static void again(Walk *walk, Standing state, const Loop *loop, int leaf, Paths *found)
{
    const General *net = walk->net;
    if (loop->at_most >= 0) {
        const uint64_t mask = loop->width ? ((uint64_t)1 << loop->width) - 1 : 0;
        if ((int64_t)(state.more >> loop->shift & mask) + 1 >= loop->at_most)
            return;
    }
    Paths done, fired;
    paths_begin(&done);
    paths_begin(&fired);
    settle(walk, state, loop->mask, 0, &done);
    for (int at = 0; at < done.used && !walk->trouble; at++) {
        const Path *way = &done.items[at];
        uint64_t banned;
        Standing fresh = fresh_round(net, way->state, loop, &banned);
        fresh.skipped |= banned;
        if (banned >> leaf & 1 || (banned && !can_finish(net, 0, fresh)))
            continue;
        fired.used = 0;
        fire(walk, fresh, leaf, 0, &fired);
        for (int number = 0; number < fired.used && !walk->trouble; number++) {
            const Path *more = &fired.items[number];
            const int missed = rope_join(walk->ropes, way->missed, more->missed);
            add_cheapest(walk, found, more->state, way->cost + more->cost, missed);
        }
    }
    paths_free(&done);
    paths_free(&fired);
}

void jumps(Walk *walk, Standing state, int leaf, Paths *found)
{
    const General *net = walk->net;
    const int pending = !(settled(state) >> leaf & 1);
    if (pending) {
        Paths fired;
        paths_begin(&fired);
        fire(walk, state, leaf, 0, &fired);
        for (int at = 0; at < fired.used; at++)
            add_cheapest(walk, found, fired.items[at].state, fired.items[at].cost, fired.items[at].missed);
        paths_free(&fired);
    }
    for (int at = net->first_loop[leaf]; at < net->first_loop[leaf + 1]; at++) {
        const Loop *loop = &net->loop[net->loop_of[at]];
        if (!pending || state.fired & loop->mask)
            again(walk, state, loop, leaf, found);
    }
}
