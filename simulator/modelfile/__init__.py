"""3D models that a scene brings along (`models/NAME.glb` beside its file): looked at by a limited child process first.

Nothing in this process ever parses such a file. The child hands back plain arrays, and those are what the stage draws.
"""
