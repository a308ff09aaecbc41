/* From a state, which states are reached by doing a step, and which steps that leaves missed: scoring/moves.py. */

#include "general.h"

#define WIDEST 256 /* as in scoring/moves.py */

void paths_begin(Paths *ways)
{
    ways->items = ways->few;
    ways->used = 0;
    ways->room = FEW;
}

void paths_free(Paths *ways)
{
    if (ways->items != ways->few)
        PyMem_Free(ways->items);
}

static void add_path(Walk *walk, Paths *ways, Standing state, int64_t cost, int missed)
{
    if (missed < 0)
        walk->trouble = missed;
    if (walk->trouble)
        return;
    if (ways->used == ways->room) {
        const int few = ways->items == ways->few;
        Path *items = PyMem_Realloc(few ? NULL : ways->items, sizeof(Path) * 2 * (size_t)ways->room);
        if (items == NULL) {
            PyErr_NoMemory();
            walk->trouble = -1;
            return;
        }
        if (few)
            memcpy(items, ways->few, sizeof(ways->few));
        ways->items = items;
        ways->room *= 2;
    }
    ways->items[ways->used++] = (Path){state, cost, missed};
}

void add_cheapest(Walk *walk, Paths *ways, Standing state, int64_t cost, int missed)
{
    for (int at = 0; at < ways->used; at++)
        if (same_standing(ways->items[at].state, state)) {
            if (cost < ways->items[at].cost) {
                ways->items[at].cost = cost;
                ways->items[at].missed = missed;
            }
            return;
        }
    add_path(walk, ways, state, cost, missed);
}

static int miss(Walk *walk, int before, int leaf)
{
    return rope_join(walk->ropes, before, rope_of(walk->ropes, walk->net->missed[leaf]));
}

int64_t weight_of(const General *net, uint64_t mask)
{
    int64_t total = 0;
    for (; mask; mask &= mask - 1)
        total += net->weights[lowest_bit(mask)];
    return total;
}

static int has_choice(const General *net, int leaf) { return net->first_choice[leaf] < net->first_choice[leaf + 1]; }

/* Does a child of a choice hold anything that fired? */
static int any_taken(const General *net, const Node *node, Standing state)
{
    for (int at = node->first; at < node->end; at++)
        if (state.fired & net->node[net->below[at]].mask)
            return 1;
    return 0;
}

int can_finish(const General *net, int number, Standing state)
{
    const Node *node = &net->node[number];
    if (!(state.skipped & node->mask))
        return 1;
    if (node->kind == OPTIONALLY)
        return !(state.fired & node->mask) || can_finish(net, net->below[node->first], state);
    const int taken = node->kind == ONE_OF && any_taken(net, node, state);
    for (int at = node->first; at < node->end; at++) {
        const int child = net->below[at];
        if (taken && !(state.fired & net->node[child].mask))
            continue;
        if (can_finish(net, child, state) == (node->kind == ONE_OF))
            return node->kind == ONE_OF;
    }
    return node->kind != ONE_OF && node->first < node->end;
}

static Standing calmed(const General *net, Standing state, int leaf)
{
    const uint64_t mask = net->calm[leaf];
    if (mask && !(mask & ~settled(state))) {
        state.fired |= mask;
        state.skipped &= ~mask;
    }
    return state;
}

/* The state after the leaf has fired; 0 where another branch was taken or a needed leaf was given up. */
static int mark(const General *net, Standing *state, int leaf)
{
    Standing marked = *state;
    for (int at = net->first_choice[leaf]; at < net->first_choice[leaf + 1]; at++) {
        if (net->choice[at].others & marked.fired)
            return 0;
        marked.skipped |= net->choice[at].others;
    }
    marked.fired |= (uint64_t)1 << leaf;
    for (int at = 0; at < net->stickies; at++)
        if (net->sticky[at].later == leaf)
            marked.more |= (uint64_t)1 << net->sticky[at].place;
    if (has_choice(net, leaf)) {
        if (!can_finish(net, 0, marked))
            return 0;
        marked = calmed(net, marked, leaf);
    }
    *state = marked;
    return 1;
}

/* The outermost choice above the leaf that is still open, if it is needed whole and no edge enters it; or -1. */
static int free_group(const General *net, Standing state, int leaf, uint64_t need)
{
    for (int at = net->first_choice[leaf + 1] - 1; at >= net->first_choice[leaf]; at--) {
        const Fork *choice = &net->choice[at];
        if (state.fired & choice->mask)
            continue;
        const uint64_t whole = choice->mask | choice->others, done = settled(state);
        const int barred = (whole & ~(need | done)) || (whole & net->edges) || (net->before[leaf] & ~whole & ~done);
        return barred ? -1 : choice->group;
    }
    return -1;
}

