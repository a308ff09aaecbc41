/* The search of scoring/parts_search.py: all explanations of a protocol put together from parts, side by side. */

#include "parts.h"

#define WIDEST 400 /* as in scoring/parts_search.py */
#define CHAMPIONS 3
#define MOST_LINKS 4000000

typedef struct {
    int before, event, missed;
    PyObject *step;
} Link;

typedef struct {
    State state;
    uint32_t hash;
    int64_t key;
    int back;
    unsigned char alive;
} Entry;

typedef struct {
    const Whole *whole;
    const Part *part;
    Ropes *ropes;
    PartWays ways;
    Link *links;
    int used, room, shift;
    Entry *table; /* in the order in which states came in; `alive` ones count */
    int entries, table_room;
    int *order;
} Search;

static uint32_t hash_of(const int16_t *state, int width)
{
    uint32_t hash = 2166136261u;
    for (int at = 0; at < width; at++)
        hash = (hash ^ (uint16_t)state[at]) * 16777619u;
    return hash;
}

static int place_of(const Search *search, const int16_t *state, uint32_t hash)
{
    const size_t bytes = sizeof(int16_t) * (size_t)search->part->width;
    for (int at = 0; at < search->entries; at++) {
        const Entry *entry = &search->table[at];
        if (entry->hash == hash && entry->alive && memcmp(entry->state.at, state, bytes) == 0)
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
    search->links[search->used] = (Link){back, event, way->missed, way->step};
    if (place < 0)
        place = search->entries++;
    search->table[place] = (Entry){way->reached, hash, key, search->used++, 1};
    return 1;
}

static void close_up(Search *search)
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
static int get_ready(Search *search, const State *state, const Need *first, const Need *end, Ready *ready)
{
    *ready = (Ready){*state, 0, 0};
    for (; first < end; first++) {
        int sure = 0;
        search->ways.used = 0;
        int done = part_ways(search->part, ready->state.at, first->number, search->ropes, &search->ways, &sure);
        if (done < 0)
            return done;
        if (search->ways.used == 0)
            continue;
        const PartWay way = search->ways.items[0];
        ready->missed = rope_join(search->ropes, ready->missed, way.missed);
        ready->missed = rope_join(search->ropes, ready->missed, rope_of(search->ropes, first->missed));
        if (ready->missed < 0)
            return ready->missed;
        ready->misses += way.misses + 1;
        ready->state = way.reached;
    }
    return 1;
}

/* Match one event in all explanations as they stood before it; returns whether any changed, or what went wrong. */
static int match(Search *search, const Entry *snapshot, int standing, int action, int event, int64_t gain, int64_t late)
{
    int changed = 0;
    for (int at = 0; at < standing; at++) {
        const Entry *from = &snapshot[at];
        const Whole *whole = search->whole;
        Ready ready;
        int sure = 0;
        int done = get_ready(search, &from->state, whole->needs + whole->first[action],
                             whole->needs + whole->first[action + 1], &ready);
        if (done < 0)
            return done;
        search->ways.used = 0;
        done = part_ways(search->part, ready.state.at, action, search->ropes, &search->ways, &sure);
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
            way->missed = rope_join(search->ropes, ready.missed, way->missed);
            if (way->missed < 0)
                return way->missed;
            if ((done = reach(search, from->back, way, event, from->key + gain + way->misses * late)) < 0)
                return done;
        }
    }
    close_up(search);
    return changed;
}

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

/* The actions of needed steps that are not yet behind; what went wrong in `done`. */
static uint64_t still_needed(Search *search, const State *state, int *done)
{
    const Whole *whole = search->whole;
    uint64_t mask = 0;
    *done = 1;
    for (int at = whole->first[WORD]; at < whole->total && *done > 0; at++) {
        int sure = 0;
        search->ways.used = 0;
        *done = part_ways(search->part, state->at, whole->needs[at].number, search->ropes, &search->ways, &sure);
        if (search->ways.used)
            mask |= (uint64_t)1 << whole->needs[at].number;
    }
    return mask;
}

/* Where two explanations differ, does nothing outside wait for what the first has still to do there? Else the bounds,
   which look at each part alone, would not hold. */
