/* The search of scoring/line_search.py: what an act leads to stands in the tables of a line. */

#include "native.h"

/* A match in an explanation, and the match before it (-1: none). */
typedef struct {
    int before, event;
    const Way *way;
} Link;

typedef struct {
    int64_t key;
    int state, back;
    unsigned char alive;
} Entry;

typedef struct {
    const Line *line;
    int shift;
    Link *links;
    int used, room;
    Entry *table; /* in the order in which classes came in; `alive` ones count */
    Entry *snapshot;
    int entries;
    int *place; /* each class's entry, or -1 */
} Search;

static int new_link(Search *search, int before, int event, const Way *way)
{
    Link *links = with_room(search->links, search->used, &search->room, sizeof(Link));
    if (links == NULL)
        return -1;
    search->links = links;
    search->links[search->used] = (Link){before, event, way};
    return search->used++;
}

static int reach(Search *search, const Entry *from, const Way *way, int event, int64_t key)
{
    const int place = search->place[way->reached];
    if (place >= 0 && key >= search->table[place].key)
        return 0;
    int back = new_link(search, from->back, event, way);
    if (back < 0)
        return -1;
    if (place < 0)
        search->place[way->reached] = search->entries;
    search->table[place < 0 ? search->entries++ : place] = (Entry){key, way->reached, back, 1};
    return 0;
}

static void remove_state(Search *search, int state)
{
    if (search->place[state] >= 0)
        search->table[search->place[state]].alive = 0;
    search->place[state] = -1;
}

/* Closes the gaps that removed classes left. */
static void close_up(Search *search)
{
    int kept = 0;
    for (int at = 0; at < search->entries; at++)
        if (search->table[at].alive) {
            search->place[search->table[at].state] = kept;
            search->table[kept++] = search->table[at];
        }
    search->entries = kept;
}

/* Match one event in all explanations; returns whether any changed, -1 on an error. */
static int match(Search *search, int action, int event, int64_t gain, int64_t late)
{
    const Line *line = search->line;
    const int standing = search->entries;
    int changed = 0;
    const int only = action * line->classes + search->table[0].state;
    if (standing == 1 && line->sure[only]) {
        const Way *way = &line->ways[line->first[only]];
        const Entry from = search->table[0];
        remove_state(search, from.state);
        search->entries = 0;
        return reach(search, &from, way, event, from.key + gain) < 0 ? -1 : 1;
    }
    memcpy(search->snapshot, search->table, sizeof(Entry) * (size_t)standing);
    for (int at = 0; at < standing; at++) {
        const Entry *from = &search->snapshot[at];
        const int row = action * line->classes + from->state;
        if (line->first[row] == line->first[row + 1])
            continue;
        changed = 1;
        if (line->sure[row])
            remove_state(search, from->state);
        for (int number = line->first[row]; number < line->first[row + 1]; number++) {
            const Way *way = &line->ways[number];
            if (reach(search, from, way, event, from->key + gain + way->misses * late) < 0)
                return -1;
        }
    }
    close_up(search);
    return changed;
}

/* Drop what the cheapest explanation so far is sure to beat: `_drop_beaten` of scoring/line_search.py. */
static void drop_beaten(Search *search, uint64_t coming, int64_t late)
{
    const Line *line = search->line;
    int best = 0;
    for (int at = 1; at < search->entries; at++)
        if (search->table[at].key < search->table[best].key)
            best = at;
    const int64_t least = search->table[best].key, cost = least >> search->shift;
    const size_t row = (size_t)search->table[best].state * (size_t)line->classes;
    for (int at = 0; at < search->entries; at++) {
        const Entry *entry = &search->table[at];
        const int64_t gap = (entry->key >> search->shift) - cost;
        int64_t place = gap < line->gaps ? gap : line->gaps - 1;
        if (least + gap * late <= entry->key)
            place += line->gaps;
        const size_t hope = (row + (size_t)entry->state) * 2 * (size_t)line->gaps + (size_t)place;
        if (!(line->hopes[hope] & coming))
            remove_state(search, entry->state);
    }
    close_up(search);
}

/* Writes down the chain of matches that ends with `back`. */
static int choose(const Search *search, const Task *task, Ropes *ropes, int back)
{
    for (int event = 0; event < task->count; event++)
        task->chosen[event] = (Choice){NULL, 0};
    for (; back >= 0; back = search->links[back].before) {
        const Link *link = &search->links[back];
        int missed = rope_of(ropes, link->way->missed);
        if (missed < 0)
            return missed;
        task->chosen[link->event] = (Choice){link->way->step, missed};
    }
    return 1;
}

static int solve(Search *search, const Task *task, uint64_t *coming, Ropes *ropes, int *rest, long long *cost)
{
    const Line *line = search->line;
    const int count = task->count;
    const int64_t per_missed = (int64_t)(task->of + 1) * (task->of + 1), per_cost = (int64_t)1 << search->shift;
    coming[count] = line->end;
    for (int event = count - 1; event >= 0; event--)
        coming[event] = coming[event + 1] | (task->numbers[event] < 0 ? 0 : (uint64_t)1 << task->numbers[event]);
    for (int state = 0; state < line->classes; state++)
        search->place[state] = -1;
    search->place[0] = 0;
    search->table[0] = (Entry){0, 0, -1, 1};
    search->entries = 1;
    for (int event = 0; event < count; event++) {
        const int action = task->numbers[event] < 0 ? -1 : line->local[task->numbers[event]];
        if (action < 0)
            continue;
        const int64_t gain = task->at[event] - per_cost;
        const int64_t late = per_cost + (task->of - task->at[event]) * per_missed;
        int changed = match(search, action, event, gain, late);
        if (changed < 0)
            return -1;
        if (changed && search->entries > 1)
            drop_beaten(search, coming[event + 1], late - per_missed);
    }
    int64_t least = INT64_MAX;
    int best = 0;
    for (int number = 0; number < search->entries; number++) {
        const Entry *entry = &search->table[number];
        int64_t total = entry->key + line->short_ends[entry->state] * per_cost;
        if (total < least) {
            least = total;
            best = number;
        }
    }
    *rest = rope_of(ropes, PyTuple_GET_ITEM(line->ends, search->table[best].state));
    *cost = (least >> search->shift) + count;
    return *rest < 0 ? *rest : choose(search, task, ropes, search->table[best].back);
}

int line_solve(const Line *line, const Task *task, Ropes *ropes, int *rest, long long *cost)
{
    Search search = {.line = line, .shift = shift_of(task->count, task->of, line->classes + 1)};
    if (search.shift < 0)
        return 0;
    const size_t classes = (size_t)line->classes, length = (size_t)task->count + 1;
    uint64_t *coming = PyMem_Malloc(length * sizeof(uint64_t) + classes * (4 * sizeof(Entry) + sizeof(int)));
    if (coming == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    search.table = (Entry *)(coming + length);
    search.snapshot = search.table + 3 * classes;
    search.place = (int *)(search.snapshot + classes);
    int found = solve(&search, task, coming, ropes, rest, cost);
    PyMem_Free(search.links);
    PyMem_Free(coming);
    return found == TOO_MANY ? 0 : found;
}
