"""How much of everything a model may have. All of it is our own choice: what a thing in a room needs, and far more."""

LARGEST_BYTES = 8_000_000
LARGEST_JSON = 1_000_000
MOST_PARTS = 2_000  # of each kind: nodes, meshes, accessors ...
DEEPEST = 40
MOST_TRIANGLES = 50_000  # our own things have 8,000 at most
MOST_VERTICES = 3 * MOST_TRIANGLES
MOST_PIXELS = 2048  # a side
MOST_PICTURES = 8
LARGEST_M = 6.0
SMALLEST_M = 0.001

# For the child process that looks at a model.
CHILD_S = 20.0
CHILD_CPU_S = 15
CHILD_BYTES = 1_500_000_000
LARGEST_ANSWER = 32_000_000
