/* How much dearer one explanation can end than another: `lead` of scoring/parts.py. */

#include "parts.h"

static int64_t smaller(int64_t one, int64_t other) { return one < other ? one : other; }
static int64_t greater(int64_t one, int64_t other) { return one > other ? one : other; }

/* `waiting` of scoring/parts.py. */
static int64_t waiting(int64_t better, int64_t other, int64_t rest) { return better + rest - greater(0, other - rest); }

void part_count(const Part *part, int action, int more, int *rest)
{
    *rest++ += more;
    for (int place = 0; place < part->count; rest += part->parts[place++]->members)
        if (part->parts[place]->actions >> action & 1)
            part_count(part->parts[place], action, more, rest);
}

/* Where the members of a child begin behind those of the part. */
static const int *rest_of(const Part *part, int child, const int *rest)
{
    rest++;
    for (int place = 0; place < child; place++)
        rest += part->parts[place]->members;
    return rest;
}

static int64_t lead_or_none(const Part *part, const int16_t *better, const int16_t *other, const int *rest)
{
    return same(better, other, part->width) ? 0 : part_lead(part, better, other, rest);
}

static int64_t lead_in_sequence(const Part *part, const int16_t *better, const int16_t *other, const int *rest)
{
    const int ahead = better[0], behind = other[0];
    const Part *child;
    int way = 0, come = 0;
    if (ahead < behind) { /* it misses its way to the part in which the other is */
        child = part->parts[behind];
        way = part_short(part, better) - part->short_behind[behind] - child->short_whole;
        return way + lead_or_none(child, child->start.at, other + 1, rest_of(part, behind, rest));
    }
    child = part->parts[ahead]; /* it waits for the other to come to its part */
    const int *come_on = rest_of(part, behind, rest);
    way = part_short(part, other) - part->short_behind[ahead] - child->short_whole;
    for (int between = behind; between < ahead; come_on += part->parts[between++]->members)
        come += *come_on;
    return waiting(0, way, come) + lead_or_none(child, better + 1, child->start.at, come_on);
}

static int64_t lead_of_choice(const Part *part, const int16_t *better, const int16_t *other, const int *rest)
{
    if (better[0] < 0) { /* it chooses as the other has chosen */
        const Part *child = part->parts[other[0]];
        return lead_or_none(child, child->start.at, other + 1, rest_of(part, other[0], rest));
    }
    const int misses = part_short(part, better);
    if (other[0] >= 0)
        return waiting(misses, part_short(part, other), *rest_of(part, other[0], rest));
    const Part *own = part->parts[better[0]];
    int64_t worst = lead_or_none(own, better + 1, own->start.at, rest_of(part, better[0], rest));
    const int *come = rest + 1;
    for (int place = 0; place < part->count; come += part->parts[place++]->members)
        if (place != better[0])
            worst = greater(worst, waiting(misses, part->parts[place]->short_whole, *come));
    return part->short_whole ? worst : greater(worst, misses);
}

int64_t part_lead(const Part *part, const int16_t *better, const int16_t *other, const int *rest)
{
    if (part->kind == OF_LINE) {
        const int64_t known = part->line->leads[better[0] * part->line->classes + other[0]];
        return smaller(known, waiting(part_short(part, better), part_short(part, other), *rest));
    }
    if (part->kind == SIDE_BY_SIDE) {
        int64_t lead = 0;
        rest++;
        for (int place = 0; place < part->count; place++) {
            const Part *child = part->parts[place];
            lead += lead_or_none(child, better, other, rest);
            better += child->width;
            other += child->width;
            rest += child->members;
        }
        return lead;
    }
    if (better[0] == other[0] || (part->kind == ROUNDS && better[0] < other[0])) {
        const int which = part->kind == ROUNDS ? 0 : better[0];
        if (which < 0)
            return 0;
        return lead_or_none(part->parts[which], better + 1, other + 1, rest_of(part, which, rest));
    }
    if (part->kind == ROUNDS)
        return waiting(part_short(part, better), part_short(part, other), *rest);
    return (part->kind == CHOSEN ? lead_of_choice : lead_in_sequence)(part, better, other, rest);
}

static int64_t gain_of(int64_t misses, int64_t rest) { return rest - greater(0, misses - rest); }

int64_t part_gain(const Part *part, const int16_t *state, const int *rest)
{
    const int64_t all = gain_of(part_short(part, state), *rest);
    int64_t gain = 0;
    const int *own = rest + 1;
    if (part->kind == OF_LINE || part->kind == ROUNDS || *rest == 0)
        return all;
    if (part->kind == CHOSEN && state[0] >= 0)
        return part_gain(part->parts[state[0]], state + 1, rest_of(part, state[0], rest));
    if (part->kind == CHOSEN)
        gain = part->short_whole ? INT64_MIN : 0;
    for (int place = 0; place < part->count; own += part->parts[place++]->members) {
        const Part *child = part->parts[place];
        if (part->kind == CHOSEN)
            gain = greater(gain, part_gain(child, child->start.at, own));
        else if (part->kind == SIDE_BY_SIDE)
            gain += part_gain(child, state, own);
        else if (place >= state[0])
            gain += part_gain(child, place == state[0] ? state + 1 : child->start.at, own);
        if (part->kind == SIDE_BY_SIDE)
            state += child->width;
    }
    return smaller(gain, all);
}
