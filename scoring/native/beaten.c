/* Which explanations need not be followed any further: `_drop_beaten` and `_narrow` of scoring/parts_search.py. */

#include "together.h"

#define NARROW 12 /* as in scoring/parts_search.py */
#define CHAMPIONS 3

/* The entries by key, those that came first before others as cheap. */
static void sort_order(Search *search)
{
    for (int at = 0; at < search->entries; at++) {
        int place = at;
        const int64_t key = search->table[at].key;
        for (; place > 0 && search->table[search->order[place - 1]].key > key; place--)
            search->order[place] = search->order[place - 1];
        search->order[place] = at;
    }
}

/* The actions of needed steps that are not yet behind. */
static uint64_t still_needed(const Search *search, const State *state)
{
    const Whole *whole = search->whole;
    uint64_t mask = 0;
    for (int at = whole->first[WORD]; at < whole->total; at++)
        if (!part_is_behind(search->part, state->at, whole->needs[at].number))
            mask |= (uint64_t)1 << whole->needs[at].number;
    return mask;
}

/* Where two explanations differ, does nothing outside wait for what the first has still to do there? Else the bounds,
   which look at each part alone, would not hold. */
static int is_free(const Part *part, const int16_t *better, const int16_t *other, uint64_t needed)
{
    if (!(part->actions & needed) || same(better, other, part->width))
        return 1;
    if (part->kind == ONE_BEHIND_OTHER && better[0] >= other[0]) {
        const Part *own = part->parts[better[0]];
        return is_free(own, better + 1, better[0] == other[0] ? other + 1 : own->start.at, needed);
    }
    if (part->kind != SIDE_BY_SIDE)
        return 0;
    for (int place = 0; place < part->count; place++) {
        const int width = part->parts[place]->width;
        if (!is_free(part->parts[place], better, other, needed))
            return 0;
        better += width;
        other += width;
    }
    return 1;
}

/* Drop what one of the cheapest explanations so far is sure to beat: `_drop_beaten` of scoring/parts_search.py. */
void drop_beaten(Search *search, uint64_t coming, const int *rest, int gaps, int64_t late)
{
    sort_order(search);
    for (int first = 0; first < search->entries && first < CHAMPIONS; first++) {
        const Entry *champion = &search->table[search->order[first]];
        if (!champion->alive)
            continue;
        const int64_t least = champion->key, cost = least >> search->shift;
        const uint64_t needed = still_needed(search, &champion->state);
        for (int number = 0; number < search->entries; number++) {
            Entry *entry = &search->table[search->order[number]];
            if (entry == champion || !entry->alive || entry->key < least)
                continue;
            if (needed && !is_free(search->part, champion->state.at, entry->state.at, needed))
                continue;
            const int64_t gap = (entry->key >> search->shift) - cost;
            const uint64_t *masks = part_hopes(search->part, champion->state.at, entry->state.at);
            if (masks != NULL) {
                const int64_t place = (gap < gaps ? gap : gaps - 1) + (least + gap * late > entry->key ? 0 : gaps);
                entry->alive = (masks[place] & coming) != 0;
            }
            if (entry->alive)
                entry->alive = gap <= part_lead(search->part, champion->state.at, entry->state.at, rest);
        }
    }
    close_up(search);
}

/* Drop what cannot end better than the explanation that is known; in the first pass all but the most promising. */
void narrow(Search *search, const int *rest)
{
    if (search->limit == INT64_MAX && search->entries <= NARROW)
        return;
    for (int at = 0; at < search->entries; at++) {
        Entry *entry = &search->table[at];
        entry->least = entry->key - part_gain(search->part, entry->state.at, rest) * ((int64_t)1 << search->shift);
        entry->alive = entry->least <= search->limit;
    }
    if (search->limit == INT64_MAX) {
        search->narrowed = 1;
        for (int more = search->entries - NARROW; more > 0; more--) {
            Entry *worst = NULL;
            for (int at = 0; at < search->entries; at++)
                if (search->table[at].alive && (worst == NULL || search->table[at].least >= worst->least))
                    worst = &search->table[at];
            worst->alive = 0;
        }
    }
    close_up(search);
}
