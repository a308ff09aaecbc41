/* All explanations side by side, one event after the other: scoring/search.py. */

#include "general_table.h"

#define LARGEST 4e18 /* keys are 64-bit numbers */

/* These as in scoring/search.py. */
static const int rounds[] = {2, 64, 600};
#define ROUNDS 3
#define READINGS_PLAIN 1000000
#define READINGS 30000
#define MUCH_WORK 100000 /* after a round in which leaves were settled so often no wider one is begun */

/* The best explanation so far: its matches, the last first, and what it misses at the end. */
typedef struct {
    int found, count, rest;
    int64_t key;
    Link *chain;
    uint64_t missing;
} Best;

/* Match one event with a leaf from one explanation as it stood before: `_read_plain` and `_read`. */
static int read_one(Search *search, const Entry *from, int event, int leaf, int64_t flaw)
{
    const General *net = search->net;
    const int64_t gain = event - search->acts->extra[event] * search->per_cost + flaw * search->per_flaw;
    const int64_t late = (search->acts->count - event) * search->per_missed;
    const uint64_t bit = (uint64_t)1 << leaf;
    const int forced = (net->firm & bit) != 0 && !flaw;
    Link link = {from->back, event, leaf, 0, 0};
    if (net->plain) {
        if (from->state.fired & bit)
            return 1;
        Standing reached = from->state;
        link.missing = net->closure[leaf] & ~reached.fired;
        reached.fired |= net->closure[leaf] | bit;
        if (forced && !link.missing)
            drop_state(search, from->state);
        const int64_t weight = weight_of(net, link.missing), number = count_bits(link.missing);
        return reach_state(search, reached, from->key + gain + weight * search->per_cost + number * late, link);
    }
    Paths found;
    int done = 1;
    paths_begin(&found);
    jumps(&search->walk, from->state, leaf, &found);
    for (int at = 0; at < found.used && done > 0 && !search->walk.trouble; at++) {
        const Path *way = &found.items[at];
        link.missed = way->missed;
        if (!way->missed && forced && !(net->closure[leaf] & ~settled(from->state)))
            drop_state(search, from->state);
        const int64_t number = rope_size(search->walk.ropes, way->missed);
        done = reach_state(search, way->state, from->key + gain + way->cost * search->per_cost + number * late, link);
    }
    paths_free(&found);
    return search->walk.trouble ? search->walk.trouble : done;
}

/* A key below which no explanation that goes on from this entry can end. */
static int64_t least_of(const Search *search, const Entry *entry, int event)
{
    const General *net = search->net;
    const Suffix *suffix = &search->suffix[event];
    const uint64_t pending = net->full & ~settled(entry->state);
    const int once = count_bits(pending & suffix->leaves & ~net->looping);
    const int64_t matches = suffix->free + (suffix->bound < once ? suffix->bound : once);
    const int64_t missed = weight_of(net, pending & net->certain & ~suffix->leaves & ~net->looping);
    return entry->key + (missed - matches * search->most_extra) * search->per_cost;
}

static int by_least(const void *one, const void *other)
{
    const Entry *left = one, *right = other;
    if (left->least != right->least)
        return left->least < right->least ? -1 : 1;
    return compare_states(&left->state, &right->state);
}

/* Drop what cannot win any more; if too much is left keep the `width` best. */
static int thin(Search *search, int event, int width)
{
    int kept = 0;
    for (int at = 0; at < search->entries; at++) {
        Entry *entry = &search->table[at];
        entry->least = least_of(search, entry, event);
        entry->alive = entry->least < search->limit;
        kept += entry->alive;
    }
    if (close_up_table(search) < 0)
        return -1;
    if (kept <= width)
        return 1;
    if (make_room((void **)&search->before, kept, &search->before_room, sizeof(Entry)) < 0)
        return -1;
    memcpy(search->before, search->table, sizeof(Entry) * (size_t)kept);
    qsort(search->before, (size_t)kept, sizeof(Entry), by_least);
    for (int at = 0; at < kept; at++)
        search->table[at].alive = by_least(&search->table[at], &search->before[width]) < 0;
    if (search->before[width].least < search->dropped)
        search->dropped = search->before[width].least;
    return close_up_table(search);
}

