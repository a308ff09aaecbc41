/* The search of scoring/parts_search.py: all explanations of a protocol put together from parts, side by side. */

#include "together.h"

#define WIDEST 400 /* as in scoring/parts_search.py */
#define MOST_LINKS 4000000

static uint32_t hash_of(const int16_t *state, int width)
{
    uint32_t hash = 2166136261u;
    for (int at = 0; at < width; at++)
        hash = (hash ^ (uint16_t)state[at]) * 16777619u;
    return hash;
}

static int place_of(const Search *search, const int16_t *state, uint32_t hash)
{
    for (int at = 0; at < search->entries; at++) {
        const Entry *entry = &search->table[at];
        if (entry->hash == hash && entry->alive && same(entry->state.at, state, search->part->width))
            return at;
    }
    return -1;
}

static int make_room(Search *search)
{
    if (search->used == search->room) {
        int room = 2 * search->room + 64;
        Link *links = search->used >= MOST_LINKS ? NULL : PyMem_Realloc(search->links, sizeof(Link) * (size_t)room);
        if (links == NULL) {
            if (search->used >= MOST_LINKS)
                return TOO_MANY;
            PyErr_NoMemory();
            return -1;
        }
        search->links = links;
        search->room = room;
    }
    if (search->entries == search->table_room) {
        int room = 2 * search->table_room + 16;
        Entry *table = PyMem_Realloc(search->table, sizeof(Entry) * (size_t)room);
        if (table == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        search->table = table;
        search->table_room = room;
    }
    return 1;
}

static int reach(Search *search, int back, const PartWay *way, int event, int64_t key)
{
    const uint32_t hash = hash_of(way->reached.at, search->part->width);
    int place = place_of(search, way->reached.at, hash), done;
    if (place >= 0 && key >= search->table[place].key)
        return 1;
    if ((done = make_room(search)) < 0)
        return done;
    search->links[search->used] = (Link){back, event, way->reached};
    if (place < 0)
        place = search->entries++;
    search->table[place] = (Entry){way->reached, hash, key, 0, search->used++, 1};
    return 1;
}

void close_up(Search *search)
{
    int kept = 0;
    for (int at = 0; at < search->entries; at++)
        if (search->table[at].alive)
            search->table[kept++] = search->table[at];
    search->entries = kept;
}

/* An explanation that has missed what was needed for something: its state, and what it missed. */
typedef struct {
    State state;
    int misses, missed;
} Ready;

/* Miss the steps that are needed and not yet behind, each with what lies before it; 1, or what went wrong. */
static int get_ready(Search *search, const State *state, int row, Ropes *ropes, Ready *ready)
{
    const Whole *whole = search->whole;
    const Need *end = whole->needs + (row < WORD ? whole->first[row + 1] : whole->total);
    *ready = (Ready){*state, 0, 0};
    for (const Need *need = whole->needs + whole->first[row]; need < end; need++) {
        int sure = 0;
        if (part_is_behind(search->part, ready->state.at, need->number))
            continue;
        search->ways.used = 0;
        int done = part_ways(search->part, ready->state.at, need->number, ropes, &search->ways, &sure);
        if (done < 0)
            return done;
        const PartWay way = search->ways.items[0];
        if (ropes != NULL) {
            ready->missed = rope_join(ropes, ready->missed, way.missed);
            ready->missed = rope_join(ropes, ready->missed, rope_of(ropes, need->missed));
            if (ready->missed < 0)
                return ready->missed;
        }
        ready->misses += way.misses + 1;
        ready->state = way.reached;
    }
    return 1;
}

/* The ways to do an action once what it needs is behind; 1, or what went wrong. */
static int ready_ways(Search *search, const State *state, int action, Ropes *ropes, Ready *ready, int *sure)
{
    int done = get_ready(search, state, action, ropes, ready);
    if (done < 0)
        return done;
    *sure = search->ways.used = 0;
    return part_ways(search->part, ready->state.at, action, ropes, &search->ways, sure);
}

/* Match one event in all explanations as they stood before it; returns whether any changed, or what went wrong. */
static int match(Search *search, const Entry *snapshot, int standing, int action, int event, int64_t gain, int64_t late)
{
    int changed = 0;
    for (int at = 0; at < standing; at++) {
        const Entry *from = &snapshot[at];
        Ready ready;
        int sure, done = ready_ways(search, &from->state, action, NULL, &ready, &sure);
        if (done < 0)
            return done;
        if (search->ways.used == 0)
            continue;
        changed = 1;
        const int place = sure && ready.misses == 0 ? place_of(search, from->state.at, from->hash) : -1;
        if (place >= 0)
            search->table[place].alive = 0;
        for (int number = 0; number < search->ways.used; number++) {
            PartWay *way = &search->ways.items[number];
            way->misses += ready.misses;
            if ((done = reach(search, from->back, way, event, from->key + gain + way->misses * late)) < 0)
                return done;
        }
    }
    close_up(search);
    return changed;
}

/* All lines have the same number of gaps; a part that is more than a line holds at least one. */
static int gaps_of(const Part *part)
{
    while (part->kind != OF_LINE)
        part = part->parts[0];
    return part->line->gaps;
}

/* Reads all events; 1, 0 where too many explanations stand side by side, or what went wrong. */
static int read_all(Search *search, const Task *task, const uint64_t *coming, int *rest, Entry **snapshot,
                    int *snapshot_room)
{
    const int64_t per_missed = (int64_t)(task->of + 1) * (task->of + 1), per_cost = (int64_t)1 << search->shift;
    const int gaps = gaps_of(search->part);
    for (int event = 0; event < task->count; event++) {
        if (task->numbers[event] < 0)
            continue;
        part_count(search->part, task->numbers[event], -1, rest);
        const int standing = search->entries;
        if (*snapshot_room < standing) {
            PyMem_Free(*snapshot);
            *snapshot_room = 2 * standing;
            *snapshot = PyMem_Malloc((sizeof(Entry) + sizeof(int)) * (size_t)*snapshot_room);
            if (*snapshot == NULL) {
                PyErr_NoMemory();
                return -1;
            }
        }
        memcpy(*snapshot, search->table, sizeof(Entry) * (size_t)standing);
        const int64_t gain = task->at[event] - per_cost;
        const int64_t late = per_cost + (task->of - task->at[event]) * per_missed;
        int changed = match(search, *snapshot, standing, task->numbers[event], event, gain, late);
        if (changed < 0)
            return changed;
        if (changed && search->entries > 1) {
            int *order = PyMem_Realloc(search->order, sizeof(int) * (size_t)search->entries);
            if (order == NULL) {
                PyErr_NoMemory();
                return -1;
            }
            search->order = order;
            drop_beaten(search, coming[event + 1], rest, gaps, late - per_missed);
            narrow(search, rest);
            if (search->entries > WIDEST)
                return 0;
        }
    }
    return 1;
}

/* Writes down the matches of the chain that ends with `back`, from the first on. */
static int choose(Search *search, const Task *task, int back)
{
    const State *state = &search->part->start;
    int link = -1;
    for (int event = 0; event < task->count; event++)
        task->chosen[event] = (Choice){NULL, 0};
    while (back >= 0) { /* turn the chain round */
        const int before = search->links[back].before;
        search->links[back].before = link;
        link = back;
        back = before;
    }
    for (; link >= 0; link = search->links[link].before) {
        const Link *here = &search->links[link];
        const PartWay *best = NULL;
        Ready ready;
        int sure, done = ready_ways(search, state, task->numbers[here->event], search->ropes, &ready, &sure);
        if (done < 0)
            return done;
        for (int number = 0; number < search->ways.used; number++) {
            const PartWay *way = &search->ways.items[number];
            const int there = same(way->reached.at, here->reached.at, search->part->width);
            if (there && (best == NULL || way->misses < best->misses))
                best = way;
        }
        const int missed = rope_join(search->ropes, ready.missed, best->missed);
        if (missed < 0)
            return missed;
        task->chosen[here->event] = (Choice){best->step, missed};
        state = &here->reached;
    }
    return 1;
}

/* The explanation that is cheapest to end, and what that misses. */
static int choose_ending(Search *search, const Task *task, int *rest, long long *cost)
{
    const int64_t per_cost = (int64_t)1 << search->shift;
    int64_t least = INT64_MAX;
    const Entry *best = NULL;
    Ready ready;
    int done;
    for (int at = 0; at < search->entries; at++) {
        const Entry *entry = &search->table[at];
        if ((done = get_ready(search, &entry->state, WORD, NULL, &ready)) < 0)
            return done;
        const int64_t total = entry->key + (ready.misses + part_short(search->part, ready.state.at)) * per_cost;
        if (total < least) {
            least = total;
            best = entry;
        }
    }
    search->limit = least;
    if (search->narrowed)
        return 1;
    if ((done = get_ready(search, &best->state, WORD, search->ropes, &ready)) < 0)
        return done;
    *rest = rope_join(search->ropes, ready.missed, part_end(search->part, ready.state.at, search->ropes));
    *cost = (least >> search->shift) + task->count;
    return *rest < 0 ? *rest : choose(search, task, best->back);
}

static int solve(Search *search, const Task *task, uint64_t *coming, int *rest, long long *cost)
{
    Entry *snapshot = NULL;
    int *come = (int *)(coming + task->count + 1), snapshot_room = 0, done = make_room(search);
    if (done < 0)
        return done;
    search->used = search->narrowed = 0;
    search->entries = 1;
    const State *start = &search->part->start;
    search->table[0] = (Entry){*start, hash_of(start->at, search->part->width), 0, 0, -1, 1};
    coming[task->count] = 1;
    memset(come, 0, sizeof(int) * (size_t)search->part->members);
    for (int event = task->count - 1; event >= 0; event--) {
        coming[event] = coming[event + 1] | (task->numbers[event] < 0 ? 0 : (uint64_t)1 << task->numbers[event]);
        if (task->numbers[event] >= 0)
            part_count(search->part, task->numbers[event], 1, come);
    }
    done = read_all(search, task, coming, come, &snapshot, &snapshot_room);
    PyMem_Free(snapshot);
    return done <= 0 ? done : choose_ending(search, task, rest, cost);
}

int together_solve(const Whole *whole, const Part *part, const Task *task, Ropes *ropes, int *rest, long long *cost)
{
    const int shift = shift_of(task->count, task->of, whole->most_missed);
    Search search = {.whole = whole, .part = part, .ropes = ropes, .shift = shift, .limit = INT64_MAX};
    if (search.shift < 0)
        return 0;
    uint64_t *coming =
        PyMem_Malloc(sizeof(uint64_t) * ((size_t)task->count + 1) + sizeof(int) * (size_t)part->members);
    if (coming == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int found = solve(&search, task, coming, rest, cost);
    if (found > 0 && search.narrowed)
        found = solve(&search, task, coming, rest, cost);
    PyMem_Free(coming);
    PyMem_Free(search.links);
    PyMem_Free(search.table);
    PyMem_Free(search.order);
    PyMem_Free(search.ways.items);
    return found;
}
