/* What the searches read from Python, how large their keys grow, and room for what they find. */

#include "native.h"

int read_numbers(PyObject *tuple, uint64_t *numbers, Py_ssize_t size)
{
    if (PyTuple_GET_SIZE(tuple) != size) {
        PyErr_SetString(PyExc_ValueError, "a table has the wrong size");
        return -1;
    }
    for (Py_ssize_t at = 0; at < size; at++) {
        numbers[at] = PyLong_AsUnsignedLongLong(PyTuple_GET_ITEM(tuple, at));
        if (PyErr_Occurred())
            return -1;
    }
    return 0;
}

int read_events(PyObject *known, PyObject *events, PyObject *places, int *numbers, int *at)
{
    for (Py_ssize_t event = 0; event < PyTuple_GET_SIZE(events); event++) {
        PyObject *number = PyDict_GetItemWithError(known, PyTuple_GET_ITEM(events, event));
        if (number == NULL && PyErr_Occurred())
            return -1;
        long value = number == NULL ? -1 : PyLong_AsLong(number);
        long place = places == NULL ? (long)event : PyLong_AsLong(PyTuple_GET_ITEM(places, event));
        if (PyErr_Occurred())
            return -1;
        if (value < -1 || value >= WORD || place < 0 || place > LONGEST) {
            PyErr_SetString(PyExc_ValueError, "no such action or place");
            return -1;
        }
        numbers[event] = (int)value;
        at[event] = (int)place;
    }
    return 0;
}

int shift_of(int count, int of, double most_missed)
{
    int shift = 0, bits = 0;
    double ties = (double)(of + 1) * (of + 1) * (of + 1) * (of + 1) * most_missed;
    if (ties > 9e15)
        return -1;
    for (uint64_t value = (uint64_t)ties; value; value >>= 1)
        shift++;
    for (uint64_t most = (uint64_t)(count + 2) * (uint64_t)(most_missed + 2); most; most >>= 1)
        bits++;
    return shift + bits < 62 ? shift : -1;
}

void *with_room(void *items, int used, int *room, size_t size)
{
    if (used < *room)
        return items;
    const int more = 2 * *room + 64;
    void *moved = PyMem_Realloc(items, size * (size_t)more);
    if (moved == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    *room = more;
    return moved;
}