/* Reads all events into the table. */
static int read_all(Search *search, int width)
{
    const Acts *acts = search->acts;
    int crowded = 2, flaws = 0;
    search->entries = search->used = 0;
    search->dropped = INT64_MAX;
    if (make_room((void **)&search->table, 0, &search->table_room, sizeof(Entry)) < 0)
        return -1;
    search->table[search->entries++] = (Entry){{0, 0, 0}, 0, 0, -1, 1};
    for (int event = 0; event < acts->count; event++) {
        const int leaves = acts->leaves[event] == NULL ? 0 : (int)PyTuple_GET_SIZE(acts->leaves[event]);
        const int standing = search->entries;
        if (!leaves)
            continue;
        if (make_room((void **)&search->before, standing, &search->before_room, sizeof(Entry)) < 0)
            return -1;
        memcpy(search->before, search->table, sizeof(Entry) * (size_t)standing);
        for (int place = 0; place < leaves; place++) {
            const int leaf = (int)PyLong_AsLong(PyTuple_GET_ITEM(acts->leaves[event], place));
            const int64_t flaw = acts->flaws == NULL ? 0 : acts->flaws[flaws + place];
            for (int at = 0; at < standing; at++) {
                const int done = read_one(search, &search->before[at], event, leaf, flaw);
                if (done < 0)
                    return done;
            }
        }
        flaws += leaves;
        if (close_up_table(search) < 0)
            return -1;
        if (search->entries > crowded) {
            const int done = thin(search, event + 1, width);
            if (done < 0)
                return done;
            crowded = 2 * search->entries < width ? 2 * search->entries : width;
            crowded = crowded < 2 ? 2 : crowded;
        }
    }
    return 1;
}

/* Keeps the chain of matches that ends best, where it is better than what is known. */
static int keep_best(Search *search, Best *best)
{
    const General *net = search->net;
    for (int at = 0; at < search->entries; at++) {
        const Entry *entry = &search->table[at];
        const uint64_t missing = net->plain ? net->full & ~entry->state.fired : 0;
        Path end = {entry->state, weight_of(net, missing), 0};
        if (!net->plain && !ending(&search->walk, entry->state, &end))
            continue;
        if (search->walk.trouble)
            return search->walk.trouble;
        const int64_t total = entry->key + end.cost * search->per_cost;
        if (best->found && total >= best->key)
            continue;
        best->found = 1;
        best->key = total;
        best->rest = end.missed;
        best->missing = missing;
        best->count = 0;
        for (int back = entry->back; back >= 0; back = search->links[back].before)
            best->chain[best->count++] = search->links[back];
    }
    return 1;
}

/* The leaves of a mask in an order in which they could have been done after `state`, as missed moves. */
static int in_order(const Search *search, uint64_t mask, uint64_t state)
{
    const General *net = search->net;
    int missed = 0;
    while (mask && missed >= 0) {
        uint64_t rest = mask;
        int leaf = lowest_bit(rest);
        for (; rest; rest &= rest - 1) {
            leaf = lowest_bit(rest);
            if (!(net->before[leaf] & ~state))
                break;
        }
        missed = rope_join(search->walk.ropes, missed, rope_of(search->walk.ropes, net->missed[leaf]));
        state |= (uint64_t)1 << leaf;
        mask &= ~((uint64_t)1 << leaf);
    }
    return missed;
}

/* Writes down the matches of the best explanation. */
static int choose(const Search *search, Best *best, int *rest)
{
    const General *net = search->net;
    uint64_t state = 0;
    for (int event = 0; event < search->acts->count; event++)
        search->acts->chosen[event] = (Choice){NULL, 0};
    for (int at = best->count - 1; at >= 0; at--) {
        const Link *link = &best->chain[at];
        const int missed = link->missing ? in_order(search, link->missing, state) : link->missed;
        if (missed < 0)
            return missed;
        search->acts->chosen[link->event] = (Choice){net->step[link->leaf], missed};
        state |= link->missing | (uint64_t)1 << link->leaf;
    }
    *rest = best->missing ? in_order(search, best->missing, state) : best->rest;
    return *rest < 0 ? *rest : 1;
}