/* Settle everything below a node in the cheapest way. */
static Path complete(Walk *walk, int number, Standing state)
{
    const General *net = walk->net;
    const Node *node = &net->node[number];
    Path way = {state, 0, 0};
    if (walk->trouble || !(node->mask & ~settled(state)))
        return way;
    if (node->kind == OPTIONALLY && !(state.fired & node->mask)) {
        way.state.skipped |= node->mask;
    } else if (node->kind == ONE_OF) {
        const int taken = any_taken(net, node, state);
        int found = 0;
        for (int at = node->first; at < node->end; at++) {
            if (taken && !(state.fired & net->node[net->below[at]].mask))
                continue;
            const Path done = complete(walk, net->below[at], state);
            if (!found || done.cost < way.cost)
                way = done;
            found = 1;
        }
        way.state.skipped |= node->mask & ~settled(way.state);
    } else if (node->kind == STEP) {
        const int leaf = lowest_bit(node->mask);
        way.state.fired |= node->mask;
        way.cost = net->weights[leaf];
        way.missed = miss(walk, 0, leaf);
    } else {
        for (int at = node->first; at < node->end; at++) {
            const Path done = complete(walk, net->below[at], way.state);
            way = (Path){done.state, way.cost + done.cost, rope_join(walk->ropes, way.missed, done.missed)};
        }
    }
    if (way.missed < 0) {
        walk->trouble = way.missed;
        way.missed = 0;
    }
    return way;
}

void fire(Walk *walk, Standing state, int leaf, uint64_t busy, Paths *found)
{
    const General *net = walk->net;
    if (walk->trouble || busy >> leaf & 1)
        return;
    const uint64_t need = net->before[leaf] & ~settled(state);
    if (!need) {
        if (mark(net, &state, leaf))
            add_path(walk, found, state, 0, 0);
        return;
    }
    Paths ready;
    paths_begin(&ready);
    settle(walk, state, need, busy | (uint64_t)1 << leaf, &ready);
    for (int at = 0; at < ready.used && !walk->trouble; at++) {
        Path way = ready.items[at];
        if (!(settled(way.state) >> leaf & 1) && mark(net, &way.state, leaf))
            add_path(walk, found, way.state, way.cost, way.missed);
    }
    paths_free(&ready);
}

/* Settle one leaf: skip it where a choice allows, or miss it. */
static void either(Walk *walk, Standing state, int leaf, uint64_t busy, Paths *found)
{
    const General *net = walk->net;
    if (has_choice(net, leaf)) {
        Standing skipped = state;
        skipped.skipped |= (uint64_t)1 << leaf;
        if (can_finish(net, 0, skipped))
            add_path(walk, found, calmed(net, skipped, leaf), 0, 0);
    }
    Paths fired;
    paths_begin(&fired);
    fire(walk, state, leaf, busy, &fired);
    for (int at = 0; at < fired.used && !walk->trouble; at++) {
        const Path *way = &fired.items[at];
        add_path(walk, found, way->state, way->cost + net->weights[leaf], miss(walk, way->missed, leaf));
    }
    paths_free(&fired);
}

/* Settle the first open leaf of `need`, and with it what can go only one way. */
static void settle_one(Walk *walk, Standing state, uint64_t need, uint64_t busy, Paths *found)
{
    const General *net = walk->net;
    int64_t cost = 0;
    int missed = 0;
    uint64_t pending;
    state.fired |= need & net->light & ~settled(state);
    while ((pending = need & ~settled(state)) && !walk->trouble) {
        const int leaf = lowest_bit(pending), group = free_group(net, state, leaf, need);
        if (group >= 0) {
            const Path way = complete(walk, group, state);
            state = calmed(net, way.state, leaf);
            cost += way.cost;
            missed = rope_join(walk->ropes, missed, way.missed);
        } else if (!has_choice(net, leaf) && !(net->before[leaf] & ~settled(state))) {
            if (!mark(net, &state, leaf))
                return;
            cost += net->weights[leaf];
            missed = miss(walk, missed, leaf);
        } else if (!missed) {
            either(walk, state, leaf, busy, found);
            return;
        } else {
            break;
        }
        if (missed < 0)
            walk->trouble = missed;
    }
    add_path(walk, found, state, cost, missed);
}