static int is_free(const Part *part, const int16_t *better, const int16_t *other, uint64_t needed)
{
    if (!(part->actions & needed) || memcmp(better, other, sizeof(int16_t) * (size_t)part->width) == 0)
        return 1;
    if (part->kind == ONE_BEHIND_OTHER)
        return better[0] == other[0] && is_free(part->parts[better[0]], better + 1, other + 1, needed);
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
static int drop_beaten(Search *search, uint64_t coming, int gaps, int64_t late)
{
    sort_order(search);
    for (int first = 0; first < search->entries && first < CHAMPIONS; first++) {
        const Entry *champion = &search->table[search->order[first]];
        if (!champion->alive)
            continue;
        const int64_t least = champion->key, cost = least >> search->shift;
        int done = 1;
        const uint64_t needed = still_needed(search, &champion->state, &done);
        if (done < 0)
            return done;
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
            } else {
                entry->alive = gap <= part_lead(search->part, champion->state.at, entry->state.at);
            }
        }
    }
    close_up(search);
    return 1;
}

/* All lines have the same number of gaps; a part that is more than a line holds at least one. */
static int gaps_of(const Part *part)
{
    while (part->kind != OF_LINE)
        part = part->parts[0];
    return part->line->gaps;
}

/* Reads all events; 1, 0 where too many explanations stand side by side, or what went wrong. */
static int read_all(Search *search, const Task *task, const uint64_t *coming, Entry **snapshot, int *snapshot_room)
{
    const int64_t per_missed = (int64_t)(task->of + 1) * (task->of + 1), per_cost = (int64_t)1 << search->shift;
    const int gaps = gaps_of(search->part);
    for (int event = 0; event < task->count; event++) {
        if (task->numbers[event] < 0)
            continue;
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
            changed = drop_beaten(search, coming[event + 1], gaps, late - per_missed);
            if (changed < 0)
                return changed;
            if (search->entries > WIDEST)
                return 0;
        }
    }
    return 1;
}

static int solve(Search *search, const Task *task, uint64_t *coming, int *rest, long long *cost)
{
    const int64_t per_cost = (int64_t)1 << search->shift;
    Entry *snapshot = NULL;
    int snapshot_room = 0, done = make_room(search);
    if (done < 0)
        return done;
    search->entries = 1;
    search->table[0] = (Entry){search->part->start, hash_of(search->part->start.at, search->part->width), 0, -1, 1};
    coming[task->count] = 1;
    for (int event = task->count - 1; event >= 0; event--)
        coming[event] = coming[event + 1] | (task->numbers[event] < 0 ? 0 : (uint64_t)1 << task->numbers[event]);
    done = read_all(search, task, coming, &snapshot, &snapshot_room);
    PyMem_Free(snapshot);
    if (done <= 0)
        return done;
    int64_t least = INT64_MAX;
    int back = -1;
    for (int at = 0; at < search->entries; at++) {
        const Entry *entry = &search->table[at];
        const Whole *whole = search->whole;
        Ready ready;
        done = get_ready(search, &entry->state, whole->needs + whole->first[WORD], whole->needs + whole->total, &ready);
        if (done < 0)
            return done;
        const int end = part_end(search->part, ready.state.at, search->ropes);
        const int missed = rope_join(search->ropes, ready.missed, end);
        if (missed < 0)
            return missed;
        const int64_t total = entry->key + rope_size(search->ropes, missed) * per_cost;
        if (total < least) {
            least = total;
            back = entry->back;
            *rest = missed;
        }
    }
    *cost = (least >> search->shift) + task->count;
    for (int event = 0; event < task->count; event++)
        task->chosen[event] = (Choice){NULL, 0};
    for (; back >= 0; back = search->links[back].before)
        task->chosen[search->links[back].event] = (Choice){search->links[back].step, search->links[back].missed};
    return 1;
}

int together_solve(const Whole *whole, const Part *part, const Task *task, Ropes *ropes, int *rest, long long *cost)
{
    const int shift = shift_of(task->count, task->of, whole->most_missed);
    Search search = {.whole = whole, .part = part, .ropes = ropes, .shift = shift};
    if (search.shift < 0)
        return 0;
    uint64_t *coming = PyMem_Malloc(sizeof(uint64_t) * ((size_t)task->count + 1));
    if (coming == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int found = solve(&search, task, coming, rest, cost);
    PyMem_Free(coming);
    PyMem_Free(search.links);
    PyMem_Free(search.table);
    PyMem_Free(search.order);
    PyMem_Free(search.ways.items);
    return found;
}
