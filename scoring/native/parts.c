/* What an act leads to in a protocol put together from parts: the classes of scoring/parts.py. */

#include "parts.h"

#define FAR 1000000 /* as in scoring/line.py */

static int has(const Part *part, int action) { return (int)(part->actions >> action & 1); }

static int same(const int16_t *one, const int16_t *other, int width)
{
    return memcmp(one, other, sizeof(int16_t) * (size_t)width) == 0;
}

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
        const int missed = rope_of(ropes, line->ways[number].missed);
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

/* The ways from `at` on lead to states of the part `which`: say so, join what was missed before, and of two ways to
   the same state keep one: the later one where both are its own, else the one that misses less. */
static int within(const Part *part, int which, int missed, int own, Ropes *ropes, PartWays *ways, int first, int at)
{
    const int width = part_at(part, which)->width;
    int kept = at;
    for (; at < ways->used; at++) {
        PartWay way = ways->items[at];
        memmove(way.reached.at + 1, way.reached.at, sizeof(int16_t) * (size_t)width);
        way.reached.at[0] = (int16_t)which;
        memset(way.reached.at + 1 + width, 0, sizeof(int16_t) * (size_t)(part->width - 1 - width));
        way.misses += rope_size(ropes, missed);
        int known = first;
        while (known < kept && !same(ways->items[known].reached.at, way.reached.at, part->width))
            known++;
        if (known < kept && !own && way.misses >= ways->items[known].misses)
            continue;
        way.missed = rope_join(ropes, missed, way.missed);
        if (way.missed < 0)
            return way.missed;
        ways->items[known] = way;
        kept += known == kept;
    }
    ways->used = kept;
    return 1;
}

/* The ways to begin another part with this action, of which `missed` lies before. */
static int begin(const Part *part, int which, int missed, int action, Ropes *ropes, PartWays *ways, int first)
{
    const Part *child = part_at(part, which);
    int sure = 0, at = ways->used;
    if (missed < 0)
        return missed;
    int done = part_ways(child, child->start.at, action, ropes, ways, &sure);
    return done < 0 ? done : within(part, which, missed, 0, ropes, ways, first, at);
}

static int onward(const Part *part, const int16_t *state, int action, Ropes *ropes, PartWays *ways, int first)
{
    const int which = state[0];
    int done = 1;
    if (part->kind == CHOSEN) {
        for (int after = 0; which < 0 && after < part->count && done > 0; after++)
            if (has(part->parts[after], action))
                done = begin(part, after, 0, action, ropes, ways, first);
        return done;
    }
    if (part->kind == ROUNDS) {
        if (part->limit >= 0 && which + 1 >= part->limit)
            return 1;
        int missed = part_end(part->parts[0], state + 1, ropes);
        return begin(part, part->limit < 0 ? which : which + 1, missed, action, ropes, ways, first);
    }
    int missed = -1, looked = 0;
    for (int after = which + 1; after < part->count && done > 0; after++) {
        if (looked)
            missed = rope_join(ropes, missed, rope_of(ropes, part->parts[after - 1]->whole));
        if (!has(part->parts[after], action))
            continue;
        if (!looked) {
            missed = part_end(part->parts[which], state + 1, ropes);
            for (int between = which + 1; between < after; between++)
                missed = rope_join(ropes, missed, rope_of(ropes, part->parts[between]->whole));
            looked = 1;
        }
        done = begin(part, after, missed, action, ropes, ways, first);
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
            done = within(part, which, 0, 1, ropes, ways, first, first);
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

int64_t part_lead(const Part *part, const int16_t *better, const int16_t *other)
{
    if (part->kind == OF_LINE)
        return part->line->leads[better[0] * part->line->classes + other[0]];
    if (part->kind == SIDE_BY_SIDE) {
        int64_t lead = 0;
        for (int place = 0; place < part->count; place++) {
            const Part *child = part->parts[place];
            if (!same(better, other, child->width))
                lead += part_lead(child, better, other);
            better += child->width;
            other += child->width;
        }
        return lead;
    }
    if (better[0] != other[0] || better[0] < 0)
        return FAR;
    return part_lead(part_at(part, better[0]), better + 1, other + 1);
}