static int by_cost(const void *one, const void *other)
{
    const Path *left = one, *right = other;
    if (left->cost != right->cost)
        return left->cost < right->cost ? -1 : 1;
    return compare_states(&left->state, &right->state);
}

/* The cheaper half of so many ways, in the order in which they were found. */
static void keep_cheaper_half(Walk *walk, Paths *open)
{
    Path *sorted = PyMem_Malloc(sizeof(Path) * (size_t)open->used);
    int kept = 0;
    if (sorted == NULL) {
        PyErr_NoMemory();
        walk->trouble = -1;
        return;
    }
    memcpy(sorted, open->items, sizeof(Path) * (size_t)open->used);
    qsort(sorted, (size_t)open->used, sizeof(Path), by_cost);
    for (int at = 0; at < open->used; at++)
        if (by_cost(&open->items[at], &sorted[WIDEST / 2]) < 0)
            open->items[kept++] = open->items[at];
    open->used = kept;
    walk->cut = 1;
    PyMem_Free(sorted);
}

void settle(Walk *walk, Standing state, uint64_t need, uint64_t busy, Paths *found)
{
    Paths open, next;
    paths_begin(&open);
    paths_begin(&next);
    add_path(walk, &open, state, 0, 0);
    while (open.used && !walk->trouble) {
        int first = 0;
        uint64_t lowest = 0;
        for (int at = 0; at < open.used; at++) {
            const uint64_t pending = need & ~settled(open.items[at].state);
            const uint64_t low = pending ? pending & (~pending + 1) : UINT64_MAX;
            if (at == 0 || low < lowest) {
                lowest = low;
                first = at;
            }
        }
        const Path way = open.items[first];
        open.used--;
        memmove(open.items + first, open.items + first + 1, sizeof(Path) * (size_t)(open.used - first));
        if (!(need & ~settled(way.state))) {
            add_path(walk, found, way.state, way.cost, way.missed);
            continue;
        }
        next.used = 0;
        walk->settled++;
        settle_one(walk, way.state, need, busy, &next);
        for (int at = 0; at < next.used && !walk->trouble; at++) {
            const Path *more = &next.items[at];
            const int missed = rope_join(walk->ropes, way.missed, more->missed);
            add_cheapest(walk, &open, more->state, way.cost + more->cost, missed);
        }
        if (open.used > WIDEST && !walk->trouble)
            keep_cheaper_half(walk, &open);
    }
    paths_free(&open);
    paths_free(&next);
}

/* The leaves of missed moves, in order. */
static int write_leaves(const Walk *walk, int rope, unsigned char *leaves)
{
    int used = 0;
    while (rope) {
        const Rope *here = &walk->ropes->items[rope];
        if (here->tuple != NULL) {
            int leaf = 0;
            while (walk->net->missed[leaf] != here->tuple)
                leaf++;
            leaves[used++] = (unsigned char)leaf;
            break;
        }
        used += write_leaves(walk, here->left, leaves + used);
        rope = here->right;
    }
    return used;
}

/* Python's order of tuples. */
static int comes_first(const Walk *walk, int one, int other)
{
    unsigned char left[WIDEST], right[WIDEST];
    if (rope_size(walk->ropes, one) > WIDEST || rope_size(walk->ropes, other) > WIDEST)
        return 0;
    const int first = write_leaves(walk, one, left), second = write_leaves(walk, other, right);
    const int order = memcmp(left, right, (size_t)(first < second ? first : second));
    return order < 0 || (order == 0 && first < second);
}

int ending(Walk *walk, Standing state, Path *best)
{
    Paths all, found;
    paths_begin(&all);
    paths_begin(&found);
    settle(walk, state, walk->net->full, 0, &all);
    for (int at = 0; at < all.used && !walk->trouble; at++)
        add_cheapest(walk, &found, all.items[at].state, all.items[at].cost, all.items[at].missed);
    for (int at = 0; at < found.used && !walk->trouble; at++) {
        const Path *way = &found.items[at];
        if (at == 0 || way->cost < best->cost ||
            (way->cost == best->cost && comes_first(walk, way->missed, best->missed)))
            *best = *way;
    }
    const int any = found.used > 0;
    paths_free(&all);
    paths_free(&found);
    return any;
}

int compare_states(const Standing *one, const Standing *other)
{
    if (one->more != other->more)
        return one->more < other->more ? -1 : 1;
    if (one->skipped != other->skipped)
        return one->skipped < other->skipped ? -1 : 1;
    return one->fired < other->fired ? -1 : one->fired > other->fired;
}