/* The weights of the lexicographic key, and what may still match from each event on; 0 where keys would not fit. */
static int weigh(Search *search, int64_t *total_extra)
{
    const General *net = search->net;
    const Acts *acts = search->acts;
    const int count = acts->count;
    int64_t worst = 0;
    int flaws = 0;
    *total_extra = 0;
    for (int event = 0; event < count; event++) {
        const int leaves = acts->leaves[event] == NULL ? 0 : (int)PyTuple_GET_SIZE(acts->leaves[event]);
        *total_extra += acts->extra[event];
        search->most_extra = acts->extra[event] > search->most_extra ? acts->extra[event] : search->most_extra;
        for (int place = 0; place < leaves && acts->flaws != NULL; place++)
            worst = acts->flaws[flaws + place] > worst ? acts->flaws[flaws + place] : worst;
        flaws += leaves;
    }
    search->suffix[count] = (Suffix){0, 0, 0};
    for (int event = count - 1; event >= 0; event--) {
        uint64_t mask = 0;
        PyObject *leaves = acts->leaves[event];
        for (Py_ssize_t place = 0; leaves != NULL && place < PyTuple_GET_SIZE(leaves); place++)
            mask |= (uint64_t)1 << PyLong_AsLong(PyTuple_GET_ITEM(leaves, place));
        const int looping = (mask & net->looping) != 0;
        const Suffix *next = &search->suffix[event + 1];
        search->suffix[event] = (Suffix){next->leaves | mask, next->free + looping, next->bound + (mask && !looping)};
    }
    const double most_missed = (net->leaves + 1.0) * (count + 2), per_missed = (count + 1.0) * (count + 1);
    const double per_flaw = per_missed * (count + 2) * most_missed, per_cost = per_flaw * ((double)worst * count + 2);
    const double dearest = (double)weight_of(net, net->full) * (count + 2) + (double)*total_extra + 2;
    if (per_cost * dearest > LARGEST)
        return 0;
    search->per_missed = (int64_t)per_missed;
    search->per_flaw = search->per_missed * (count + 2) * ((int64_t)(net->leaves + 1) * (count + 2));
    search->per_cost = search->per_flaw * (worst * count + 2);
    return 1;
}

static int64_t floor_of(int64_t number, int64_t by) { return number / by - (number % by != 0 && number < 0); }

/* How many explanations may stand side by side in the last round. */
static int last_width(const Search *search)
{
    int64_t matches = 0;
    for (int event = 0; event < search->acts->count; event++)
        matches += search->acts->leaves[event] == NULL ? 0 : PyTuple_GET_SIZE(search->acts->leaves[event]);
    return (int)((search->net->plain ? READINGS_PLAIN : READINGS) / (matches ? matches : 1));
}

static int solve(Search *search, Best *best, int *rest, long long *cost, long long *bound)
{
    int64_t total_extra;
    if (!weigh(search, &total_extra))
        return 0;
    const int last = last_width(search);
    for (int round = 0; round <= ROUNDS; round++) {
        if (round < ROUNDS && rounds[round] >= last)
            continue;
        int done = read_all(search, round < ROUNDS ? rounds[round] : last > rounds[1] ? last : rounds[1]);
        if (done > 0)
            done = keep_best(search, best);
        if (done < 0)
            return done;
        if (best->found && (search->dropped >= best->key || search->walk.settled > MUCH_WORK))
            break;
        search->limit = best->found ? best->key : INT64_MAX;
    }
    if (!best->found)
        return 0;
    const Entry start = {.key = 0};
    *bound = *cost = floor_of(best->key, search->per_cost) + total_extra;
    if (search->walk.cut)
        search->dropped = least_of(search, &start, 0);
    if (search->dropped < best->key || search->walk.cut) {
        const int64_t lost = floor_of(search->dropped, search->per_cost) + total_extra;
        *bound = lost < *cost ? lost : *cost;
    }
    return choose(search, best, rest);
}

int general_solve(const General *net, const Acts *acts, Ropes *ropes, int *rest, long long *cost, long long *bound)
{
    const size_t room = (size_t)acts->count + 1;
    Search search = {.net = net, .acts = acts, .walk = {.net = net, .ropes = ropes}, .limit = INT64_MAX};
    Best best = {0};
    search.suffix = PyMem_Malloc(room * sizeof(Suffix));
    best.chain = PyMem_Malloc(room * sizeof(Link));
    int found = -1;
    if (search.suffix == NULL || best.chain == NULL)
        PyErr_NoMemory();
    else
        found = solve(&search, &best, rest, cost, bound);
    PyMem_Free(search.suffix);
    PyMem_Free(best.chain);
    PyMem_Free(search.links);
    PyMem_Free(search.table);
    PyMem_Free(search.before);
    PyMem_Free(search.slots);
    return found == TOO_MANY ? 0 : found;
}
