/* The module scoring._native, and how moves are made. */

#include "native.h"

#ifndef SOURCE
#define SOURCE "" /* the fingerprint of these files: hatch_build.py gives it */
#endif

PyTypeObject *FixedType, *LineType, *PartType, *WholeType, *GeneralType, *move_type;
PyObject *word_matched, *word_extra;

int moves_init(Moves *moves, Py_ssize_t room)
{
    moves->size = 0;
    moves->room = room;
    moves->items = PyMem_Malloc(sizeof(PyObject *) * (size_t)(room ? room : 1));
    if (moves->items == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

void moves_free(Moves *moves)
{
    for (Py_ssize_t at = 0; at < moves->size; at++)
        Py_DECREF(moves->items[at]);
    PyMem_Free(moves->items);
    moves->items = NULL;
    moves->size = 0;
}

int moves_add(Moves *moves, PyObject *move)
{
    if (move == NULL)
        return -1;
    if (moves->size == moves->room) {
        Py_ssize_t room = 2 * moves->room + 16;
        PyObject **items = PyMem_Realloc(moves->items, sizeof(PyObject *) * (size_t)room);
        if (items == NULL) {
            Py_DECREF(move);
            PyErr_NoMemory();
            return -1;
        }
        moves->items = items;
        moves->room = room;
    }
    moves->items[moves->size++] = move;
    return 0;
}

int moves_add_all(Moves *moves, PyObject *tuple)
{
    for (Py_ssize_t at = 0; at < PyTuple_GET_SIZE(tuple); at++)
        if (moves_add(moves, Py_NewRef(PyTuple_GET_ITEM(tuple, at))) < 0)
            return -1;
    return 0;
}

int moves_extra(Moves *moves, PyObject **events, Py_ssize_t first, Py_ssize_t end)
{
    for (; first < end; first++)
        if (moves_add(moves, new_move(word_extra, events[first], first)) < 0)
            return -1;
    return 0;
}

PyObject *new_move(PyObject *kind, PyObject *step, Py_ssize_t event)
{
    PyObject *index = PyLong_FromSsize_t(event);
    if (index == NULL)
        return NULL;
#if PY_VERSION_HEX < 0x030E0000
    /* As tuple.__new__ makes an instance of a subclass. */
    PyObject *move = move_type->tp_alloc(move_type, 3);
    if (move == NULL) {
        Py_DECREF(index);
        return NULL;
    }
    PyTuple_SET_ITEM(move, 0, Py_NewRef(kind));
    PyTuple_SET_ITEM(move, 1, Py_NewRef(step));
    PyTuple_SET_ITEM(move, 2, index);
    return move;
#else
    /* From Python 3.14 on a tuple remembers its hash: only its own constructor knows how to begin one. */
    PyObject *plain = PyTuple_Pack(3, kind, step, index);
    Py_DECREF(index);
    if (plain == NULL)
        return NULL;
    PyObject *arguments = PyTuple_Pack(1, plain);
    Py_DECREF(plain);
    if (arguments == NULL)
        return NULL;
    PyObject *move = PyTuple_Type.tp_new(move_type, arguments, NULL);
    Py_DECREF(arguments);
    return move;
#endif
}

PyObject *moves_and_cost(Moves *moves, long long cost)
{
    PyObject *all = PyTuple_New(moves->size);
    if (all == NULL)
        return NULL;
    for (Py_ssize_t at = 0; at < moves->size; at++)
        PyTuple_SET_ITEM(all, at, moves->items[at]);
    moves->size = 0;
    PyObject *number = PyLong_FromLongLong(cost);
    PyObject *result = number == NULL ? NULL : PyTuple_Pack(2, all, number);
    Py_XDECREF(number);
    Py_DECREF(all);
    return result;
}

#define MOST_ROPES 4000000

static int new_rope(Ropes *ropes, Rope rope)
{
    if (ropes->used >= MOST_ROPES)
        return TOO_MANY;
    if (ropes->used + 1 >= ropes->room) {
        int room = 2 * ropes->room + 256;
        Rope *items = PyMem_Realloc(ropes->items, sizeof(Rope) * (size_t)room);
        if (items == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        ropes->items = items;
        ropes->room = room;
    }
    ropes->items[++ropes->used] = rope;
    return ropes->used;
}

int rope_of(Ropes *ropes, PyObject *tuple)
{
    int size = (int)PyTuple_GET_SIZE(tuple);
    return ropes != NULL && size ? new_rope(ropes, (Rope){tuple, 0, 0, size}) : 0;
}

int rope_join(Ropes *ropes, int first, int second)
{
    if (first < 0 || second < 0)
        return first < 0 ? first : second;
    if (!first || !second)
        return first + second;
    return new_rope(ropes, (Rope){NULL, first, second, ropes->items[first].size + ropes->items[second].size});
}

static int add_rope(Moves *moves, const Ropes *ropes, int rope)
{
    while (rope) {
        const Rope *here = &ropes->items[rope];
        if (here->tuple != NULL)
            return moves_add_all(moves, here->tuple);
        if (add_rope(moves, ropes, here->left) < 0)
            return -1;
        rope = here->right;
    }
    return 0;
}

PyObject *explained(const Ropes *ropes, PyObject **events, const Choice *chosen, int count, int rest, long long cost)
{
    Moves moves;
    PyObject *result = NULL;
    if (moves_init(&moves, count + rope_size(ropes, rest) + 8) < 0)
        return NULL;
    for (int event = 0; event < count; event++) {
        const Choice *choice = &chosen[event];
        PyObject *kind = choice->step == NULL ? word_extra : word_matched;
        PyObject *step = choice->step == NULL ? events[event] : choice->step;
        if (add_rope(&moves, ropes, choice->missed) < 0 || moves_add(&moves, new_move(kind, step, event)) < 0)
            goto done;
    }
    if (add_rope(&moves, ropes, rest) == 0)
        result = moves_and_cost(&moves, cost);
done:
    moves_free(&moves);
    return result;
}

static int prepare_module(PyObject *module)
{
    PyObject *explanation = PyImport_ImportModule("scoring.explanation");
    if (explanation == NULL)
        return -1;
    PyObject *move = PyObject_GetAttrString(explanation, "Move");
    Py_DECREF(explanation);
    if (move == NULL)
        return -1;
    if (!PyType_Check(move) || !PyType_IsSubtype((PyTypeObject *)move, &PyTuple_Type)) {
        Py_DECREF(move);
        PyErr_SetString(PyExc_TypeError, "scoring.explanation.Move is no tuple");
        return -1;
    }
    move_type = (PyTypeObject *)move;
    word_matched = PyUnicode_InternFromString("matched");
    word_extra = PyUnicode_InternFromString("extra");
    FixedType = (PyTypeObject *)PyType_FromSpec(&fixed_spec);
    LineType = (PyTypeObject *)PyType_FromSpec(&line_spec);
    PartType = (PyTypeObject *)PyType_FromSpec(&part_spec);
    WholeType = (PyTypeObject *)PyType_FromSpec(&whole_spec);
    GeneralType = (PyTypeObject *)PyType_FromSpec(&general_spec);
    if (!word_matched || !word_extra || !FixedType || !LineType || !PartType || !WholeType || !GeneralType)
        return -1;
    if (PyModule_AddStringConstant(module, "SOURCE", SOURCE) < 0 ||
        PyModule_AddObjectRef(module, "Fixed", (PyObject *)FixedType) < 0 ||
        PyModule_AddObjectRef(module, "Line", (PyObject *)LineType) < 0 ||
        PyModule_AddObjectRef(module, "General", (PyObject *)GeneralType) < 0 ||
        PyModule_AddObjectRef(module, "Part", (PyObject *)PartType) < 0)
        return -1;
    return PyModule_AddObjectRef(module, "Whole", (PyObject *)WholeType);
}

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "scoring._native",
    .m_doc = "The searches of scoring.quick, line_search, parts_search and search, compiled.",
    .m_size = -1,
};

PyMODINIT_FUNC PyInit__native(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && prepare_module(module) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
