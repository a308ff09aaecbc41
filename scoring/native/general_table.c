/* The table of explanations by their states. */

#include "general_table.h"

#define MOST_LINKS 4000000
#define FEW_ENTRIES 12 /* so many are looked through one by one */

static size_t hash_of(Standing state)
{
    uint64_t hash = state.fired * 0x9E3779B97F4A7C15u;
    hash = (hash ^ (hash >> 29) ^ state.skipped) * 0xBF58476D1CE4E5B9u;
    hash = (hash ^ (hash >> 32) ^ state.more) * 0x94D049BB133111EBu;
    return (size_t)(hash ^ (hash >> 31));
}

static void put_in_slot(Search *search, int at)
{
    const size_t mask = (size_t)search->slot_count - 1;
    size_t slot = hash_of(search->table[at].state) & mask;
    while (search->slots[slot] >= 0)
        slot = (slot + 1) & mask;
    search->slots[slot] = at;
}

/* Finds the slots of all entries anew, with room for as many again; 1, or -1 on an error. */
static int index_entries(Search *search)
{
    int count = 64;
    while (count < 4 * search->entries)
        count *= 2;
    if (count > search->slot_count) {
        int *slots = PyMem_Realloc(search->slots, sizeof(int) * (size_t)count);
        if (slots == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        search->slots = slots;
        search->slot_count = count;
    }
    memset(search->slots, -1, sizeof(int) * (size_t)search->slot_count);
    for (int at = 0; at < search->entries; at++)
        put_in_slot(search, at);
    return 1;
}

static int find(const Search *search, Standing state)
{
    if (search->entries <= FEW_ENTRIES) {
        for (int at = 0; at < search->entries; at++)
            if (search->table[at].alive && same_standing(search->table[at].state, state))
                return at;
        return -1;
    }
    const size_t mask = (size_t)search->slot_count - 1;
    for (size_t slot = hash_of(state) & mask; search->slots[slot] >= 0; slot = (slot + 1) & mask) {
        const Entry *entry = &search->table[search->slots[slot]];
        if (entry->alive && same_standing(entry->state, state))
            return search->slots[slot];
    }
    return -1;
}

int make_room(void **items, int used, int *room, size_t size)
{
    while (used >= *room) {
        void *grown = with_room(*items, *room, room, size);
        if (grown == NULL)
            return -1;
        *items = grown;
    }
    return 1;
}

int reach_state(Search *search, Standing state, int64_t key, Link link)
{
    int place = find(search, state);
    if (place >= 0 && key >= search->table[place].key)
        return 1;
    if (search->used >= MOST_LINKS)
        return TOO_MANY;
    if (make_room((void **)&search->links, search->used, &search->room, sizeof(Link)) < 0 ||
        make_room((void **)&search->table, search->entries, &search->table_room, sizeof(Entry)) < 0)
        return -1;
    search->links[search->used] = link;
    const Entry entry = {state, key, 0, search->used++, 1};
    if (place >= 0) {
        search->table[place] = entry;
        return 1;
    }
    search->table[search->entries++] = entry;
    if (search->entries <= FEW_ENTRIES)
        return 1;
    if (search->entries == FEW_ENTRIES + 1 || 2 * search->entries > search->slot_count)
        return index_entries(search);
    put_in_slot(search, search->entries - 1);
    return 1;
}

void drop_state(Search *search, Standing state)
{
    const int place = find(search, state);
    if (place >= 0)
        search->table[place].alive = 0;
}

int close_up_table(Search *search)
{
    int kept = 0;
    for (int at = 0; at < search->entries; at++)
        if (search->table[at].alive)
            search->table[kept++] = search->table[at];
    if (search->entries == kept)
        return 1;
    search->entries = kept;
    return kept > FEW_ENTRIES ? index_entries(search) : 1;
}
