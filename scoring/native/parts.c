/* What an act leads to in a protocol put together from parts: the classes of scoring/parts.py. */

#include "parts.h"

#define FAR 1000000 /* as in scoring/line.py */

static int has(const Part *part, int action) { return (int)(part->actions >> action & 1); }

static const Part *part_at(const Part *part, int which) { return part->parts[part->kind == ROUNDS ? 0 : which]; }

static PartWay *new_way(PartWays *ways)
{
    if (ways->used == ways->room) {
        int room = 2 * ways->room + 64;
        PartWay *items = PyMem_Realloc(ways->items, sizeof(PartWay) * (size_t)room);
        if (items == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
        ways->items = items;
        ways->room = room;
    }
    return &ways->items[ways->used++];
}

static int line_ways(const Part *part, int class, int action, Ropes *ropes, PartWays *ways, int *sure)
{
    const Line *line = part->line;
    const int row = line->local[action] * line->classes + class;
    for (int number = line->first[row]; number < line->first[row + 1]; number++) {
        const int missed = ropes == NULL ? 0 : rope_of(ropes, line->ways[number].missed);
        PartWay *way = missed < 0 ? NULL : new_way(ways);
        if (way == NULL)
            return missed < 0 ? missed : -1;
        way->reached.at[0] = (int16_t)line->ways[number].reached;
        way->misses = line->ways[number].misses;
        way->missed = missed;
        way->step = line->ways[number].step;
    }
    *sure = line->sure[row];
    return 1;
}

static int side_ways(const Part *part, const int16_t *state, int action, Ropes *ropes, PartWays *ways, int *sure)
{
    int from = 0;
    for (int place = 0; place < part->count; from += part->parts[place++]->width) {
        const Part *child = part->parts[place];
        int right = 0, at = ways->used;
        if (!has(child, action))
            continue;
        int done = part_ways(child, state + from, action, ropes, ways, &right);
        if (done < 0)
            return done;
        *sure |= right;
        for (; at < ways->used; at++) {
            int16_t *reached = ways->items[at].reached.at;
            memmove(reached + from, reached, sizeof(int16_t) * (size_t)child->width);
            memcpy(reached, state, sizeof(int16_t) * (size_t)from);
            const int behind = from + child->width;
            memcpy(reached + behind, state + behind, sizeof(int16_t) * (size_t)(part->width - behind));
        }
    }
    return 1;
}

/* What lies before a step: how many steps are missed, and their moves. */
typedef struct {
    int misses, missed;
} Before;

/* The ways from `at` on lead to states of the part `which`: say so, join what was missed before, and of two ways to
   the same state keep one: the later one where both are its own, else the one that misses less. */
static int within(const Part *part, int which, Before before, int own, Ropes *ropes, PartWays *ways, int first, int at)
{
    const int width = part_at(part, which)->width;
    int kept = at;
    for (; at < ways->used; at++) {
        PartWay *way = &ways->items[at];
        memmove(way->reached.at + 1, way->reached.at, sizeof(int16_t) * (size_t)width);
        way->reached.at[0] = (int16_t)which;
        memset(way->reached.at + 1 + width, 0, sizeof(int16_t) * (size_t)(part->width - 1 - width));
        way->misses += before.misses;
        int known = first;
        while (known < kept && !same(ways->items[known].reached.at, way->reached.at, part->width))
            known++;
        if (known < kept && !own && way->misses >= ways->items[known].misses)
            continue;
        if (ropes != NULL && (way->missed = rope_join(ropes, before.missed, way->missed)) < 0)
            return way->missed;
        if (known != at)
            ways->items[known] = *way;
        kept += known == kept;
    }
    ways->used = kept;
    return 1;
}

/* The ways to begin another part with this action, of which some is missed before. */
static int begin(const Part *part, int which, Before before, int action, Ropes *ropes, PartWays *ways, int first)
{
    const Part *child = part_at(part, which);
    int sure = 0, at = ways->used;
    if (before.missed < 0)
        return before.missed;
    int done = part_ways(child, child->start.at, action, ropes, ways, &sure);
    return done < 0 ? done : within(part, which, before, 0, ropes, ways, first, at);
}

/* The rest of the part that a state is in. */
static Before ending(const Part *part, const int16_t *state, Ropes *ropes)
{
    return (Before){part_short(part, state), ropes == NULL ? 0 : part_end(part, state, ropes)};
}

static int onward(const Part *part, const int16_t *state, int action, Ropes *ropes, PartWays *ways, int first)
{
    const int which = state[0];
    int done = 1;
    if (part->kind == CHOSEN) {
        for (int after = 0; which < 0 && after < part->count && done > 0; after++)
            if (has(part->parts[after], action))
                done = begin(part, after, (Before){0, 0}, action, ropes, ways, first);
        return done;
    }
    if (part->kind == ROUNDS) {
        if (part->limit >= 0 && which + 1 >= part->limit)
            return 1;
        const Before before = ending(part->parts[0], state + 1, ropes);
        return begin(part, part->limit < 0 ? which : which + 1, before, action, ropes, ways, first);
    }
    Before before = {0, 0};
    int behind = which; /* the parts up to here are in `before`; the first one is looked at only if needed */
    for (int after = which + 1; after < part->count && done > 0; after++) {
        if (!has(part->parts[after], action))
            continue;
        if (behind == which)
            before = ending(part->parts[behind++], state + 1, ropes);
        for (; behind < after; behind++) {
            before.misses += part->parts[behind]->short_whole;
            if (ropes != NULL)
                before.missed = rope_join(ropes, before.missed, rope_of(ropes, part->parts[behind]->whole));
        }
        done = begin(part, after, before, action, ropes, ways, first);
    }
    return done;
}

int part_ways(const Part *part, const int16_t *state, int action, Ropes *ropes, PartWays *ways, int *sure)
{
    if (part->kind == OF_LINE)
        return line_ways(part, state[0], action, ropes, ways, sure);
    if (part->kind == SIDE_BY_SIDE)
        return side_ways(part, state, action, ropes, ways, sure);
    const int first = ways->used, which = state[0];
    if (which >= 0 && has(part_at(part, which), action)) {
        int done = part_ways(part_at(part, which), state + 1, action, ropes, ways, sure);
        if (done > 0)
            done = within(part, which, (Before){0, 0}, 1, ropes, ways, first, first);
        if (done < 0)
            return done;
    }
    return onward(part, state, action, ropes, ways, first);
}

int part_end(const Part *part, const int16_t *state, Ropes *ropes)
{
    int missed = 0, which = state[0];
    switch (part->kind) {
    case OF_LINE:
        return rope_of(ropes, PyTuple_GET_ITEM(part->line->ends, which));
    case SIDE_BY_SIDE:
        for (int place = 0; place < part->count && missed >= 0; state += part->parts[place++]->width)
            missed = rope_join(ropes, missed, part_end(part->parts[place], state, ropes));
        return missed;
    case ONE_BEHIND_OTHER:
        missed = part_end(part->parts[which], state + 1, ropes);
        for (int after = which + 1; after < part->count && missed >= 0; after++)
            missed = rope_join(ropes, missed, rope_of(ropes, part->parts[after]->whole));
        return missed;
    case CHOSEN:
        return which < 0 ? rope_of(ropes, part->untouched) : part_end(part->parts[which], state + 1, ropes);
    default:
        return part_end(part->parts[0], state + 1, ropes);
    }
}

const uint64_t *part_hopes(const Part *part, const int16_t *better, const int16_t *other)
{
    if (part->kind == OF_LINE) {
        const Line *line = part->line;
        return line->hopes + ((size_t)better[0] * (size_t)line->classes + (size_t)other[0]) * 2 * (size_t)line->gaps;
    }
    if (part->kind == SIDE_BY_SIDE) {
        int differing = -1, differs_at = 0, from = 0;
        for (int place = 0; place < part->count; from += part->parts[place++]->width) {
            if (same(better + from, other + from, part->parts[place]->width))
                continue;
            if (differing >= 0)
                return NULL;
            differing = place;
            differs_at = from;
        }
        return differing < 0 ? NULL : part_hopes(part->parts[differing], better + differs_at, other + differs_at);
    }
    if (better[0] != other[0] || better[0] < 0)
        return NULL;
    return part_hopes(part_at(part, better[0]), better + 1, other + 1);
}

int part_short(const Part *part, const int16_t *state)
{
    int misses = 0;
    for (;; state++) {
        if (part->kind == OF_LINE)
            return misses + part->line->short_ends[state[0]];
        if (part->kind == SIDE_BY_SIDE) {
            for (int place = 0; place < part->count; state += part->parts[place++]->width)
                misses += part_short(part->parts[place], state);
            return misses;
        }
        if (state[0] < 0)
            return misses + part->short_whole;
        if (part->kind == ONE_BEHIND_OTHER)
            misses += part->short_behind[state[0]];
        part = part_at(part, state[0]);
    }
}

int part_is_behind(const Part *part, const int16_t *state, int action)
{
    while (part->kind != OF_LINE) {
        int place = 0;
        if (part->kind == SIDE_BY_SIDE) {
            for (; !has(part->parts[place], action); place++)
                state += part->parts[place]->width;
        } else {
            while (!has(part_at(part, place), action))
                place++;
            if (state[0] != place)
                return state[0] > place;
            state++;
        }
        part = part->parts[place];
    }
    const int row = part->line->local[action] * part->line->classes + state[0];
    return part->line->first[row] == part->line->first[row + 1];
}
